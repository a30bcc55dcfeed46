/** A query, taken apart: slots to be filled, phrases to be met, other wordings to be tried. */

import { pieces } from "./analysis.js";

/** A longer query is cut: what follows says little more, and each pair may cost a request. */
const MOST_CHARACTERS = 200;
const MOST_SLOTS = 32;
const MOST_VARIANTS = 6;
/** Half a character: what is left where a query is cut within one. A phrase of it would be found within others. */
const HALF = /\p{Surrogate}/gu;
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

/**
 * The query in other wordings, as far as the site has rules for it: each replaced alone, and all together.
 * @param {string} text normalised
 * @param {Slot[]} slots
 * @param {Map<string, import("./codec.js").Entry>} entries
 * @returns {string[]} without `text` itself
 */
export function variantsOf(text, slots, entries) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];
  /** @type {{start: number, end: number, others: string[]}[]} */
  const found = [];
  const borders = new Set(slots.map(({ end }) => end));
  for (const { term, start, word } of slots) {
    // A wording of Latin words ends where a word does; Han has no borders to keep to.
    const rules = rulesOf(entries.get(term)).filter(
      ([wording]) => lower.startsWith(wording, start) && (!word || borders.has(start + wording.length)),
    );
    const longest = Math.max(0, ...rules.map(([wording]) => wording.length));
    const others = rules.filter(([wording]) => wording.length === longest).map(([, other]) => other);
    if (others.length && start >= (found.at(-1)?.end ?? 0)) found.push({ start, end: start + longest, others });
  }
  if (!found.length) return [];
  const single = found.flatMap(({ start, end, others }) => others.map((other) => lower.slice(0, start) + other + lower.slice(end)));
  let all = lower;
  for (const { start, end, others } of [...found].reverse()) all = all.slice(0, start) + others[0] + all.slice(end);
  return [...new Set([all, ...single])].slice(0, MOST_VARIANTS);
}

/** @param {import("./codec.js").Entry | undefined} entry @returns {[string, string][]} (wording, other wording) */
const rulesOf = (entry) => (entry?.others ?? []).map(({ wording, other }) => [wording, other]);
