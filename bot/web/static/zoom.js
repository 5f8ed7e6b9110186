// A picture, large; a tap on it switches between fitting the screen and its own size.

import { $ } from "./dom.js";

export function prepareZoom() {
  const dialog = $("zoom");
  $("unzoom").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target !== $("zoomed") && dialog.close());
  $("zoomed").addEventListener("click", () => dialog.classList.toggle("whole"));
}

export function zoom(source, name) {
  $("zoomed").src = source;
  $("zoomed").alt = name;
  $("zoom").classList.remove("whole");
  $("zoom").showModal();
}
