/** What may fill a slot beside its own term: parts, completions, corrections. */

import { formOf } from "./analysis.js";
import { stem } from "./stemmer.js";

/** What a guess is worth beside the term itself. */
const COMPLETION = 0.5;
const COMPLETION_OF_NOTHING = 0.9;
const CORRECTION = 0.8;
const PARTS = 0.7;
const CHARACTERS = 0.5;
/** Of a word's worth, what goes to units that have it in the very form that is asked for. */
const FORM = 0.3;

const MOST_COMPLETIONS = 6;
const MOST_CORRECTIONS = 3;

/** @typedef {{term: string, share: number}[]} Way terms that may fill a slot, and how far; they add up */
/** @typedef {{ways: Way[], correction?: (written: string) => string}} Guess what was written, as it should have been */

/** Whether a term stands for the form of a word; see formOf. @param {string} term */
export const isForm = (term) => term.endsWith("=");

/**
 * A word's way: units that have it in the form asked for get all, those that have other forms of it not quite.
 * @param {string} word @param {import("./terms.js").Terms} terms which know the form @param {number} share
 * @returns {Way}
 */
export function inForm(word, terms, share = 1) {
  const form = formOf(word);
  if (!terms.has(form)) return [{ term: stem(word), share }];
  return [{ term: stem(word), share: share * (1 - FORM) }, { term: form, share: share * FORM }];
}

/**
 * @param {import("./query.js").Slot} slot
 * @param {boolean} open whether the word may be unfinished
 * @param {import("./terms.js").Terms} terms which know the slot's own
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @returns {Promise<Guess>}
 */
export async function guess(slot, open, terms, lexicon) {
  const known = terms.has(slot.term);
  /** @type {Way[]} */
  const ways = [];
  // A compound that is written apart elsewhere (kube-apiserver, PowerShell); a pair with a wrong character in it.
  const share = slot.word ? PARTS : CHARACTERS;
  if (slot.parts.length && !known) ways.push(slot.parts.map((part) => ({ term: stem(part), share })));
  if (!slot.word) return { ways };
  const words = open && slot.word.length > 1 ? await lexicon.complete(slot.word, MOST_COMPLETIONS) : [];
  const stems = new Set(words.map(({ word }) => stem(word)));
  stems.delete(slot.term);
  for (const term of stems) ways.push([{ term, share: known ? COMPLETION : COMPLETION_OF_NOTHING }]);
  if (known || stems.size) return { ways };
  if (slot.parts.length) return correctedParts(slot, ways, terms, lexicon);
  const near = await lexicon.correct(slot.word, MOST_CORRECTIONS);
  await terms.lookup(near.map(({ word }) => formOf(word)));
  for (const { word, distance } of near) ways.push(inForm(word, terms, CORRECTION / distance));
  return near.length ? { ways, correction: () => near[0].word } : { ways };
}

/**
 * A compound with a misspelt part: kube-apisever.
 * @param {import("./query.js").Slot} slot @param {Way[]} ways
 * @param {import("./terms.js").Terms} terms
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @returns {Promise<Guess>}
 */
async function correctedParts(slot, ways, terms, lexicon) {
  await terms.lookup(slot.parts.map(stem));
  const unknown = slot.parts.filter((part) => !terms.has(stem(part)));
  const nearest = await Promise.all(unknown.map(async (part) => (await lexicon.correct(part, 1))[0]));
  const near = new Map(unknown.map((part, i) => [part, nearest[i]]));
  if (!nearest.some(Boolean)) return { ways };
  const way = slot.parts.map((part) => {
    const better = near.get(part);
    if (!better) return { term: stem(part), share: PARTS };
    return { term: stem(better.word), share: (PARTS * CORRECTION) / better.distance };
  });
  /** @param {string} written */
  const correction = (written) =>
    unknown.reduce((text, part) => {
      const at = text.toLowerCase().indexOf(part);
      const word = near.get(part)?.word;
      return at < 0 || !word ? text : text.slice(0, at) + word + text.slice(at + part.length);
    }, written);
  return { ways: [...ways, way], correction };
}
