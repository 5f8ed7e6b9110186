// Where one writes: text that grows, files, the bubble being answered, commands.

import { $, show } from "./dom.js";
import { Commands } from "./commands.js";
import { Pending, complain } from "./pending.js";
import { say } from "./words.js";

export class Composer {
  #drafts = new Map();
  #chat = "";
  #answering = null;
  #pending = new Pending();
  #commands = new Commands((name, send) => this.#command(name, send));
  #text = $("text");

  // send({text, files, message_id, quote}); typed(text) after each key
  constructor(send, typed) {
    this.send = send;
    this.#text.addEventListener("input", () => (this.#typed(), typed(this.#text.value)));
    this.#text.addEventListener("pointerdown", () => (this.#text.inputMode = "text"));
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    $("composer").addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    $("composer").addEventListener("pending", () => this.#ready());
    $("unquote").addEventListener("click", () => this.answer(null));
  }

  open(chat) {
    if (chat === this.#chat) return;
    if (this.#chat) this.#drafts.set(this.#chat, this.#text.value);
    this.#chat = chat;
    this.#text.value = this.#drafts.get(chat) ?? "";
    this.answer(null, false);
    complain("");
    this.#typed();
  }

  // Without the screen's keyboard, which would cover what was chosen: that comes with a tap into the field.
  focus() {
    if (!matchMedia("(hover: hover)").matches) this.#text.inputMode = "none";
    this.#text.focus();
  }

  // An example to send or to change.
  propose(words) {
    this.#text.value = words;
    this.#typed();
    this.focus();
    this.#text.setSelectionRange(words.length, words.length);
  }

  know(commands, placeholder) {
    if (commands) this.#commands.know(commands);
    this.#text.placeholder = placeholder;
    this.#text.ariaLabel = placeholder;
  }

  // The next message answers this bubble.
  answer(bubble, focus = true) {
    this.#answering = bubble;
    $("quoted").textContent = bubble ? summary(bubble) : "";
    show($("quoting"), bubble !== null);
    if (focus) this.#text.focus();
  }

  // A tapped command is sent at once, leaving a draft alone.
  #command(name, send) {
    this.#text.value = send ? "" : `${name} `;
    this.#typed();
    this.#text.focus();
    if (send) this.send({ text: name });
  }

  #typed() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, 160)}px`;
    this.#commands.offer(this.#text.value);
    this.#ready();
  }

  #ready() {
    $("send").disabled = !this.#text.value.trim() && this.#pending.empty;
  }

  // Enter sends, with Shift it makes a new line; an input method's Enter does neither.
  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#commands.key(event)) event.preventDefault();
    else if (event.key === "Escape") this.answer(null);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  #send() {
    const text = this.#text.value.trim();
    if (!text && this.#pending.empty) return;
    const answered = this.#answering;
    const about = answered ? { message_id: answered.id, quote: summary(answered) } : {};
    this.#text.value = "";
    this.answer(null);
    this.#typed();
    complain("");
    this.send({ text, files: this.#pending.take(), ...about });
  }

  placeholderFor(contact) {
    return contact ? say("web.speak_as", { name: contact.name }) : say("web.say_something");
  }
}

function summary(bubble) {
  return (bubble.title || bubble.lines?.find((line) => line.trim()) || bubble.files?.[0]?.name || "").slice(0, 60);
}
