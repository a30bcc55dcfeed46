/** A query, taken apart: slots to be filled, phrases to be met, other wordings of either. */

import { pieces } from "./analysis.js";
import { stem } from "./stemmer.js";

/** A longer query is cut: what follows says little more, and each pair may cost a request. */
const MOST_CHARACTERS = 200;
const MOST_SLOTS = 32;
/** Half a character: what is left where a query is cut within one. A phrase of it would be found within others. */
const HALF = /\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex
const LATIN = /^[\0-\x7f]*$/;
const QUOTATION_MARKS = /["“”„「」『』]/g;
const QUOTED = /["“”„「『]([^"“”„「」『』]+)["“”„」』]/g;

/**
 * One thing that is looked for: a pair of characters, a single one, or a word.
 * @typedef {object} Slot
 * @property {string} term
 * @property {string} word the word as typed, in lower case; empty for CJK
 * @property {string[]} parts of an identifier, as typed; the characters of a pair
 * @property {number} start place in the query
 * @property {number} end
 */

/**
 * Take a query apart at its quotation marks.
 * @param {string} query
 * @param {import("./analysis.js").Analysis} analysis
 * @returns {{text: string, phrases: string[]}} both normalised; the phrases' words are part of `text` as well
 */
export function parse(query, analysis) {
  const text = analysis.normalise(query.slice(0, MOST_CHARACTERS).replace(HALF, " "));
  const phrases = [...text.matchAll(QUOTED)].map((match) => match[1].trim()).filter(Boolean);
  return { text: text.replace(QUOTATION_MARKS, " "), phrases };
}

/**
 * @param {string} text normalised
 * @param {import("./analysis.js").Analysis} analysis
 * @returns {Slot[]} each term once
 */
export function slotsOf(text, analysis) {
  /** @type {Map<string, Slot>} */
  const slots = new Map();
  for (const token of analysis.tokenise(text)) {
    for (const { term, start, end } of pieces(token)) {
      if (slots.size >= MOST_SLOTS) return [...slots.values()];
      const [word, parts] = token.cjk ? ["", charactersOf(term)] : [token.text, token.parts];
      if (!slots.has(term)) slots.set(term, { term, word, parts, start, end });
    }
  }
  return [...slots.values()];
}

/** The characters of a pair; none of a single one. @param {string} term */
function charactersOf(term) {
  const characters = Array.from(term);
  return characters.length > 1 ? characters : [];
}

/** @typedef {{start: number, end: number, text: string}} Correction a place in the query's text, and what belongs there */

/**
 * The query as typed, corrected: what was right stays in the reader's own characters, 繁體 or fullwidth.
 * @param {string} query
 * @param {Correction[]} corrections in order
 * @param {import("./analysis.js").Analysis} analysis
 */
export function corrected(query, corrections, analysis) {
  const { start, end } = analysis.align(query);
  let suggestion = query;
  for (const place of [...corrections].reverse()) {
    suggestion = suggestion.slice(0, start(place.start)) + place.text + suggestion.slice(end(place.end));
  }
  return suggestion;
}

/** @param {Slot} slot whether it is a pair of characters */
export const isPair = ({ word, parts }) => !word && parts.length > 0;

/**
 * Other wordings of what the query says somewhere, as far as the site has them: of 叢集聯邦 those of 叢集, of 聯邦, and
 * of both together.
 * @param {string} text normalised
 * @param {Slot[]} slots
 * @param {import("./terms.js").Terms} terms
 * @returns {{slots: Slot[], other: import("./codec.js").Other}[]} with the slots that each may fill
 */
export function wordingsAt(text, slots, terms) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  return slots.flatMap((slot, i) =>
    (terms.get(slot.term)?.others ?? []).flatMap((other) => {
      const isOfWords = slot.word && LATIN.test(other.wording); // as U盘 is not
      const end = isOfWords ? endOfWords(other.wording, slots.slice(i)) : endOfRun(other.wording, lower, slot.start);
      const filled = slots.filter((own) => own.start >= slot.start && own.end <= end);
      return filled.length ? [{ slots: filled, other }] : [];
    }),
  );
}

/** @param {string} wording @param {string} text @param {number} start @returns {number} -1 if it is not there */
const endOfRun = (wording, text, start) => (text.startsWith(wording, start) ? start + wording.length : -1);

/**
 * Where a wording of words ends, in whatever form they are asked for; -1 if the query goes on otherwise.
 * @param {string} wording @param {Slot[]} slots from the first word on
 */
function endOfWords(wording, slots) {
  const words = wording.split(" ");
  const isThere = words.every((word, i) => slots[i]?.word && (slots[i].word === word || slots[i].term === stem(word)));
  return isThere ? slots[words.length - 1].end : -1;
}
