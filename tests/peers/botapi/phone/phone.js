// A phone on the Bot API server: asks for the state, waits for news, draws.
import { bubble, colour, day, initial } from "/phone-bubble.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const WORDS = {
  zh: { bot: "机器人", typing: "正在输入…", menu: "菜单", write: "消息", start: "开始", unblock: "取消屏蔽", block: "屏蔽机器人", place: "发送位置",
    ok: "好", chats: "聊天", add: "添加", name: "新用户姓名", members: (n) => `${n} 位成员`, about: "这个机器人能做什么？", reply: "回复",
    kinds: { photo: "图片", document: "文件", voice: "语音", video: "视频", location: "位置", sticker: "贴纸", contact: "名片" } },
  en: { bot: "bot", typing: "typing…", menu: "Menu", write: "Message", start: "Start", unblock: "Unblock", block: "Block bot", place: "Send location",
    ok: "OK", chats: "Chats", add: "Add", name: "Name of someone new", members: (n) => `${n} members`, about: "What can this bot do?", reply: "Reply",
    kinds: { photo: "Photo", document: "File", voice: "Voice", video: "Video", location: "Location", sticker: "Sticker", contact: "Contact" } },
};
const me = { person: query.get("person") || "", chat: query.get("chat") || "", reply: 0, state: null, drawn: "" };
const say = (name) => (WORDS[me.state?.person.language] || WORDS.en)[name];

async function act(wish) {
  const answer = await fetch("/phone/do", { method: "POST", body: JSON.stringify({ person: me.person, chat: me.chat, ...wish }) });
  const told = await answer.json();
  if (told.wrong) toast(told.wrong);
  return told;
}

async function watch() {
  for (let after = -1, whose = ""; ;) {
    const mine = `${me.person} ${me.chat}`;
    if (whose !== mine) after = -1;
    whose = mine;
    try {
      const news = await fetch(`/phone/state?person=${me.person}&chat=${me.chat}&after=${after}`, { signal: me.hurry.signal });
      const state = await news.json();
      after = state.rung;
      draw(state);
    } catch (wrong) {
      if (wrong.name !== "AbortError") await new Promise((again) => setTimeout(again, 1000));
      me.hurry = new AbortController();
    }
  }
}
me.hurry = new AbortController();

function turn(to) {
  Object.assign(me, { drawn: "", reply: 0 }, to);
  history.replaceState(null, "", `/phone?person=${me.person}${me.chat ? `&chat=${me.chat}` : ""}`);
  me.hurry.abort();
}

function draw(state) {
  const { rung, ...seen } = state;
  const now = JSON.stringify(seen);
  if (now === me.drawn) return;
  me.state = state;
  me.drawn = now;
  me.person = String(state.person.id);
  document.documentElement.lang = state.person.language;
  drawBar(state);
  drawList(state);
  drawMessages(state);
  drawFoot(state);
  document.body.dataset.ready = state.messages.length;
}

function drawBar({ chat }) {
  $("title").textContent = chat.title;
  $("face").textContent = initial(chat.title);
  $("face").style.background = colour(chat.private ? 4 : chat.id);
  $("subtitle").textContent = chat.typing ? say("typing") : chat.private ? say("bot") : say("members")(chat.count);
  $("subtitle").className = chat.typing ? "typing" : "";
}

function drawList({ person, people, chats }) {
  $("owner").textContent = say("chats");
  $("people").replaceChildren(...people.map((one) => new Option(one.name, one.id, false, one.id === person.id)));
  $("chats").replaceChildren(...chats.map((chat) => {
    const row = Object.assign(document.createElement("button"), { className: "chat", onclick: () => open(chat.id) });
    row.innerHTML = '<span class="face"></span><span class="grow names"><b></b><small></small></span><time></time>';
    const [face, title, last, time] = row.querySelectorAll(".face, b, small, time");
    face.textContent = initial(chat.title);
    face.style.background = colour(chat.id || 4);
    title.textContent = chat.title;
    last.textContent = (chat.by ? `${chat.by}：` : "") + (chat.last || say("kinds")[chat.kind] || "");
    time.textContent = chat.date ? day(chat.date, person.language) : "";
    return row;
  }));
  $("newcomer").firstChild.placeholder = say("name");
  $("newcomer").lastChild.textContent = say("add");
}

function open(chat) {
  $("list").hidden = true;
  $("room").hidden = false;
  turn({ chat: chat ? String(chat) : "" });
}

function drawMessages(state) {
  const box = $("messages");
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const drawn = [];
  let before = null;
  state.messages.forEach((message, n) => {
    const date = day(message.date, state.person.language);
    if (!before || day(before.date, state.person.language) !== date) {
      drawn.push(Object.assign(document.createElement("div"), { className: "pill", textContent: date }));
      before = null;
    }
    drawn.push(bubble(message, before, state.messages[n + 1], state, { press, reply, write }));
    before = message;
  });
  if (!drawn.length && state.bot.about) drawn.push(about(state));
  box.replaceChildren(...drawn);
  if (low || !me.scrolled) box.scrollTop = box.scrollHeight;
  box.querySelectorAll("img").forEach((one) => (one.onload = () => low && (box.scrollTop = box.scrollHeight)));
  me.scrolled = true;
}

function about({ bot }) {
  const card = Object.assign(document.createElement("div"), { className: "about", textContent: bot.about });
  card.prepend(Object.assign(document.createElement("b"), { textContent: say("about") }));
  return card;
}

function drawFoot({ chat, commands, menu }) {
  const closed = !chat.started || chat.blocked;
  $("say").hidden = closed;
  $("start").hidden = !closed;
  $("start").textContent = say(chat.blocked ? "unblock" : "start");
  $("words").placeholder = say("write");
  const app = menu.type === "web_app";
  $("menu").hidden = !chat.private || (!app && !commands.length);
  $("menu").lastChild.textContent = app ? menu.text : say("menu");
  $("slash").hidden = chat.private || !commands.length;
  $("keyboard").hidden = closed || !chat.keyboard.length;
  $("keyboard").replaceChildren(...chat.keyboard.map((row) => {
    const line = document.createElement("div");
    line.append(...row.map((text) => Object.assign(document.createElement("button"), { textContent: text, onclick: () => write(text) })));
    return line;
  }));
  const [place, block] = $("sheet").children;
  place.textContent = say("place");
  block.textContent = say(chat.blocked ? "unblock" : "block");
  block.hidden = !chat.private;
  $("quote").hidden = !me.reply;
  offer();
}

function offer() {
  const typed = $("words").value;
  const wanted = typed.startsWith("/") && !/\s/.test(typed);
  const fit = me.state.commands.filter((one) => `/${one.command}`.startsWith(wanted ? typed.split("@")[0] : "/"));
  $("commands").hidden = !(me.menu || wanted) || !fit.length;
  $("commands").replaceChildren(...fit.map((one) => {
    const row = document.createElement("button");
    row.innerHTML = "<span></span><small></small>";
    row.firstChild.textContent = one.description;
    row.lastChild.textContent = `/${one.command}`;
    row.onclick = () => write(`/${one.command}${me.state.chat.private ? "" : `@${me.state.bot.username}`}`);
    return row;
  }));
}

async function write(text) {
  me.menu = false;
  $("words").value = "";
  const reply_to = me.reply;
  me.reply = 0;
  offer();
  me.scrolled = false;
  await act({ do: "write", text, reply_to });
}

async function press(message, button, key) {
  if (button.url || button.web_app) return void window.open(button.url || button.web_app.url);
  if (button.callback_data === undefined) return undefined;
  key.classList.add("busy");
  const told = await act({ do: "press", message: message.id, data: button.callback_data });
  key.classList.remove("busy");
  if (told.url) window.open(told.url);
  else if (told.text && told.alert) alarm(told.text);
  else if (told.text) toast(told.text);
}

function reply(message) {
  me.reply = message.id;
  $("quote").hidden = false;
  $("quote").firstChild.textContent = `${say("reply")} ${message.by}：${message.text || "…"}`;
  $("words").focus();
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(me.toast);
  me.toast = setTimeout(() => ($("toast").hidden = true), 4000);
}

function alarm(text) {
  $("alert").querySelector("p").textContent = text;
  $("alert").querySelector("button").textContent = say("ok");
  $("alert").showModal();
}

const base64 = (file) => new Promise((done) => {
  const reader = Object.assign(new FileReader(), { onload: () => done(reader.result.split(",")[1] || "") });
  reader.readAsDataURL(file);
});

$("say").onsubmit = (event) => {
  event.preventDefault();
  if ($("words").value.trim()) write($("words").value);
};
$("words").oninput = offer;
$("words").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) event.preventDefault(), $("say").requestSubmit();
};
$("clip").firstChild.onchange = async ({ target }) => {
  const caption = $("words").value;
  $("words").value = "";
  for (const file of target.files) await act({ do: "file", name: file.name, body: await base64(file), caption });
  target.value = "";
};
$("menu").onclick = () => {
  const { menu } = me.state;
  if (menu.type === "web_app") return void window.open(menu.web_app.url);
  me.menu = !me.menu;
  offer();
};
$("slash").onclick = () => ((me.menu = !me.menu), offer());
$("messages").onclick = () => ((me.menu = false), ($("sheet").hidden = true), offer());
$("start").onclick = async () => {
  if (me.state.chat.blocked) return void act({ do: "unblock" });
  const code = query.get("start");
  await write(code ? `/start ${code}` : "/start");
};
$("more").onclick = () => ($("sheet").hidden = !$("sheet").hidden);
$("sheet").onclick = ({ target }) => {
  $("sheet").hidden = true;
  if (target.dataset.do === "location") act({ do: "location", latitude: 32.9908, longitude: 112.5283 });
  else act({ do: me.state.chat.blocked ? "unblock" : "block" });
};
$("quote").lastElementChild.onclick = () => ((me.reply = 0), ($("quote").hidden = true));
$("back").onclick = () => (($("list").hidden = false), ($("room").hidden = true));
$("people").onchange = ({ target }) => turn({ person: target.value, chat: "" });
$("newcomer").onsubmit = async (event) => {
  event.preventDefault();
  const { person } = await act({ do: "newcomer", name: $("newcomer").firstChild.value.trim() || "赵某" });
  $("newcomer").firstChild.value = "";
  turn({ person: String(person), chat: "" });
};
watch();
