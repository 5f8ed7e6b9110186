// One bubble: a card of Duban's with picture, lines and buttons; or what the person said.

import { el, icon } from "./dom.js";
import { withLights } from "./lights.js";
import { say } from "./words.js";

const REPLY = "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7";

// deeds: press(slot, button), reply(slot), retry(slot), command(text), zoom(address), goTo(id); commands: names
export function draw(chat, slot, deeds, commands) {
  const b = slot.bubble;
  if (b.kind === "press") return el("article", { class: "said press mine" }, pressed(b), meta(slot, deeds));
  const body = b.mine ? own(chat, slot, deeds) : card(chat, slot, deeds, commands);
  const face = b.mine ? null : el("img", { class: "face", src: "/static/icon.svg", alt: "", width: 36, height: 36 });
  const side = el("div", { class: "side" }, body, meta(slot, deeds));
  return el("article", { class: b.mine ? "said mine" : "said", "data-id": b.id }, face, side);
}

function pressed(b) {
  return el("p", {}, say("web.pressed", { name: (b.lines ?? []).join(" ") }));
}

function own(chat, slot, deeds) {
  const b = slot.bubble;
  return el("div", { class: "bubble" }, quote(b, deeds), lines(b), files(chat, b, deeds));
}

function card(chat, slot, deeds, commands) {
  const b = slot.bubble;
  return el(
    "div",
    { class: b.buttons || b.picture ? "bubble card" : "bubble" },
    b.picture && picture(address(chat, b.picture), deeds, shownIn(b)),
    b.title && el("h2", {}, ...withLights(b.title)),
    lines(b, commands, deeds, chat),
    files(chat, b, deeds),
    b.buttons && el("div", { class: "buttons" }, ...b.buttons.map((row) => buttonRow(slot, row, deeds))),
  );
}

// What a picture shows, for whoever does not see it: its title, else the words beside it.
function shownIn(b) {
  return b.title || b.lines?.[0] || say("web.picture");
}

function lines(b, commands = new Set(), deeds = null, chat = "") {
  if (!b.lines?.length) return null;
  const drawn = b.lines.flatMap((line, n) => [el("p", {}, ...linked(line, commands, deeds)), thumbnails(chat, b, n, deeds)]);
  return el("div", { class: "text" }, ...drawn);
}

// The pictures that belong to a line, small, in one row below it.
function thumbnails(chat, b, line, deeds) {
  const found = (b.thumbnails ?? []).filter((one) => one.line === line);
  if (!found.length) return null;
  const words = b.lines?.[line] || shownIn(b);
  return el("div", { class: "thumbnails" }, ...found.map((one) => picture(address(chat, one.sha256), deeds, words)));
}

// A command that is mentioned can be tapped.
function linked(line, commands, deeds) {
  return line.split(/(\/[a-z]+)/).flatMap((part) =>
    commands.has(part)
      ? el("button", { type: "button", class: "link", onclick: () => deeds.command(part) }, part)
      : withLights(part),
  );
}

function buttonRow(slot, row, deeds) {
  const made = row.map((button) =>
    el(
      "button",
      {
        type: "button",
        class: `${button.style}${slot.busy === button.payload ? " busy" : ""}${slot.done === button.payload ? " done" : ""}`,
        "aria-busy": slot.busy === button.payload ? "true" : null,
        onclick: () => deeds.press(slot, button),
      },
      ...withLights(button.text),
    ),
  );
  return el("div", { class: "buttons-row" }, ...made);
}

function files(chat, b, deeds) {
  if (!b.files?.length) return null;
  return el("div", { class: "files" }, ...b.files.map((file) => one(chat, file, deeds)));
}

function one(chat, file, deeds) {
  const source = file.url ?? address(chat, file.sha256);
  if (file.image) return picture(source, deeds, file.name);
  return el(
    "a",
    { class: "file", href: source, download: file.name, "aria-label": say("web.download", file) },
    el("b", {}, file.name),
    el("small", {}, size(file.size)),
  );
}

function picture(source, deeds, name = say("web.picture")) {
  const image = el("img", { src: source, alt: name, loading: "lazy", decoding: "async" });
  return el(
    "button",
    { type: "button", class: "picture", "aria-label": say("web.zoom"), onclick: () => deeds.zoom(source, name) },
    image,
  );
}

function quote(b, deeds) {
  if (!b.quote) return null;
  return el("button", { type: "button", class: "quote", onclick: () => deeds.goTo(b.reply_to) }, b.quote);
}

function meta(slot, deeds) {
  const b = slot.bubble;
  return el(
    "footer",
    {},
    b.time && el("time", {}, b.time),
    b.mine && b.kind !== "press" && el("span", { class: slot.state || "delivered" }, state(slot)),
    slot.state === "failed" && el("button", { type: "button", class: "link", onclick: () => deeds.retry(slot) }, say("web.retry")),
    !b.mine && el("button", { type: "button", class: "reply", onclick: () => deeds.reply(slot) }, icon(REPLY), say("web.reply")),
  );
}

function state(slot) {
  if (slot.state === "sending") return say("web.sending");
  if (slot.state === "failed") return slot.problem || say("web.not_sent");
  return say("web.delivered");
}

export function address(chat, sha256) {
  return `/file/${encodeURIComponent(sha256)}?chat=${encodeURIComponent(chat)}`;
}

export function size(bytes) {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 1) return say("web.megabytes", { n: megabytes.toFixed(1) });
  return say("web.kilobytes", { n: Math.max(1, Math.round(bytes / 1024)) });
}
