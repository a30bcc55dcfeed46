/** From the query's text to the postings to be scored: looks up terms, other wordings, completions, corrections. */

import { stem } from "./stemmer.js";
import { slotsOf, variantsOf } from "./query.js";

/** What a guess is worth beside the term itself. */
const COMPLETION = 0.5;
const COMPLETION_OF_NOTHING = 0.9;
const CORRECTION = 0.8;
const PARTS = 0.7;
const CHARACTERS = 0.5;
const OTHER_WORDING = 0.75;
/** A function word is not highlighted beside a word of this many times its weight. */
const OUTSHINES = 4;

const MOST_COMPLETIONS = 6;
const MOST_CORRECTIONS = 3;

/** @typedef {import("./codec.js").Entry} Entry */
/** @typedef {import("./query.js").Slot} Slot */
/** @typedef {Map<string, Entry>} Entries */
/** @typedef {{start: number, end: number, text: string}} Correction a place in the query's text, and what belongs there */

/**
 * @typedef {object} Plan
 * @property {{slots: import("./rank.js").Ways[], share: number}[]} variants wordings of the query to be scored
 * @property {(Entry | undefined)[]} required terms of phrases, which a unit must have
 * @property {Map<string, number>} highlights weight by term
 * @property {(unit: number) => string[]} termsIn the highlighted terms that a unit has
 * @property {Correction[]} corrections of misspelt words, in order
 */

/**
 * @param {string} text normalised
 * @param {string[]} phrases normalised
 * @param {import("./analysis.js").Analysis} analysis
 * @param {import("./dictionary.js").Dictionary} dictionary
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @param {boolean} prefix
 * @returns {Promise<Plan>}
 */
export async function plan(text, phrases, analysis, dictionary, lexicon, prefix) {
  const slots = slotsOf(text, analysis);
  const exact = await dictionary.lookup(slots.map(({ term }) => term));
  const wordings = variantsOf(text, slots, exact).map((other) => slotsOf(other, analysis));
  const last = slots.at(-1);
  const open = prefix && !phrases.length && last?.word && last.end === text.length ? last : undefined;
  const guesses = await Promise.all(slots.map((slot) => guessesFor(slot, slot === open, exact, dictionary, lexicon)));
  const needed = [...wordings.flat().map(({ term }) => term), ...guesses.flatMap((guess) => guess.ways.flat().map(({ term }) => term))];
  const found = new Map([...exact, ...(await dictionary.lookup(needed))]);
  const quoted = phrases.flatMap((phrase) => slotsOf(phrase, analysis)).map(({ term }) => term);
  await Promise.all(quoted.map(async (term) => found.has(term) && found.set(term, await dictionary.whole(/** @type {Entry} */ (found.get(term))))));

  const guessed = new Map(slots.map((slot, i) => [slot.term, guesses[i].ways]));
  const variants = [slots, ...wordings].map((wording, i) => ({
    slots: wording.map((slot) => waysOf(slot, guessed.get(slot.term) ?? [], found)),
    share: i ? OTHER_WORDING : 1,
  }));
  const highlights = highlightsOf(variants, found);
  return {
    variants,
    required: quoted.map((term) => found.get(term)),
    highlights,
    termsIn: (unit) => [...highlights.keys()].filter((term) => hasUnit(found.get(term), unit)),
    corrections: correctionsOf(text, slots, guesses),
  };
}

/** @param {string} text @param {Slot[]} slots @param {Guessed[]} guesses @returns {Correction[]} */
function correctionsOf(text, slots, guesses) {
  return slots.flatMap(({ start, end }, i) => {
    const written = text.slice(start, end);
    const right = guesses[i].correction?.(written) ?? written;
    return right === written ? [] : [{ start, end, text: right }];
  });
}

/**
 * The query as typed, corrected: what was right stays in the reader's own characters, 繁體 or fullwidth.
 * @param {string} query
 * @param {Correction[]} corrections
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

/**
 * @typedef {{term: string, share: number}[][]} Guesses other terms that may stand for a slot's: ways, most of one term
 * @typedef {{ways: Guesses, correction?: (written: string) => string}} Guessed
 */

/**
 * @param {Slot} slot @param {boolean} open whether the word may be unfinished
 * @param {Entries} exact
 * @param {import("./dictionary.js").Dictionary} dictionary
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @returns {Promise<Guessed>}
 */
async function guessesFor(slot, open, exact, dictionary, lexicon) {
  const known = (exact.get(slot.term)?.units.length ?? 0) > 0;
  /** @type {Guesses} */
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
  if (slot.parts.length) return correctedParts(slot, ways, dictionary, lexicon);
  const near = await lexicon.correct(slot.word, MOST_CORRECTIONS);
  for (const { word, distance } of near) ways.push([{ term: stem(word), share: CORRECTION / distance }]);
  return near.length ? { ways, correction: () => near[0].word } : { ways };
}

/**
 * A compound with a misspelt part: kube-apisever.
 * @param {Slot} slot @param {Guesses} ways
 * @param {import("./dictionary.js").Dictionary} dictionary
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @returns {Promise<Guessed>}
 */
async function correctedParts(slot, ways, dictionary, lexicon) {
  const found = await dictionary.lookup(slot.parts.map(stem));
  const unknown = slot.parts.filter((part) => !found.get(stem(part))?.units.length);
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

/** @param {Slot} slot @param {{term: string, share: number}[][]} guesses @param {Entries} entries */
function waysOf(slot, guesses, entries) {
  /** @type {import("./rank.js").Ways} */
  const ways = [];
  for (const way of [[{ term: slot.term, share: 1 }], ...guesses]) {
    const fillings = [];
    for (const { term, share } of way) {
      const entry = entries.get(term);
      if (entry?.units.length) fillings.push({ entry, share });
    }
    if (fillings.length) ways.push(fillings);
  }
  return ways;
}

/** @param {Plan["variants"]} variants @param {Entries} entries */
function highlightsOf(variants, entries) {
  const termOf = new Map([...entries].map(([term, entry]) => [entry, term]));
  /** @type {Map<string, number>} */
  const highlights = new Map();
  for (const { slots } of variants) {
    const used = slots.flat(2).map(({ entry }) => entry);
    const top = Math.max(0, ...used.map(({ weight }) => weight));
    for (const entry of used) if (entry.weight * OUTSHINES >= top) highlights.set(termOf.get(entry) ?? "", entry.weight);
  }
  return highlights;
}

/** @param {Entry | undefined} entry @param {number} unit */
function hasUnit(entry, unit) {
  if (!entry) return false;
  let low = 0;
  let high = entry.units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entry.units[middle] < unit) low = middle + 1;
    else high = middle;
  }
  return entry.units[low] === unit;
}
