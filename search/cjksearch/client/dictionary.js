/** Terms of the index, looked up in the block that can hold them. */

import { blockOf } from "./source.js";

/** @typedef {import("./codec.js").Entry} Entry */

export class Dictionary {
  #source;
  #separators;

  /** @param {import("./source.js").Source} source @param {string[]} separators first keys of all blocks but the first */
  constructor(source, separators) {
    this.#source = source;
    this.#separators = separators;
  }

  /**
   * @param {Iterable<string>} terms
   * @returns {Promise<Map<string, Entry>>} without the terms that the index lacks
   */
  async lookup(terms) {
    const wanted = [...new Set(terms)];
    const blocks = await Promise.all(wanted.map((term) => this.#source.terms(blockOf(this.#separators, term))));
    /** @type {Map<string, Entry>} */
    const found = new Map();
    wanted.forEach((term, i) => {
      const entry = blocks[i].get(term);
      if (entry) found.set(term, entry);
    });
    return found;
  }
}
