// Sentences of the catalogue, in the language of the person whose chat is open.

import { $ } from "./dom.js";

const words = JSON.parse($("words").textContent);
let spoken = words[document.documentElement.lang.replace("-", "_")] ?? Object.values(words)[0];

export function say(key, values = {}) {
  return spoken[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function speak(language) {
  if (!words[language] || spoken === words[language]) return;
  spoken = words[language];
  document.documentElement.lang = language.replace("_", "-");
  resay(document);
  document.dispatchEvent(new Event("language"));
}

const PLACES = [
  ["data-say", (element, text) => (element.textContent = text)],
  ["data-say-label", (element, text) => element.setAttribute("aria-label", text)],
  ["data-say-title", (element, text) => (element.title = text)],
  ["data-say-placeholder", (element, text) => (element.placeholder = text)],
];

function resay(root) {
  for (const [attribute, put] of PLACES) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) put(element, say(element.getAttribute(attribute)));
  }
}
