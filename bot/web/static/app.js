// The Mini App's door. Telegram puts what it says of the visitor behind the # of our address, where no server sees it.
// Its own script would read it for us, but comes from another site, and the page's policy lets none in.

import { $, show } from "./dom.js";

const signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") ?? "";
const problem = await enter(signed);
if (problem) tell(problem);
else location.replace("/"); // the signed address leaves the history

// The key of what is wrong, "" when the door is open.
async function enter(data) {
  try {
    const answer = await fetch("/enter/telegram", { method: "POST", body: new URLSearchParams({ data }) });
    return answer.ok ? "" : ((await answer.json()).error ?? "web.error_failed");
  } catch {
    return "web.error_failed";
  }
}

function tell(key) {
  show($("wait"), false);
  show(document.querySelector(`[data-problem="${key}"]`), true);
  show($("otherwise"), true);
}
