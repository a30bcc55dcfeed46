/** The directory of an index: what must be known before anything can be answered. */

import { readBase64, readNumbers, sums, unzigzag } from "./codec.js";
import { readEditions } from "./editions.js";

/** Unit numbers to a slot; see FORMAT.md. */
export const SLOT = 8;

/**
 * @typedef {object} Directory
 * @property {Uint32Array} pages the page of each unit number, also of those that no unit has
 * @property {{separators: string[], blocks: number[]}} terms ranges of terms: where all but the first begin, and into
 *   how many blocks each is split
 * @property {string[]} words separators of blocks of words
 * @property {string[] | undefined} sounds separators of blocks of pairs by sound; none where there are no pairs
 * @property {string} fold pairs of characters: traditional, simplified
 * @property {Float64Array | undefined} boosts the factor of each unit number; none where all are 1
 * @property {import("./engine.js").Facet[]} facets
 * @property {import("./editions.js").Editions} editions
 */

/**
 * @param {any} written
 * @returns {Directory}
 * @throws {Error} It is no directory.
 */
export function readDirectory({ slots, terms, words, sounds, fold, boosts, facets, editions }) {
  const characters = sums(readNumbers(terms.characters)).map((code) => String.fromCharCode(code));
  const simplified = sums(readNumbers(fold[1]).map(unzigzag));
  const traditional = sums(readNumbers(fold[0]));
  const pages = pagesOf(readBase64(slots));
  return {
    pages,
    terms: { separators: [...lines(terms.words), ...characters], blocks: readNumbers(terms.blocks) },
    words: lines(words),
    sounds: sounds === null ? undefined : lines(sounds),
    fold: String.fromCodePoint(...traditional.flatMap((code, i) => [code, simplified[i]])),
    boosts: boosts.length ? boostsOf(boosts, pages.length) : undefined,
    facets,
    editions: readEditions(editions),
  };
}

/** @param {string} text */
const lines = (text) => text.split("\n").filter(Boolean);

/**
 * @param {Uint8Array} slots a bit a slot, 1 where it continues the page before
 */
function pagesOf(slots) {
  const pages = new Uint32Array(slots.length * 8 * SLOT);
  let page = -1;
  for (let slot = 0; slot < slots.length * 8; slot++) {
    if (!((slots[slot >> 3] << (slot & 7)) & 0x80)) page++;
    pages.fill(page, slot * SLOT, (slot + 1) * SLOT);
  }
  return pages;
}

/** @param {[number, number, number][]} runs first unit, length, factor @param {number} units how many numbers there are */
function boostsOf(runs, units) {
  const boosts = new Float64Array(units).fill(1);
  for (const [first, length, factor] of runs) boosts.fill(factor, first, first + length);
  return boosts;
}
