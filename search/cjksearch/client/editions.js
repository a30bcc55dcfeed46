/** Editions: units that are the same in several languages. A query finds one of them. */

import { sums } from "./codec.js";

/** @typedef {Map<number, Map<string, number>>} Editions by unit, its text's units by language */

/**
 * @param {[string[], ...number[][]] | []} [written] languages, and the units of each as steps, see FORMAT.md
 * @returns {Editions}
 */
export function readEditions([langs = [], ...columns] = []) {
  /** @type {Editions} */
  const editions = new Map();
  const units = columns.map(sums);
  for (let text = 0; text < (units[0]?.length ?? 0); text++) {
    const own = new Map(langs.map((lang, i) => [lang, units[i][text] - 1]).filter(([, unit]) => unit >= 0));
    for (const unit of own.values()) editions.set(unit, own);
  }
  return editions;
}

/**
 * Leave one edition of each text, at the place of its first: that in the reader's language, even if only others have
 * what was looked for, else the first.
 * @template {{unit: number}} Found
 * @param {Found[]} found all of which pass the filters
 * @param {Editions} editions
 * @param {string} language
 * @param {Uint8Array} [passes] 1 for each unit that filters leave; without them all pass
 * @returns {Found[]}
 */
export function folded(found, editions, language, passes) {
  if (!editions.size) return found;
  const seen = new Set();
  return found.flatMap((one) => {
    const own = editions.get(one.unit);
    if (!own) return [one];
    if (seen.has(own)) return [];
    seen.add(own);
    const unit = own.get(language) ?? one.unit;
    return [!passes || passes[unit] ? { ...one, unit } : one];
  });
}
