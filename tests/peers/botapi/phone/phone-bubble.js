// One message as a bubble: its words with their entities, files, buttons.
const ZONE = new URLSearchParams(location.search).get("zone") || "Asia/Shanghai";
const COLOURS = ["#e17076", "#eda86c", "#a695e7", "#7bc862", "#3f96d9", "#65aadd", "#ee7aae"];
const TICKS = '<svg viewBox="0 0 17 12"><path d="M1 6.5l3.5 3.5 7-8M7.5 9l1 1 7-8"/></svg>';
const DOCUMENT = '<svg viewBox="0 0 24 24"><path d="M6 3h8l5 5v13H6zM14 3v5h5"/></svg>';
const PLAY = '<svg viewBox="0 0 24 24"><path d="M8 5l11 7-11 7z" fill="currentColor"/></svg>';
const PIN = '<svg viewBox="0 0 24 24"><path d="M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12z"/><circle cx="12" cy="9" r="2.5"/></svg>';
const NOTES = {
  zh: { edited: "已编辑 ", in: (by, who) => `${by} 邀请 ${who} 加入了群组`, self: (who) => `${who} 加入了群组`, out: (by, who) => (by === who ? `${who} 离开了群组` : `${by} 移除了 ${who}`), moved: "群组已升级为超级群组", place: "位置" },
  en: { edited: "edited ", in: (by, who) => `${by} added ${who}`, self: (who) => `${who} joined the group`, out: (by, who) => (by === who ? `${who} left the group` : `${by} removed ${who}`), moved: "The group became a supergroup", place: "Location" },
};

export const colour = (id) => COLOURS[Math.abs(id) % COLOURS.length];
export const initial = (name) => [...name][0] || "?";
const format = (seconds, language, options) =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { timeZone: ZONE, ...options }).format(seconds * 1000);
export const day = (seconds, language) => format(seconds, language, { month: "long", day: "numeric" });
const clock = (seconds, language) => format(seconds, language, { hour: "2-digit", minute: "2-digit" });

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function bubble(message, before, after, state, does) {
  const language = state.person.language in NOTES ? state.person.language : "en";
  const note = noteOf(message, NOTES[language]);
  if (note) return make("div", "pill", note);
  const same = (other) => other && other.who === message.who && !noteOf(other, NOTES.en) && Math.abs(other.date - message.date) < 900;
  const row = make("div", "row");
  row.dataset.id = message.id;
  const body = row.appendChild(make("div", "bubble"));
  row.classList.toggle("mine", message.mine);
  row.classList.toggle("first", !same(before));
  row.classList.toggle("last", !same(after));
  row.classList.toggle("wide", Boolean(message.photo));
  row.classList.toggle("keyed", message.buttons.length > 0);
  if (!state.chat.private && !message.mine && !same(before)) {
    body.appendChild(make("span", "by", message.by)).style.color = message.bot ? colour(4) : colour(message.who);
  }
  fill(body, message, language, does);
  body.appendChild(meta(message, language));
  body.ondblclick = () => does.reply(message);
  if (message.reaction) body.appendChild(make("div")).appendChild(make("span", "reaction", message.reaction));
  if (message.buttons.length) row.appendChild(keyboard(message, does.press));
  body.classList.toggle("keys", message.buttons.length > 0);
  return row;
}

function noteOf(message, words) {
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return words.moved;
  if (message.left_chat_member) return words.out(message.by, message.left_chat_member.first_name);
  const came = message.new_chat_members?.map((one) => one.first_name).join("、");
  return came && (came === message.by ? words.self(came) : words.in(message.by, came));
}

function fill(body, message, language, does) {
  if (message.reply) {
    const quote = body.appendChild(make("span", "reply"));
    quote.append(make("b", "", message.reply.by), make("span", "", message.reply.text));
  }
  if (message.photo) {
    const image = body.appendChild(make("img", message.text ? "photo" : "photo only"));
    Object.assign(image, { src: message.photo.url, width: message.photo.width, height: message.photo.height, alt: "" });
    image.style.height = "auto";
    image.onclick = () => window.open(message.photo.url);
  }
  for (const kind of ["document", "voice", "video"]) if (message[kind]) body.appendChild(file(message[kind], kind));
  if (message.location) {
    const { latitude, longitude } = message.location;
    body.appendChild(tile(PIN, NOTES[language].place, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
  }
  if (message.contact) body.appendChild(tile(initial(message.contact.first_name), message.contact.first_name, message.contact.phone_number));
  if (message.sticker) body.appendChild(make("span", "sticker", message.sticker.emoji));
  const hidden = message.mine && /^\/start \S+$/.test(message.text); // phones do not show the code of a deep link
  if (message.text) body.append(...marked(hidden ? "/start" : message.text, message.entities, does));
}

function file(one, kind) {
  const size = one.file_size > 1e6 ? `${(one.file_size / 1048576).toFixed(1)} MB` : `${Math.max(one.file_size / 1024, 0.1).toFixed(1)} KB`;
  const length = `0:${String(one.duration || 0).padStart(2, "0")}`;
  const link = tile(kind === "document" ? DOCUMENT : PLAY, kind === "voice" ? length : one.file_name, size, "a");
  return Object.assign(link, { href: one.url, target: "_blank" });
}

function tile(icon, title, below, tag = "span") {
  const row = make(tag, "file");
  row.appendChild(make("i")).innerHTML = icon;
  row.appendChild(make("span")).append(make("b", "", title), make("small", "", below));
  return row;
}

function meta(message, language) {
  const node = make("span", "meta", (message.edited ? NOTES[language].edited : "") + clock(message.date, language));
  if (message.mine) node.insertAdjacentHTML("beforeend", TICKS);
  return node;
}

function keyboard(message, press) {
  const board = make("div", "keyboard");
  for (const row of message.buttons) {
    const line = board.appendChild(make("div"));
    for (const button of row) {
      const key = line.appendChild(make("button", `key ${button.style || ""}`, button.text));
      if (button.url || button.web_app) key.classList.add("link");
      key.onclick = () => press(message, button, key);
    }
  }
  return board;
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  expandable_blockquote: "blockquote", spoiler: "span", custom_emoji: "span", date_time: "span" };

function marked(text, entities, does) {
  // Offsets are UTF-16 units, as JavaScript's own strings; entities come sorted and nest.
  const [nodes] = weave(text, 0, text.length, entities.filter((one) => one.offset + one.length <= text.length), does);
  return nodes;
}

function weave(text, from, to, entities, does) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length && rest[0].offset < to) {
    const [one, ...others] = rest;
    if (one.offset > at) nodes.push(text.slice(at, one.offset));
    const end = Math.min(one.offset + one.length, to);
    const [inner, left] = weave(text, one.offset, end, others, does);
    const node = dressed(one, text.slice(one.offset, end), does);
    if (one.date_time_format) node.append(moment(one));
    else node.append(...inner);
    nodes.push(node);
    [at, rest] = [end, left];
  }
  if (at < to) nodes.push(text.slice(at, to));
  return [nodes, rest];
}

// A phone writes a date in its reader's own way and zone; the words in the message are for those that cannot.
function moment({ unix_time, date_time_format: wanted }) {
  const language = document.documentElement.lang;
  const part = (options) => format(unix_time, language, options);
  if (wanted === "r") return relative(unix_time, language);
  return [
    wanted.includes("D") ? part({ dateStyle: "long" }) : wanted.includes("d") ? part({ dateStyle: "short" }) : "",
    wanted.includes("w") ? part({ weekday: "long" }) : "",
    wanted.includes("T") ? part({ timeStyle: "medium" }) : wanted.includes("t") ? part({ timeStyle: "short" }) : "",
  ].filter(Boolean).join(" ");
}

function relative(seconds, language) {
  const away = seconds - Date.now() / 1000;
  const [unit, length] = [["day", 86400], ["hour", 3600], ["minute", 60]].find(([, one]) => Math.abs(away) >= one) || ["second", 1];
  return new Intl.RelativeTimeFormat(language).format(Math.round(away / length), unit);
}

function dressed(entity, words, does) {
  if (TAGS[entity.type]) {
    const node = make(TAGS[entity.type], entity.type === "spoiler" ? "spoiler" : "");
    if (entity.type === "spoiler") node.onclick = () => node.classList.add("seen");
    return node;
  }
  const link = make("a");
  if (entity.type === "bot_command") link.onclick = () => does.write(words);
  else if (entity.type === "text_link") link.href = entity.url;
  else if (entity.type === "url") link.href = words;
  if (link.href) link.target = "_blank";
  else link.setAttribute("role", "button");
  return link;
}
