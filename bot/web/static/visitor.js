// The visitor of the demo: the first screen's three things to try, and the clock that waits for whoever acts.

import { Hold } from "./hold.js";
import { Welcome } from "./welcome.js";
import { say } from "./words.js";

export class Visitor {
  #owing = ""; // the liaison who has something to answer
  #late = false; // whether anything is

  // page: ask(frame), go(chat), choose(chat), speakUp(message), contacts, composer
  constructor(page) {
    this.page = page;
    this.hold = new Hold(page.ask);
    this.welcome = new Welcome({
      follow: page.go,
      name: (id) => page.contacts.get(id)?.name ?? "",
      coordinator: () => this.#ask("coordinator", "/summary"),
      leader: () => this.#ask("leader", this.#late ? "/late" : "/summary"),
      liaison: () => this.#propose(),
    });
  }

  tick({ liaison, lights, story }) {
    this.#owing = liaison;
    this.#late = lights.red > 0;
    this.welcome.tell(story);
  }

  // No scene takes the chat away from whoever does something, and the clock waits.
  acts() {
    this.welcome.act();
    this.hold.reading();
  }

  types(text) {
    this.welcome.act();
    this.hold.typing(text);
  }

  movesClock() {
    this.welcome.act();
    this.hold.release();
  }

  #ask(role, text) {
    this.page.choose(this.page.contacts.withRole(role));
    this.page.speakUp({ text });
  }

  #propose() {
    this.page.choose(this.#owing || this.page.contacts.withRole("liaison"));
    this.page.composer.propose(say("web.try_liaison_words"));
  }
}
