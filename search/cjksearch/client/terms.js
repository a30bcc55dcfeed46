/** The terms of the index that a query has made known. */

/** @typedef {import("./codec.js").Entry} Entry */

export class Terms {
  #dictionary;
  /** @type {Map<string, Entry>} */ #entries = new Map();

  /** @param {import("./dictionary.js").Dictionary} dictionary */
  constructor(dictionary) {
    this.#dictionary = dictionary;
  }

  /** Make terms known; "" is none. @param {Iterable<string>} terms */
  async lookup(terms) {
    const unknown = [...terms].filter((term) => term && !this.#entries.has(term));
    for (const [term, entry] of await this.#dictionary.lookup(unknown)) this.#entries.set(term, entry);
  }

  /** @param {string} term */
  get(term) {
    return this.#entries.get(term);
  }

  /** In how many units a term is. @param {string} term */
  frequency(term) {
    const entry = this.#entries.get(term);
    return entry ? entry.units.length + entry.left : 0;
  }

  /** @param {string} term */
  has(term) {
    return this.frequency(term) > 0;
  }

  /** Whether a unit has a term, as far as is known. @param {string} term @param {number} unit */
  isIn(term, unit) {
    return holds(this.#entries.get(term), unit);
  }

  /**
   * A test of units: whether one has all of these terms, as far as the index says so.
   * @param {string[]} terms
   */
  async havingAll(terms) {
    const entries = terms.map((term) => this.#entries.get(term));
    const whole = await Promise.all(entries.map((entry) => entry && this.#dictionary.whole(entry)));
    // Of a character that is everywhere not all units are known; the text will tell.
    return (/** @type {number} */ unit) => whole.every((entry) => entry && (entry.left || holds(entry, unit)));
  }
}

/** @param {Entry | undefined} entry @param {number} unit */
function holds(entry, unit) {
  if (!entry) return false;
  let low = 0;
  let high = entry.units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entry.units[middle] < unit) low = middle + 1;
    else high = middle;
  }
  return entry.units[low] === unit;
}
