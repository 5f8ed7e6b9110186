// The page is made on the server; lights are drawn as in the chat, since not every system has signs for them.
import { withLights } from "./lights.js";

for (const node of document.querySelectorAll(".bubble h2, .bubble .text p, .bubble .labels span")) {
  node.replaceChildren(...withLights(node.textContent));
}
