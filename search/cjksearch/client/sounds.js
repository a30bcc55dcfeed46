/** Pairs of characters that sound like another: what an input method or an ear took for it. */

import { blockOf } from "./source.js";

/** Code points to a block of readings; see FORMAT.md. */
const READINGS = 1024;
const FIRST = 0x4e00;
const LAST = 0x9fff;

export class Sounds {
  #source;
  #separators;

  /** @param {import("./source.js").Source} source @param {string[]} [separators] of blocks of pairs; without them there are none */
  constructor(source, separators) {
    this.#source = source;
    this.#separators = separators;
  }

  /**
   * Pairs of the site that sound like `pair`, more frequent ones first for each reading.
   * @param {string} pair
   * @returns {Promise<string[]>} without the pair itself
   */
  async alike(pair) {
    if (!this.#separators) return [];
    const [first, second] = await Promise.all(Array.from(pair, (character) => this.#readings(character)));
    const sounds = first.flatMap((a) => second.map((b) => `${a} ${b}`));
    const found = await Promise.all(sounds.map((sound) => this.#pairs(sound)));
    return [...new Set(found.flat())].filter((other) => other !== pair);
  }

  /** @param {string} character @returns {Promise<string[]>} */
  async #readings(character) {
    const code = character.charCodeAt(0);
    if (code < FIRST || code > LAST) return [];
    const readings = await this.#source.json(`r/${Math.floor((code - FIRST) / READINGS)}.bin`);
    return readings[character]?.split(" ") ?? [];
  }

  /** @param {string} sound @returns {Promise<string[]>} */
  async #pairs(sound) {
    const block = await this.#source.json(`s/${blockOf(/** @type {string[]} */ (this.#separators), sound)}.bin`);
    return block[sound]?.split(" ") ?? [];
  }
}
