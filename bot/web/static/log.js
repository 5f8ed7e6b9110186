// The open chat on the screen: bubbles with days between them, older ones on scrolling up.

import { order } from "./chats.js";
import { $, el, show } from "./dom.js";
import { draw } from "./bubble.js";
import { say } from "./words.js";

const MARGIN = 12; // pixels above it
const NEAR = 80; // pixels from the bottom that still count as being there

export class Log {
  #chat = null;
  #elements = new Map(); // slot → element
  #unseen = 0;
  #pinned = true;
  #asked = "";
  #scroller = $("log");
  #lines = $("lines");

  // deeds: those of a bubble, and older(chat)
  constructor(deeds) {
    this.deeds = { ...deeds, goTo: (id) => this.#goTo(id) };
    this.commands = new Set();
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#pinned && this.#toBottom()).observe(this.#lines);
    new ResizeObserver(() => this.#pinned && this.#toBottom()).observe(this.#scroller);
    new IntersectionObserver(([seen]) => seen.isIntersecting && this.#older(), { root: this.#scroller }).observe($("older"));
    $("older").firstElementChild.addEventListener("click", () => this.#older());
    $("below").addEventListener("click", () => this.#toBottom());
  }

  open(chat) {
    this.#chat = chat;
    this.#asked = "";
    this.#elements.clear();
    this.#lines.replaceChildren();
    this.#pinned = true;
    this.arrange();
    this.#toBottom();
  }

  redraw() {
    this.#elements.clear();
    this.arrange();
  }

  // After any change of the chat's slots. `changed` are drawn anew.
  arrange(changed = [], { live = false } = {}) {
    changed.forEach((slot) => this.#elements.delete(slot));
    const wanted = this.#wanted(live);
    reconcile(this.#lines, wanted);
    show($("empty"), !this.#chat.slots.length && this.#chat.known);
    show($("older"), this.#chat.more);
    if (live && changed.some(({ bubble }) => bubble.mine && bubble.kind !== "press")) this.#pinned = true;
    if (this.#pinned) this.#toBottom();
    else if (live) this.#count(changed.filter((slot) => !slot.bubble.mine).length);
  }

  // Older bubbles grow upward; what is being read stays where it is.
  grow() {
    const below = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    this.#asked = "";
    this.#pinned = false;
    this.arrange();
    this.#scroller.scrollTop = this.#scroller.scrollHeight - below;
    this.#scrolled();
  }

  #wanted(live) {
    const wanted = [];
    let day = "";
    for (const slot of this.#chat.slots) {
      const at = slot.bubble.place === slot.place ? slot.bubble.day : (slot.day ?? slot.bubble.day);
      slot.day = at ?? day;
      if (slot.day && slot.day !== day) wanted.push(this.#separator(slot.day));
      day = slot.day || day;
      wanted.push(this.#element(slot, live));
    }
    return wanted;
  }

  #separator(day) {
    const known = this.#elements.get(day) ?? el("p", { class: "day" }, el("span", {}, day));
    this.#elements.set(day, known);
    return known;
  }

  #element(slot, live) {
    let element = this.#elements.get(slot);
    if (!element) {
      element = draw(this.#chat.id, slot, this.deeds, this.commands);
      if (live && !slot.shown) element.classList.add("arrives");
      slot.shown = true;
      this.#elements.set(slot, element);
    }
    return element;
  }

  #older() {
    const first = this.#chat?.slots.find((slot) => slot.place)?.place;
    if (!first || !this.#chat.more || this.#asked === first) return;
    this.#asked = first;
    this.deeds.older(this.#chat, oldest(this.#chat));
  }

  #goTo(id) {
    const slot = this.#chat.byId.get(id);
    const element = slot && this.#elements.get(slot);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("found");
    setTimeout(() => element?.classList.remove("found"), 1500);
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR || Math.abs(scrollTop - this.#newest()) < 2;
    if (this.#pinned) this.#count(-this.#unseen);
  }

  // To the end; but what Duban has just said is read from its beginning, where that is longer than the screen.
  #newest() {
    const { scrollHeight, clientHeight } = this.#scroller;
    const slots = this.#chat?.slots ?? [];
    const last = slots.at(-1)?.bubble;
    const before = slots.findLastIndex(({ bubble: b }) => b.mine || b.day !== last.day || b.time !== last.time);
    const first = this.#elements.get(slots[before + 1]);
    return Math.floor(Math.min(scrollHeight - clientHeight, first ? first.offsetTop - this.#scroller.offsetTop - MARGIN : Infinity));
  }

  #toBottom() {
    this.#scroller.scrollTop = this.#newest();
    this.#pinned = true;
    this.#count(-this.#unseen);
  }

  #count(more) {
    this.#unseen += more;
    $("below").textContent = say("web.new_below", { n: this.#unseen });
    show($("below"), this.#unseen > 0);
  }
}

// A replaced bubble keeps its slot's place, but history is asked for by bubbles' own.
function oldest(chat) {
  return chat.slots.reduce((found, { place }) => (place && (!found || order(place, found) < 0) ? place : found), "");
}

// Touches only what differs, so that focus, selection and running pictures survive.
function reconcile(parent, wanted) {
  const keep = new Set(wanted);
  [...parent.children].forEach((child) => keep.has(child) || child.remove());
  wanted.forEach((element, i) => parent.children[i] === element || parent.insertBefore(element, parent.children[i] ?? null));
}
