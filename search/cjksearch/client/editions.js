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
 * Leave one edition of each text, at the place of its first: that in the reader's language, else the first.
 * @template {{unit: number}} Found
 * @param {Found[]} found
 * @param {Editions} editions
 * @param {string} [language]
 * @returns {Found[]}
 */
export function folded(found, editions, language = "") {
  if (!editions.size) return found;
  const among = new Set(found.map(({ unit }) => unit));
  const seen = new Set();
  return found.flatMap((one) => {
    const own = editions.get(one.unit);
    if (!own) return [one];
    if (seen.has(own)) return [];
    seen.add(own);
    const unit = own.get(language) ?? one.unit;
    return [among.has(unit) ? { ...one, unit } : one];
  });
}
