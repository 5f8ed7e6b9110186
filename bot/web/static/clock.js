// The demo's clock: what day it is there, how the plan stands, and how to move on.

import { $, el } from "./dom.js";
import { say } from "./words.js";

const LIGHTS = {
  green: "web.light_green",
  yellow: "web.light_yellow",
  red: "web.light_red",
  blue: "web.light_blue",
  white: "web.light_white",
  grey: "web.light_grey",
};

function explained({ held, ended, playing }) {
  if (held) return "web.held";
  return ended && !playing ? "web.ended" : "web.demo_notice";
}

export class ClockBar {
  #clock = null;

  constructor(ask) {
    this.ask = ask;
    $("play").addEventListener("click", () => ask({ do: this.#clock?.playing ? "pause" : "play" }));
    $("step").addEventListener("click", () => ask({ do: "day" }));
    $("event").addEventListener("click", () => ask({ do: "event" }));
    document.addEventListener("language", () => this.#clock && this.show(this.#clock));
  }

  show(clock) {
    this.#clock = clock;
    $("day").textContent = clock.day;
    $("time").textContent = clock.time;
    $("play").textContent = say(clock.playing ? "web.pause" : "web.play");
    $("play").className = clock.playing ? "strong playing" : "strong";
    $("pill").textContent = say(clock.held ? "web.held_short" : "web.demo_short");
    $("held").textContent = clock.held ? say("web.held") : "";
    document.body.classList.toggle("waits", clock.held);
    $("explain").textContent = say(explained(clock));
    this.#lights(clock.lights);
    this.#speeds(clock);
  }

  #lights(lights) {
    const all = Object.values(lights).reduce((sum, n) => sum + n, 0);
    $("lights").ariaLabel = say("web.lights", { n: all });
    const made = Object.entries(lights).map(([light, n]) => el("li", { class: light }, say(LIGHTS[light]), el("b", {}, n)));
    $("lights").replaceChildren(...made);
  }

  #speeds({ speeds, speed }) {
    const bar = $("speeds");
    if (bar.children.length !== speeds.length) {
      bar.replaceChildren(...speeds.map((times) => this.#speed(times)));
    }
    speeds.forEach((times, i) => bar.children[i].setAttribute("aria-pressed", String(times === speed)));
  }

  #speed(times) {
    return el("button", { type: "button", onclick: () => this.ask({ do: "speed", times }) }, say("web.speed_times", { times }));
  }
}
