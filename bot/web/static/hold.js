// The demo's clock stands still while one writes, and a little longer: to read the answer, or to think.

const THINKING = 20_000; // ms after the last key, as long as something stands in the composer
const READING = 8_000; // ms after something was sent, pressed or opened
const SHORTLY = 1_500; // ms after the last word was deleted

export class Hold {
  #timer = 0;
  #held = false;

  constructor(ask) {
    this.ask = ask;
  }

  typing(text) {
    this.#for(text ? THINKING : SHORTLY, true);
  }

  reading() {
    this.#for(READING, true);
  }

  // After a break in the connection the server has forgotten it.
  again() {
    if (this.#held) this.ask({ do: "hold", held: true });
  }

  release() {
    this.#for(0, false);
  }

  #for(ms, held) {
    clearTimeout(this.#timer);
    if (held !== this.#held) this.ask({ do: "hold", held });
    this.#held = held;
    if (held) this.#timer = setTimeout(() => this.release(), ms);
  }
}
