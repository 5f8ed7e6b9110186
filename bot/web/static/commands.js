// What is offered when a line starts with a slash.

import { $, el, show } from "./dom.js";

export class Commands {
  #all = [];
  #offered = [];
  #at = 0;

  constructor(take) {
    this.take = take;
  }

  know(commands) {
    this.#all = commands;
  }

  get open() {
    return this.#offered.length > 0;
  }

  offer(text) {
    const typing = /^\/\S*$/.test(text);
    this.#offered = typing ? this.#all.filter((one) => one.name.startsWith(text.toLowerCase())) : [];
    if (this.#offered.length === 1 && this.#offered[0].name === text) this.#offered = [];
    this.#at = 0;
    this.#draw();
  }

  close() {
    this.#offered = [];
    this.#draw();
  }

  // True when the key was for us.
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + this.#offered.length) % this.#offered.length;
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.#offered[this.#at].name, event.key === "Enter");
    else if (event.key === "Escape") this.close();
    else return false;
    this.#draw();
    return true;
  }

  #draw() {
    const options = this.#offered.map((one, i) =>
      el(
        "button",
        {
          type: "button",
          role: "option",
          id: `command-${i}`,
          tabindex: -1,
          "aria-selected": String(i === this.#at),
          onclick: () => this.take(one.name, true),
        },
        el("b", {}, one.name),
        el("span", {}, one.hint),
      ),
    );
    $("commands").replaceChildren(...options);
    show($("commands"), this.open);
    $("text").toggleAttribute("aria-activedescendant", false);
    if (this.open) $("text").setAttribute("aria-activedescendant", `command-${this.#at}`);
    options[this.#at]?.scrollIntoView({ block: "nearest" });
  }
}
