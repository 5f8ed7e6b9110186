// The socket: connects, notices silence, connects again. Whoever listens asks anew for what may have been missed.

const SIGNED_OUT = 4401;
const QUIET = 20_000; // after which we ask whether anybody is there
const PATIENCE = 8_000; // for the answer
const WAITS = [300, 1_000, 2_000, 5_000, 10_000];

export class Link {
  #socket = null;
  #tries = 0;
  #timer = 0;
  #handlers;

  // handlers: up(), down(), and one function a kind of frame
  constructor(handlers) {
    this.#handlers = handlers;
    addEventListener("online", () => this.#again(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.ask({ do: "ping" }));
  }

  connect() {
    clearTimeout(this.#timer);
    const address = new URL("/live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.#socket = new WebSocket(address));
    socket.onopen = () => this.#opened();
    socket.onmessage = (message) => this.#heard(JSON.parse(message.data));
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
  }

  ask(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #opened() {
    this.#tries = 0;
    this.#listen();
    this.#handlers.up();
  }

  #heard(frame) {
    this.#listen();
    this.#handlers[frame.is]?.(frame);
  }

  #closed(code) {
    clearTimeout(this.#timer);
    if (code === SIGNED_OUT) return location.reload();
    this.#handlers.down();
    this.#again(WAITS[Math.min(this.#tries++, WAITS.length - 1)]);
  }

  #again(wait) {
    if (this.#socket?.readyState === WebSocket.OPEN) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  // A phone that slept, or a cable that was pulled, tells nobody.
  #listen() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.ask({ do: "ping" });
      this.#timer = setTimeout(() => this.#abandon(), PATIENCE);
    }, QUIET);
  }

  #abandon() {
    const socket = this.#socket;
    this.#socket = null;
    socket.close();
    this.#closed(0);
  }
}
