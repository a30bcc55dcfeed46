// What the dialog says of its results: to the eye at once, to a screen reader at most once a second.

const QUIET = 1000; // ms between two announcements

export class Status {
  #shown;
  #live;
  #message = "";
  #announced = -Infinity; // when
  #timer;
  #notice;

  /** @param {HTMLElement} shown @param {HTMLElement} live out of sight, a live region */
  constructor(shown, live) {
    this.#shown = shown;
    this.#live = live;
  }

  /** Say what stands until something else is said. */
  say(message) {
    if (message === this.#message) return;
    this.#message = message;
    clearTimeout(this.#notice);
    this.#put(message);
  }

  /** Say something for a while. @param {string} message @param {number} duration in ms */
  notice(message, duration) {
    this.#put(message);
    clearTimeout(this.#notice);
    this.#notice = setTimeout(() => this.#put(this.#message), duration);
  }

  #put(message) {
    this.#shown.textContent = message;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#announce(message), Math.max(0, this.#announced + QUIET - performance.now()));
  }

  #announce(message) {
    this.#announced = performance.now();
    this.#live.textContent = message;
  }
}
