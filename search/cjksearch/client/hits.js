// The list below the query: hits, whose excerpts come as they are scrolled to, or earlier queries.

import { Listbox } from "./listbox.js";
import { drawRecent, drawResults, fillExcerpt } from "./results.js";

export class Hits {
  #parts; // of the dialog
  #asking;
  #context;
  #listbox;
  #hits = [];
  #recent = [];
  #question = {};
  #watch; // sees options without an excerpt come into view

  /**
   * @param {object} parts see layout.js @param {import("./asking.js").Asking} asking
   * @param {function(): object} context how to draw hits, see results.js
   */
  constructor(parts, asking, context) {
    this.#parts = parts;
    this.#asking = asking;
    this.#context = context;
    this.#listbox = new Listbox(parts.list, parts.input);
    this.#watch = new IntersectionObserver((seen) => this.#onSeen(seen), { root: parts.body });
  }

  /** Which option is chosen. */
  get listbox() {
    return this.#listbox;
  }

  /** The first hits. @param {number} number */
  first(number) {
    return this.#hits.slice(0, number);
  }

  /**
   * Show hits, or earlier queries.
   * @param {{hits?: object[], recent?: string[], question?: {query: string, filters: object}}} what `question` is what
   *   the hits answer @param {boolean} goesOn whether they follow on those shown: what is chosen stays chosen
   */
  show({ hits = [], recent = [], question = {} }, goesOn = false) {
    this.#hits = hits;
    this.#recent = recent;
    this.#question = question;
    if (!goesOn) this.#parts.body.scrollTop = 0;
    this.#draw(goesOn ? this.#listbox.active : -1);
  }

  /** Draw the same anew: names have come. */
  redraw() {
    this.#draw(this.#listbox.active);
  }

  #draw(active) {
    const context = this.#context();
    this.#listbox.show([...drawRecent(this.#recent, context.strings.recent), ...drawResults(this.#hits, context)], active);
    this.#watch.disconnect();
    for (const option of this.#pending) this.#watch.observe(option);
  }

  get #pending() {
    return [...this.#parts.list.querySelectorAll("[data-pending]")];
  }

  /** Fetch the excerpts of options that have come into view without. */
  async #onSeen(seen) {
    const ids = seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target.dataset.pending);
    const places = this.#hits.flatMap(({ id }, place) => (ids.includes(id) ? place : []));
    if (!places.length) return;
    const question = this.#question;
    const offset = Math.min(...places);
    const options = { limit: Math.max(...places) + 1 - offset, offset, filters: question.filters };
    const hits = await this.#asking.excerpts(question.query, options);
    if (question !== this.#question) return;
    const waiting = new Map(this.#pending.map((option) => [option.dataset.pending, option]));
    this.#hits.splice(offset, hits.length, ...hits.map((hit) => ({ ...hit, hasRoom: true })));
    for (const hit of hits) if (waiting.has(hit.id)) fillExcerpt(waiting.get(hit.id), hit);
  }
}
