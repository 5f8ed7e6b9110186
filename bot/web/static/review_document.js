// The document of the review page: its paragraphs and rows, and the phrase that is pointed to.
import { choice, element, say } from "./review_parts.js";

const at = (id) => document.getElementById(id);

export function showDocument(blocks) {
  const shown = blocks.map((block) => {
    const node = element(block.cells ? "div" : "p", block.cells ? "row" : "");
    node.dataset.line = block.line;
    if (block.cells) node.append(...block.cells.map((text) => element("span", "", text)));
    else node.textContent = block.text;
    return node;
  });
  at("document").replaceChildren(...shown);
}

export function pointTo(line, quote) {
  for (const old of document.querySelectorAll("#document .here")) {
    old.classList.remove("here");
    for (const mark of old.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    old.normalize();
  }
  const places = [...document.querySelectorAll(`#document [data-line="${line}"]`)];
  if (!places.length) return;
  const place = places.find((one) => quote && one.textContent.includes(quote)) || places[0];
  place.classList.add("here");
  (markIn(place, quote) || place).scrollIntoView({ block: "center" });
}

function markIn(place, quote) {
  if (!quote) return null;
  for (const holder of [place, ...place.children]) {
    for (const node of holder.childNodes) {
      const start = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(quote) : -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + quote.length);
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      return mark;
    }
  }
  return null;
}

export function source(line, quote) {
  const shown = quote ? `“${quote}”` : say("line", { n: line });
  const button = element("button", "source", shown);
  button.type = "button";
  button.addEventListener("click", () => pointTo(line, quote));
  return button;
}
