// The document of the review page: its paragraphs and rows, and the phrase that is pointed to.
import { element, say } from "./review_parts.js";

const at = (id) => document.getElementById(id);

export function showDocument(blocks, chosen) {
  const shown = blocks.map((block) => {
    const node = element(block.cells ? "div" : "p", block.cells ? "row" : "");
    node.dataset.line = block.line;
    if (block.cells) node.append(...block.cells.map((text) => element("span", "", text)));
    else node.textContent = block.text;
    return node;
  });
  at("document").replaceChildren(...shown);
  at("document").addEventListener("click", (event) => {
    const line = Number(event.target.closest("[data-line]")?.dataset.line);
    if (line && !String(getSelection())) chosen(line);
  });
}

// The paragraphs that somebody still has to decide something about.
export function markAsked(lines) {
  const asked = new Set(lines.map(String));
  for (const node of at("document").children) node.classList.toggle("asked", asked.has(node.dataset.line));
}

// `beside`: words that stand near the phrase, where it stands in its line more than once.
export function pointTo(line, phrase = "", beside = "") {
  for (const old of document.querySelectorAll("#document .here")) {
    old.classList.remove("here");
    for (const mark of old.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    old.normalize();
  }
  const places = [...document.querySelectorAll(`#document [data-line="${line}"]`)];
  if (!places.length) return;
  const holders = places.flatMap((one) => (one.children.length ? [...one.children] : [one]));
  const holder = holders.find((one) => found(one.textContent, phrase, beside));
  const place = holder?.closest("[data-line]") || places[0];
  place.classList.add("here");
  (holder ? marked(holder, found(holder.textContent, phrase, beside)) : place).scrollIntoView({ block: "center" });
}

// From and to in the text; blanks and the ends of lines count for nothing.
function found(text, phrase, beside) {
  const wanted = plain(phrase);
  const [letters, places] = [plain(text), text.split("").flatMap((one, n) => (/\s/.test(one) ? [] : [n]))];
  if (!wanted || !letters.includes(wanted)) return null;
  const hint = Math.max(0, letters.indexOf(plain(beside).slice(0, 12)));
  const all = [];
  for (let from = letters.indexOf(wanted); from >= 0; from = letters.indexOf(wanted, from + 1)) all.push(from);
  const start = all.find((one) => one + wanted.length > hint) ?? all[0];
  return [places[start], places[start + wanted.length - 1] + 1];
}

const plain = (text) => text.replace(/\s/g, "");

function marked(holder, [start, end]) {
  const range = document.createRange();
  range.setStart(holder.firstChild, start);
  range.setEnd(holder.firstChild, end);
  const mark = document.createElement("mark");
  range.surroundContents(mark);
  return mark;
}

export function source(line, quote, beside = "", isSaid = false) {
  const shown = quote && !isSaid ? `“${quote}”` : say("line", { n: line });
  const button = element("button", "source", shown);
  button.type = "button";
  button.addEventListener("click", () => pointTo(line, quote, beside));
  return button;
}
