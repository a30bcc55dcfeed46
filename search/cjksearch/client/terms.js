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

  /** Add to what is known of terms their units beyond the heads, as far as the index keeps them. @param {Iterable<string>} terms */
  async complete(terms) {
    const cut = [...new Set(terms)].filter((term) => this.hasTail(term));
    const whole = await Promise.all(cut.map((term) => this.#dictionary.whole(/** @type {Entry} */ (this.#entries.get(term)))));
    cut.forEach((term, i) => this.#entries.set(term, whole[i]));
  }

  /** Whether a term has units that are not known, and that `complete` would add. @param {string} term */
  hasTail(term) {
    return (this.#entries.get(term)?.tail ?? -1) >= 0;
  }

  /** Whether a term has units that are not known. @param {string} term */
  isCut(term) {
    return (this.#entries.get(term)?.left ?? 0) > 0;
  }

  /** Whether a unit has all of these terms, as far as is known. @param {string[]} terms @param {number} unit */
  mayHaveAll(terms, unit) {
    // Of a character that is everywhere not all units are known; the text will tell.
    return terms.every((term) => this.isCut(term) || this.isIn(term, unit));
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
