// One person's WeCom: asks for the state, waits for news, draws.
import { card } from "/pages/card.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const me = { person: query.get("person") || "", via: query.get("via") || "app", chat: query.get("chat") || "", quote: "", drawn: "", hurry: new AbortController() };
const COLOURS = ["#3d7ff5", "#12a27c", "#e08a1e", "#7a5af0", "#d0548c"];

const make = (tag, about = {}, ...inside) => {
  const one = Object.assign(document.createElement(tag), about);
  one.append(...inside);
  return one;
};
const face = (name) => {
  const sum = [...name].reduce((n, sign) => n + sign.codePointAt(0), 0);
  const one = make("span", { className: "face", textContent: name.length > 3 ? name.slice(0, 2) : name.slice(-2) });
  one.style.background = COLOURS[sum % COLOURS.length];
  return one;
};
const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

async function act(wish) {
  const answer = await fetch("/phone/do", { method: "POST", body: JSON.stringify({ person: me.person, via: me.via, chat: me.chat, ...wish }) });
  const told = await answer.json();
  if (told.wrong) toast(told.wrong);
  return told;
}

async function watch() {
  for (let after = -1, whose = ""; ;) {
    const mine = `${me.person} ${me.via} ${me.chat}`;
    if (whose !== mine) after = -1;
    whose = mine;
    try {
      const news = await fetch(`/phone/state?${new URLSearchParams({ person: me.person, via: me.via, chat: me.chat, after })}`, { signal: me.hurry.signal });
      const state = await news.json();
      after = state.rung;
      draw(state);
    } catch (wrong) {
      if (wrong.name !== "AbortError") await new Promise((again) => setTimeout(again, 1000));
      me.hurry = new AbortController();
    }
  }
}

function turn(to) {
  Object.assign(me, { drawn: "", quote: "" }, to);
  history.replaceState(null, "", `/phone?${new URLSearchParams({ person: me.person, via: me.via, chat: me.chat })}`);
  me.hurry.abort();
}

function draw({ rung, ...state }) {
  const now = JSON.stringify(state);
  if (now === me.drawn) return;
  me.drawn = now;
  me.person = state.person.userid;
  $("title").textContent = state.chat.title;
  $("subtitle").textContent = { app: "应用", bot: "智能机器人", group: "群聊" }[me.chat ? "group" : me.via];
  $("owner").textContent = state.person.name;
  $("place").hidden = me.via !== "app" || Boolean(me.chat);
  $("people").replaceChildren(...state.people.map((one) => new Option(one.name, one.userid, false, one.userid === me.person)));
  $("chats").replaceChildren(...state.chats.map(entry));
  $("quote").hidden = !me.quote;
  drawMessages(state);
  document.body.dataset.ready = state.messages.length;
}

function entry(chat) {
  const title = make("b", { textContent: chat.title });
  const kind = make("i", { textContent: chat.kind });
  const lines = make("span", { className: "lines" }, title, kind, make("small", { textContent: chat.last || " " }));
  const time = make("time", { textContent: chat.at ? clock(chat.at) : "" });
  return make("button", { className: "chat", onclick: () => open(chat) }, face(chat.title), lines, time);
}

function open({ via, chat }) {
  $("list").hidden = true;
  $("room").hidden = false;
  turn({ via: chat ? "bot" : via, chat });
}

function drawMessages({ messages, chat, person }) {
  const box = $("messages");
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const drawn = [];
  let before = 0;
  for (const message of messages) {
    if (message.at - before > 300000) drawn.push(make("div", { className: "time", textContent: clock(message.at) }));
    before = message.at;
    drawn.push(row(message, chat, person));
  }
  box.replaceChildren(...drawn);
  const down = low || !me.scrolled;
  if (down) box.scrollTop = box.scrollHeight;
  box.querySelectorAll("img").forEach((one) => (one.onload = () => down && (box.scrollTop = box.scrollHeight)));
  me.scrolled = true;
}

function row(message, chat, person) {
  const parts = [];
  if (me.chat && !message.mine) parts.push(make("span", { className: "by", textContent: message.by }));
  if (message.card) parts.push(card(message, press));
  else if (message.hidden) parts.push(make("div", { className: "bubble by", textContent: "微信暂不支持展示此消息" }));
  else if (message.words) parts.push(bubble(message));
  parts.push(...message.files.map((file) => paper(message, file)));
  if (message.quote) parts.push(make("div", { className: "quoted", textContent: message.quote.split("\n")[0] }));
  const column = make("div", { className: "column" }, ...parts);
  const name = message.mine ? person.name : message.by;
  return make("div", { className: `row${message.mine ? " mine" : ""}${message.card ? " wide" : ""}` }, face(name), column);
}

function bubble(message) {
  const one = make("div", { className: "bubble", ondblclick: () => quote(message) });
  one.textContent = ({ voice: "🎤 ", location: "📍 " }[message.kind] ?? "") + message.words;
  for (const link of message.links) one.append(" ", make("a", { href: link, target: "_blank", textContent: "链接" }));
  return one;
}

function paper(message, file) {
  const where = new URLSearchParams({ person: me.person, via: me.via, chat: me.chat, number: message.number, file: file.number });
  const href = `/phone/file?${where}`;
  if (file.picture) return make("img", { className: "picture", src: href, alt: file.name || "图片" });
  const size = make("small", { textContent: `${Math.max(1, Math.round(file.bytes / 1024))}K` });
  return make("a", { className: "paper", href, download: file.name }, make("span", {}, file.name, size));
}

function quote(message) {
  me.quote = message.words;
  $("quote").hidden = false;
  $("quote").firstChild.textContent = `${message.by}：${message.words}`;
  $("words").focus();
}

async function press(message, button, chosen, key) {
  if (button.url) return void window.open(button.url);
  key.classList.add("busy");
  await act({ do: "press", number: message.number, key: button.key, chosen });
  return undefined;
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(me.toast);
  me.toast = setTimeout(() => ($("toast").hidden = true), 3000);
}

const base64 = (file) => new Promise((done) => {
  const reader = Object.assign(new FileReader(), { onload: () => done(reader.result.split(",")[1] || "") });
  reader.readAsDataURL(file);
});

$("say").onsubmit = async (event) => {
  event.preventDefault();
  const words = $("words").value.trim();
  if (!words) return;
  $("words").value = "";
  const quoted = me.quote;
  me.quote = "";
  $("quote").hidden = true;
  me.scrolled = false;
  await act({ do: "say", words, quote: quoted });
};
$("words").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) event.preventDefault(), $("say").requestSubmit();
};
$("clip").firstChild.onchange = async ({ target }) => {
  for (const file of target.files) await act({ do: "file", name: file.name, body: await base64(file) });
  target.value = "";
};
$("place").onclick = () => act({ do: "place" });
$("quote").lastElementChild.onclick = () => ((me.quote = ""), ($("quote").hidden = true));
$("back").onclick = () => (($("list").hidden = false), ($("room").hidden = true));
$("people").onchange = ({ target }) => turn({ person: target.value });
$("newcomer").onsubmit = async (event) => {
  event.preventDefault();
  const { person } = await act({ do: "newcomer", name: $("newcomer").firstChild.value.trim() || "赵六" });
  $("newcomer").firstChild.value = "";
  turn({ person });
};
watch();
