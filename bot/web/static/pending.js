// Files waiting to be sent: chosen, dropped or pasted.

import { $, el, facts, icon, show } from "./dom.js";
import { size } from "./bubble.js";
import { say } from "./words.js";

const MOST = 9;
const CROSS = "M6 6l12 12M18 6L6 18";

export class Pending {
  #files = [];
  #limit = facts().limit;

  constructor() {
    const chat = $("chat");
    $("attach").addEventListener("click", () => $("files").click());
    $("files").addEventListener("change", () => this.#chosen());
    $("text").addEventListener("paste", (event) => this.#pasted(event));
    chat.addEventListener("dragover", (event) => this.#over(event));
    chat.addEventListener("dragleave", (event) => chat.contains(event.relatedTarget) || this.#away());
    chat.addEventListener("drop", (event) => this.#dropped(event));
  }

  get empty() {
    return !this.#files.length;
  }

  take() {
    const taken = this.#files;
    this.#files = [];
    this.#draw();
    return taken;
  }

  add(files) {
    const all = [...this.#files, ...files];
    const problem = this.#problem(all);
    complain(problem);
    if (!problem) this.#files = all;
    this.#draw();
  }

  #problem(files) {
    if (files.length > MOST) return say("web.error_too_many", { n: MOST });
    if (files.some((file) => !file.size)) return say("web.error_empty_file");
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    return bytes > this.#limit ? tooLarge() : "";
  }

  #chosen() {
    this.add([...$("files").files]);
    $("files").value = "";
    $("text").focus();
  }

  #pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  }

  #over(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    $("chat").classList.add("dropping");
  }

  #away() {
    $("chat").classList.remove("dropping");
  }

  #dropped(event) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    this.#away();
    this.add([...event.dataTransfer.files]);
  }

  #draw() {
    const rows = this.#files.map((file) =>
      el(
        "li",
        {},
        el("span", {}, file.name),
        el("small", {}, size(file.size)),
        el("button", { type: "button", "aria-label": say("web.remove_file", file), onclick: () => this.#remove(file) }, icon(CROSS)),
      ),
    );
    $("pending").replaceChildren(...rows);
    show($("pending"), rows.length > 0);
    $("composer").dispatchEvent(new Event("pending"));
  }

  #remove(file) {
    this.#files = this.#files.filter((one) => one !== file);
    complain("");
    this.#draw();
  }
}

export function complain(problem) {
  $("problem").textContent = problem;
  show($("problem"), problem !== "");
}

export function tooLarge() {
  return say("web.error_too_large", { limit: Math.floor(facts().limit / 1024 / 1024) });
}
