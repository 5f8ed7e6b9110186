// The demo's first screen: what Duban is, three things to try, and the story that can be watched.

import { $, el, show } from "./dom.js";
import { say } from "./words.js";

const CLOSED = "duban.welcomed";
const SCENES = { reminder: "web.story_reminder", reply: "web.story_reply", chase: "web.story_chase", summary: "web.story_summary" };
const SCENE_TOLD = { reminder: "web.story_reminder_told", reply: "web.story_reply_told", chase: "web.story_chase_told", summary: "web.story_summary_told" };

export class Welcome {
  #story = [];
  #watching = sessionStorage.getItem(CLOSED) === null;

  // deeds: follow(chat) shows a scene's chat; name(chat); coordinator(), liaison(), leader() start what a button says
  constructor(deeds) {
    this.deeds = deeds;
    show($("welcome"), this.#watching);
    for (const role of ["coordinator", "liaison", "leader"]) {
      $(`try-${role}`).addEventListener("click", () => (this.close(), deeds[role]()));
    }
    $("unwelcome").addEventListener("click", () => this.close());
    document.addEventListener("language", () => this.#draw());
  }

  // A new scene is shown to whoever only watches.
  tell(story) {
    const news = story.length > this.#story.length ? story.at(-1) : null;
    this.#story = story;
    this.#draw();
    if (news && this.#watching) this.deeds.follow(news.chat);
  }

  // Who acts is not taken to another chat any more.
  act() {
    this.#watching = false;
  }

  close() {
    this.act();
    sessionStorage.setItem(CLOSED, "1");
    show($("welcome"), false);
  }

  #draw() {
    const now = this.#story.at(-1);
    const steps = Object.keys(SCENES).map((scene, i) => this.#step(scene, i + 1, scene === now?.scene));
    $("story").replaceChildren(...steps);
    $("scene").textContent = now ? say(SCENE_TOLD[now.scene], { name: this.deeds.name(now.chat) }) : "";
  }

  #step(scene, n, current) {
    const seen = this.#story.find((one) => one.scene === scene);
    const words = el("span", {}, `${n} ${say(SCENES[scene])}`);
    const body = seen ? el("button", { type: "button", onclick: () => (this.act(), this.deeds.follow(seen.chat)) }, words) : words;
    return el("li", { class: current ? "now" : seen ? "seen" : "", "aria-current": current ? "step" : null }, body);
  }
}
