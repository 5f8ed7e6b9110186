// What the person does, in order, each with an id of its own: sent again until it is answered, counted once.

const WAITS = [500, 1_000, 3_000, 8_000];

export class Outbox {
  #queue = [];
  #busy = false;

  // settled(action, errorKey): errorKey is "" when it arrived
  constructor(settled) {
    this.settled = settled;
    addEventListener("online", () => this.#work());
  }

  put(action) {
    action.id ??= identity();
    this.#queue.push(action);
    this.#work();
    return action;
  }

  async #work() {
    if (this.#busy) return;
    this.#busy = true;
    for (let tries = 0; this.#queue.length; tries++) {
      const problem = await deliver(this.#queue[0]);
      if (problem === null) {
        await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
      } else {
        this.settled(this.#queue.shift(), problem);
        tries = -1;
      }
    }
    this.#busy = false;
  }
}

// crypto.randomUUID exists only on https and loopback; run may serve a plain name inside an office network.
export function identity() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The key of what is wrong, "" when it arrived, null when nobody answered.
async function deliver(action) {
  try {
    const answer = await fetch("/say", { method: "POST", body: form(action) });
    if (answer.ok) return "";
    const told = await answer.json().catch(() => ({}));
    return told.error ?? "web.error_failed";
  } catch {
    return null;
  }
}

function form(action) {
  const body = new FormData();
  for (const name of ["id", "chat", "text", "button", "label", "message_id", "quote"]) {
    if (action[name]) body.append(name, action[name]);
  }
  for (const file of action.files ?? []) body.append("files", file, file.name);
  return body;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
