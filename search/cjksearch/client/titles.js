/** What a hit shows: title blocks and the texts for excerpts. */

/** Units to a title block; see FORMAT.md. */
const TITLES_PER_BLOCK = 32;

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
  const { c: classes, x: [firstBlock, skipped], r: records } = await source.json(`u/${Math.floor(unit / TITLES_PER_BLOCK)}.bin`);
  const at = unit % TITLES_PER_BLOCK;
  const [url, , heading = "", kindOf = 0, date = "", tags = 0, step = 0, id = 0] = records[at];
  let named = at;
  while (named > 0 && records[named][1] === 0) named--;
  const [lang, kind, facets] = classes[kindOf];
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
