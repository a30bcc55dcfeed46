/** Terms of the index, looked up in the block that can hold them. */

import { hashOf } from "./codec.js";
import { blockOf } from "./source.js";

/** @typedef {import("./codec.js").Entry} Entry */

export class Dictionary {
  #source;
  #separators;
  #blocks;
  /** @type {number[]} the first block of each range */ #first = [];

  /** @param {import("./source.js").Source} source @param {import("./directory.js").Directory["terms"]} ranges */
  constructor(source, { separators, blocks }) {
    this.#source = source;
    this.#separators = separators;
    this.#blocks = blocks;
    blocks.reduce((sum, count) => (this.#first.push(sum), sum + count), 0);
  }

  /**
   * @param {Iterable<string>} terms
   * @returns {Promise<Map<string, Entry>>} without the terms that the index lacks
   */
  async lookup(terms) {
    const wanted = [...new Set(terms)];
    const blocks = await Promise.all(wanted.map((term) => this.#source.terms(this.#placeOf(term))));
    /** @type {Map<string, Entry>} */
    const found = new Map();
    wanted.forEach((term, i) => {
      const entry = blocks[i].get(term);
      if (entry) found.set(term, entry);
    });
    return found;
  }

  /**
   * All postings of a term, if the index keeps them.
   * @param {Entry} entry
   * @returns {Promise<Entry>} with nothing left out, unless there is no tail
   */
  async whole(entry) {
    if (entry.tail < 0) return entry;
    const rest = await this.#source.tail(entry.tail);
    return { ...entry, ...merged(entry, rest), left: 0, greatest: 0, tail: -1 };
  }

  /** The block of a term: that of its range, or one of the range's, by its hash. @param {string} term */
  #placeOf(term) {
    const range = blockOf(this.#separators, term);
    return this.#first[range] + (hashOf(term) % this.#blocks[range]);
  }
}

/** @param {import("./codec.js").Postings} one @param {import("./codec.js").Postings} other without units of `one` */
function merged(one, other) {
  const length = one.units.length + other.units.length;
  const units = new Uint32Array(length);
  const impacts = new Uint8Array(length);
  for (let i = 0, a = 0, b = 0; i < length; i++) {
    const takesOne = b === other.units.length || one.units[a] < other.units[b];
    const [from, at] = takesOne ? [one, a++] : [other, b++];
    units[i] = from.units[at];
    impacts[i] = from.impacts[at];
  }
  return { units, impacts };
}
