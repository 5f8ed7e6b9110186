// Ties the parts together: what arrives goes to the chats, what is done goes to the outbox.

import { $, facts, show } from "./dom.js";
import { chatOf, forget, forgetAll, put } from "./chats.js";
import { ClockBar } from "./clock.js";
import { Composer } from "./composer.js";
import { Contacts, roleOf } from "./contacts.js";
import { stayAboveKeyboard } from "./keyboard.js";
import { Link } from "./link.js";
import { Log } from "./log.js";
import { Outbox, identity } from "./outbox.js";
import { tooLarge } from "./pending.js";
import { answerBySwipe } from "./swipe.js";
import { say, speak } from "./words.js";
import { Visitor } from "./visitor.js";
import { prepareZoom, zoom } from "./zoom.js";

const { demo } = facts();
const TEXT = 4000;
const own = !demo;
let open = ""; // the chat on the screen; in `run` the server knows whose it is, and tells
let language = "";

const log = new Log({ press, reply, retry, zoom, command: (text) => speakUp({ text }), older });
const composer = new Composer(speakUp, (text) => visitor?.types(text));
const outbox = new Outbox(settled);
const contacts = demo ? new Contacts(choose) : null;
const clock = demo ? new ClockBar((frame) => (visitor.movesClock(), link.ask(frame))) : null;
const visitor = demo ? new Visitor({ ask: (frame) => link.ask(frame), go, choose, speakUp, contacts, composer }) : null;
const link = new Link({ up, down, me, chat, older: gotOlder, line, peek, clock: (frame) => (clock.show(frame), visitor.tick(frame)), contacts: everybody });

// --- the connection

function up() {
  show($("offline"), false);
  if (own || open) askFor(open);
  visitor?.hold.again();
}

function down() {
  show($("offline"), true);
}

// After a break the server is told what was seen last, and sends what came since.
function askFor(id) {
  link.ask(own ? { do: "open", after: chatOf(open).last } : { do: "open", chat: id, after: chatOf(id).last });
}

// --- what arrives

function everybody({ contacts: list }) {
  contacts.put(list);
  if (!open) route();
  else head();
}

function me(frame) {
  if (own && !open) turnTo(frame.chat);
  if (frame.chat !== open) return;
  const spoken = language;
  language = frame.language;
  speak(language);
  log.commands = new Set(frame.commands.map((one) => one.name));
  composer.know(frame.commands, composer.placeholderFor(contacts?.get(open)));
  if (own) $("post").textContent = [frame.name, frame.unit].filter(Boolean).join(" · ");
  if (spoken && spoken !== language) renew();
}

// Days and times are written by the server, so a new language asks for everything again.
function renew() {
  forgetAll();
  turnTo(open);
  askFor(open);
}

function chat(frame) {
  const known = chatOf(frame.chat);
  if (frame.fresh) forget(known);
  if (frame.fresh) known.more = frame.more;
  known.known = true;
  const slots = frame.bubbles.map((bubble) => put(known, bubble)).filter(Boolean);
  if (frame.chat === open) log.arrange(slots);
  contacts?.read();
}

function gotOlder(frame) {
  const known = chatOf(frame.chat);
  known.more = frame.more;
  frame.bubbles.forEach((bubble) => put(known, bubble));
  if (frame.chat === open) log.grow();
}

// A card that is known comes again when one of its buttons was pressed: that is no news.
function line({ chat: id, bubble }) {
  const known = !bubble.mine && chatOf(id).byId.has(bubble.id);
  const slot = put(chatOf(id), bubble);
  if (slot && id === open) log.arrange([slot], { live: !known });
  if (known) return;
  const preview = bubble.title || bubble.lines?.[0] || bubble.files?.[0]?.name || "";
  contacts?.hear(id, { preview, when: bubble.time, counts: !bubble.mine && !bubble.replaces });
}

function peek(frame) {
  contacts.hear(frame.chat, frame);
}

// --- which chat

// By hand: the focus goes where one writes.
function choose(id) {
  go(id);
  route();
  visitor?.acts();
  composer.focus();
}

function go(id) {
  location.hash = `#/c/${encodeURIComponent(id)}`;
}

function route() {
  const [, wanted] = location.hash.match(/^#\/c\/(.+)$/) ?? [];
  const listed = location.hash === "#/";
  document.body.dataset.screen = listed ? "list" : "chat";
  const id = wanted ? decodeURIComponent(wanted) : open || contacts.withRole("coordinator");
  if (!id || id === open) return;
  turnTo(id);
  askFor(id);
}

function turnTo(id) {
  open = id;
  contacts?.open(id);
  composer.open(id);
  log.open(chatOf(id));
  head();
}

function head() {
  const contact = contacts?.get(open);
  if (!contact) return;
  $("name").textContent = contact.name;
  const untold = [contact.unit, roleOf(contact)].filter((part) => !contact.name.includes(part));
  $("post").textContent = [...untold, say("web.with_duban")].filter(Boolean).join(" · ");
  $("log").ariaLabel = say("web.log_of", { name: contact.name });
  show($("hand"), contact.automatic);
  $("hand").className = contact.taken ? "hand taken" : "hand";
  $("hand-state").textContent = say(contact.taken ? "web.taken" : "web.automatic");
  $("hand-over").textContent = say(contact.taken ? "web.hand_back" : "web.take_over");
  composer.know(null, composer.placeholderFor(contact));
}

// --- what is done

function speakUp({ text = "", files = [], message_id = "", quote = "" }) {
  visitor?.acts();
  takeOver();
  const action = { id: identity(), chat: open, text, files, message_id, quote };
  const shown = files.map((file) => ({ name: file.name, size: file.size, image: file.type.startsWith("image/"), url: URL.createObjectURL(file) }));
  const bubble = { id: action.id, mine: true, kind: "text", lines: text.split("\n"), files: shown, reply_to: message_id, quote };
  const slot = put(chatOf(open), text ? bubble : { ...bubble, lines: [] });
  slot.action = outbox.put(action);
  log.arrange([slot], { live: true });
}

// Who writes for a simulated person plays that person from then on.
function takeOver(taken = true) {
  const contact = contacts?.get(open);
  if (contact?.automatic && contact.taken !== taken) link.ask({ do: "take", chat: open, taken });
}

// The second half of a double click may come after the first has been answered.
const DOUBLE = 800; // ms

function press(slot, { text, payload }) {
  if (slot.busy || (slot.done === payload && performance.now() - slot.pressed < DOUBLE)) return;
  slot.pressed = performance.now();
  visitor?.acts();
  takeOver();
  slot.busy = payload;
  outbox.put({ chat: open, button: payload, label: text, message_id: slot.bubble.id, slot });
  log.arrange([slot]);
}

function settled(action, problem) {
  if (problem === "web.error_session") return location.reload();
  if (action.slot) pressedThrough(action, problem);
  else if (problem) failed(action, problem);
  else arrived(action);
}

function pressedThrough({ slot, button, chat: id }, problem) {
  slot.busy = "";
  slot.done = problem ? "" : button;
  if (problem) complainAbout(problem);
  if (id === open) log.arrange([slot]);
}

function arrived({ id, chat: where }) {
  const slot = chatOf(where).byId.get(id);
  if (slot?.state === "sending") slot.state = "delivered";
  if (slot && where === open) log.arrange([slot]);
}

function failed({ id, chat: where }, problem) {
  const slot = chatOf(where).byId.get(id);
  if (!slot) return;
  Object.assign(slot, { state: "failed", problem: sentence(problem) });
  if (where === open) log.arrange([slot]);
}

function retry(slot) {
  Object.assign(slot, { state: "sending", problem: "" });
  outbox.put(slot.action);
  log.arrange([slot]);
}

function complainAbout(problem) {
  $("problem").textContent = sentence(problem);
  show($("problem"), true);
}

function sentence(problem) {
  return problem === "web.error_too_large" ? tooLarge() : say(problem, { n: TEXT });
}

function reply(slot) {
  composer.answer(slot.bubble);
}

function older(known, before) {
  link.ask({ do: "older", chat: known.id, before });
}

// --- start

prepareZoom();
stayAboveKeyboard();
answerBySwipe($("log"), (id) => reply(chatOf(open).byId.get(id)));
if (demo) {
  addEventListener("hashchange", route);
  $("back").addEventListener("click", () => ((location.hash = "#/"), visitor.acts()));
  $("hand-over").addEventListener("click", () => takeOver(!contacts.get(open).taken));
  document.addEventListener("visibilitychange", () => contacts.read());
}
link.connect();
