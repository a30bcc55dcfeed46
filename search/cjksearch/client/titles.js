/** What a hit shows: title blocks and the texts for excerpts. */

import { SLOT } from "./directory.js";

/** Slots to a title block; see FORMAT.md. */
const SLOTS_PER_BLOCK = 4;

/**
 * @typedef {object} Card
 * @property {string} id
 * @property {string} url
 * @property {string} title of the page
 * @property {string} heading of the section; empty for the page's beginning
 * @property {string} lang
 * @property {string} kind
 * @property {string} date
 * @property {string[]} tags
 * @property {Record<string, string[]>} facets
 * @property {number} block of texts that holds the unit's text
 * @property {number} place of the text in that block
 */

/**
 * @param {number} unit
 * @param {import("./source.js").Source} source
 * @returns {Promise<Card>}
 */
export async function card(unit, source) {
  const slot = Math.floor(unit / SLOT);
  const { c: classes, x: [firstBlock, skipped], r: slots } = await source.json(`u/${Math.floor(slot / SLOTS_PER_BLOCK)}.bin`);
  const records = slots.flatMap((/** @type {any[]} */ [, ...own]) => own);
  const own = slot % SLOTS_PER_BLOCK;
  const at = slots.slice(0, own).reduce((/** @type {number} */ sum, /** @type {any[]} */ { length }) => sum + length - 1, unit % SLOT);
  const [fragment, , heading = "", kindOf = 0, date = "", tags = 0, step = 0, id = 0] = records[at];
  let named = at;
  while (named > 0 && records[named][1] === 0) named--;
  const [lang, kind, facets] = classes[kindOf];
  const url = slots[own][0] + fragment;
  // The text's place is the number of units before it whose text is in the same block.
  let place = step === 0 ? skipped : 0;
  for (let i = at - 1; i >= 0 && (records[i][6] ?? 0) === step; i--) place++;
  return {
    id: id || url, url, title: records[named][1] || "", heading: heading || "", lang, kind, date: date || "",
    tags: tags || [], facets, block: firstBlock + step, place,
  };
}

/** @param {Card} card @param {import("./source.js").Source} source @returns {Promise<string>} */
export const textOf = async (card, source) => (await source.json(`x/${card.block}.bin`))[card.place];
