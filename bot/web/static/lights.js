// Lights are drawn, not written: many a machine has no font with these characters. They stay there for copying.

import { el } from "./dom.js";

const DRAWN = { "\u{1F534}": "red", "\u{1F7E1}": "yellow", "\u{1F535}": "blue", "\u{1F7E2}": "green", "\u26AA": "white", "\u26AB": "grey" };
const ANY = new RegExp(`(${Object.keys(DRAWN).join("|")})\uFE0F?`, "u");

// The text as pieces: words, and lights as elements.
export function withLights(text) {
  return text
    .split(ANY)
    .filter(Boolean)
    .map((part) => (DRAWN[part] ? el("span", { class: `dot ${DRAWN[part]}` }, part) : part));
}
