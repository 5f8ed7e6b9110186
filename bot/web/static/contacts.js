// Everybody of the demo: grouped, searchable, with what is unread and what is late.

import { $, el, show } from "./dom.js";
import { say } from "./words.js";

const GROUPS = { office: "web.group_office", department: "web.group_department", county: "web.group_county" };
const ROLES = {
  liaison: "web.role_liaison",
  head: "web.role_head",
  coordinator: "web.role_coordinator",
  reviewer: "web.role_reviewer",
  leader: "web.role_leader",
};
const SEEN = "duban.received";

export class Contacts {
  #known = new Map();
  #rows = new Map();
  #seen = JSON.parse(sessionStorage.getItem(SEEN) ?? "{}");
  #open = "";
  #folded = new Set();

  constructor(choose) {
    this.choose = choose;
    $("search").addEventListener("input", () => this.draw());
    $("late-first").addEventListener("click", () => this.#toggleLate());
    $("contacts").addEventListener("keydown", (event) => this.#walk(event));
    document.addEventListener("language", () => this.draw());
  }

  get(id) {
    return this.#known.get(id);
  }

  // The first with this role, else the first of all.
  withRole(role) {
    const everybody = [...this.#known.values()];
    return (everybody.find((one) => one.role === role) ?? everybody[0])?.id;
  }

  put(contacts) {
    this.#known = new Map(inOrder(contacts).map((one) => [one.id, one]));
    contacts.forEach((one) => {
      this.#seen[one.id] = Math.min(this.#seen[one.id] ?? one.received, one.received);
    });
    this.#mark(this.#open);
    this.draw();
  }

  // Something was said in a chat, open or not.
  hear(id, { preview, when, counts }) {
    const contact = this.#known.get(id);
    if (!contact) return;
    Object.assign(contact, { preview, when, at: contact.at || 1, received: contact.received + (counts ? 1 : 0) });
    if (id === this.#open) this.#mark(id);
    this.#fill(contact);
    this.#count();
  }

  open(id) {
    const left = this.#known.get(this.#open);
    this.#open = id;
    if (left) this.#fill(left);
    this.read();
  }

  // The open chat is being looked at.
  read() {
    const contact = this.#known.get(this.#open);
    if (!contact) return;
    this.#mark(contact.id);
    this.#fill(contact);
    this.#count();
  }

  #mark(id) {
    const contact = this.#known.get(id);
    if (contact && !document.hidden) this.#seen[id] = contact.received;
    sessionStorage.setItem(SEEN, JSON.stringify(this.#seen));
  }

  draw() {
    const found = [...this.#known.values()].filter((one) => matches(one, $("search").value));
    const groups = Object.keys(GROUPS).map((group) => this.#group(group, found.filter((one) => one.group === group)));
    const focused = document.activeElement;
    $("groups").replaceChildren(...groups.filter(Boolean));
    if (focused?.isConnected && $("groups").contains(focused)) focused.focus();
    this.#oneStop();
    show($("nobody"), !found.length && this.#known.size > 0);
    this.#count();
  }

  #group(group, members) {
    if (!members.length) return null;
    if ($("late-first").ariaPressed === "true") members.sort((a, b) => b.late - a.late);
    const list = el("ul", {}, ...members.map((one) => this.#row(one)));
    const title = el("summary", { tabindex: -1 }, el("span", {}, say(GROUPS[group])), el("small", {}, members.length), el("em", { "data-group": group }));
    const details = el("details", { open: !this.#folded.has(group) || $("search").value !== "" }, title, list);
    details.addEventListener("toggle", () => details.open ? this.#folded.delete(group) : this.#folded.add(group));
    return details;
  }

  #row(contact) {
    let row = this.#rows.get(contact.id);
    if (!row) {
      row = el("li", {}, el("button", { type: "button", "data-id": contact.id, onclick: () => this.choose(contact.id) }));
      this.#rows.set(contact.id, row);
    }
    this.#fill(contact);
    return row;
  }

  #fill(contact) {
    const button = this.#rows.get(contact.id)?.firstElementChild;
    if (!button) return;
    button.classList.toggle("current", contact.id === this.#open);
    button.setAttribute("aria-current", contact.id === this.#open);
    button.tabIndex = contact.id === this.#open ? 0 : -1;
    button.replaceChildren(face(contact), this.#middle(contact), this.#end(contact));
  }

  #middle(contact) {
    const name = el("span", { class: "name" }, el("b", {}, contact.name));
    return el("span", { class: "middle" }, name, el("span", { class: "preview" }, contact.preview || say(contact.at ? "web.picture" : "web.empty_chat")));
  }

  #end(contact) {
    const unread = this.unread(contact.id);
    return el(
      "span",
      { class: "end" },
      el("time", {}, contact.when),
      unread > 0 && el("span", { class: "unread", "aria-label": say("web.unread_count", { n: unread }) }, unread > 99 ? "99+" : unread),
      !unread && contact.late > 0 && el("span", { class: "late" }, say("web.late_count", { n: contact.late })),
    );
  }

  unread(id) {
    return (this.#known.get(id)?.received ?? 0) - (this.#seen[id] ?? 0);
  }

  #count() {
    for (const place of document.querySelectorAll("[data-group]")) {
      const members = [...this.#known.values()].filter((one) => one.group === place.dataset.group);
      const unread = members.reduce((sum, one) => sum + this.unread(one.id), 0);
      place.textContent = unread || "";
    }
  }

  // One Tab passes the list, the arrows walk in it. Where the open chat is not listed, the first row is the stop.
  #oneStop() {
    const rows = [...$("groups").querySelectorAll("details[open] button")];
    if (rows.length && !rows.some((row) => row.tabIndex === 0)) rows[0].tabIndex = 0;
  }

  #toggleLate() {
    const button = $("late-first");
    button.ariaPressed = String(button.ariaPressed !== "true");
    this.draw();
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const places = [$("search"), ...$("groups").querySelectorAll("summary, details[open] button")];
    const next = places[places.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

// The liaison of a unit before its head, units as they come.
function inOrder(contacts) {
  const units = [...new Set(contacts.map((one) => one.unit))];
  const place = (one) => units.indexOf(one.unit) * 2 + (one.role === "head" ? 1 : 0);
  const office = contacts.filter((one) => one.group === "office");
  const others = contacts.filter((one) => one.group !== "office");
  return [...office, ...others.sort((a, b) => place(a) - place(b))];
}

export function roleOf(contact) {
  return say(ROLES[contact.role]);
}

// The unit's first characters; a lamp for how it stands.
export function face(contact) {
  const prefix = say("web.unit_prefix");
  const unit = contact.unit.startsWith(prefix) ? contact.unit.slice(prefix.length) : contact.unit;
  const text = (contact.group === "office" ? contact.name : unit || contact.name).slice(0, 2);
  const lamp = contact.light && el("i", { class: `lamp ${contact.light}` });
  return el("span", { class: `face ${contact.group} of-${contact.role}`, "aria-hidden": "true" }, text, lamp || "");
}

function matches(contact, wanted) {
  const words = wanted.trim().toLowerCase().split(/\s+/);
  const all = `${contact.name} ${contact.unit} ${roleOf(contact)}`.toLowerCase();
  return words.every((word) => all.includes(word));
}
