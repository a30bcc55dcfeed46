/** Words of the site as written: completes a word that is being typed, corrects one that is not there. */

import { blockOf } from "./source.js";

/** A request must stay small: no more blocks of words than these for one word. */
const MOST_BLOCKS = 4;

/** @typedef {{word: string, count: number, distance: number}} Candidate */

export class Lexicon {
  #source;
  #separators;

  /** @param {import("./source.js").Source} source @param {string[]} separators */
  constructor(source, separators) {
    this.#source = source;
    this.#separators = separators;
  }

  /**
   * The most frequent words that begin with `prefix`, without the prefix itself.
   * @param {string} prefix
   * @param {number} limit
   * @returns {Promise<Candidate[]>}
   */
  async complete(prefix, limit) {
    const words = await this.#between(prefix, prefix, MOST_BLOCKS);
    return words
      .filter(({ word }) => word.startsWith(prefix) && word !== prefix)
      .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
      .slice(0, limit);
  }

  /**
   * The words nearest to one that is not there, best first. Their first letters are right, or swapped.
   * @param {string} word
   * @param {number} limit
   * @returns {Promise<Candidate[]>}
   */
  async correct(word, limit) {
    const most = word.length < 4 ? 0 : word.length < 6 ? 1 : 2;
    if (!most) return [];
    // Typing errors mostly leave the beginning as it is; a frequent letter has more blocks than we may fetch.
    for (const start of [word.slice(0, 2), word[0], word[1]]) {
      const words = await this.#between(start, word, MOST_BLOCKS);
      const near = words
        .filter((candidate) => Math.abs(candidate.word.length - word.length) <= most)
        .map((candidate) => ({ ...candidate, distance: distance(word, candidate.word, most) }))
        .filter((candidate) => candidate.distance > 0 && candidate.distance <= most)
        .sort((a, b) => a.distance - b.distance || b.count - a.count || (a.word < b.word ? -1 : 1));
      if (near.length) return near.filter((candidate) => candidate.distance === near[0].distance).slice(0, limit);
    }
    return [];
  }

  /**
   * Words of the blocks that can hold ones beginning with `prefix`; where these are too many, those around `near`.
   * @param {string} prefix @param {string} near @param {number} most
   * @returns {Promise<Candidate[]>}
   */
  async #between(prefix, near, most) {
    let first = blockOf(this.#separators, prefix);
    let last = blockOf(this.#separators, `${prefix}\uffff`);
    const middle = Math.min(Math.max(blockOf(this.#separators, near), first), last);
    while (last - first >= most) {
      if (last - middle > middle - first) last--;
      else first++;
    }
    const blocks = [];
    for (let block = first; block <= last; block++) blocks.push(this.#source.json(`w/${block}.bin`));
    const found = [];
    for (const [words, counts] of await Promise.all(blocks)) {
      words.split(" ").forEach((/** @type {string} */ word, /** @type {number} */ i) => {
        if (word) found.push({ word, count: counts[i], distance: 0 });
      });
    }
    return found;
  }
}

/**
 * Edits between two words: characters inserted, left out, changed, or two neighbours swapped (the restricted
 * Damerau-Levenshtein distance); `most + 1` for anything farther.
 * @param {string} a @param {string} b @param {number} most
 */
export function distance(a, b, most) {
  let before = [];
  let last = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
  }
  return Math.min(row[b.length], most + 1);
}
