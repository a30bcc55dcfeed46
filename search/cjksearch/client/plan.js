/** From the query's text to the postings to be scored. */

import { formOf } from "./analysis.js";
import { guess, inForm, isForm } from "./guess.js";
import { isPair, slotsOf, wordingsAt } from "./query.js";
import { Terms } from "./terms.js";

/** Weights are kept in sixteenths. */
const SCALE = 16;
/** What another wording is worth beside one that the site has: a regional word, a translation, a synonym. */
const OTHER_WORDINGS = [0.9, 0.65, 0.5];
const TRANSLATION = 1;
/** The same where the site does not have the query's own. */
const ONLY_WORDING = 0.9;
/** Units that an index keeps of another wording, at most. */
const MOST_UNITS_OF_WORDING = 64;
const SOUNDS_ALIKE = 0.8;
/** A pair that sounds alike is tried if it occurs in this many times as many units, */
const MORE_FREQUENT = 10;
const MOST_ALIKE = 4;
/** and where the best unit has less than this part of what is asked for, or a pair is unknown. */
const DOUBTFUL = 0.6;
/** A function word is not highlighted beside a word of this many times its weight. */
const OUTSHINES = 4;

/** @typedef {import("./analysis.js").Analysis} Analysis */
/** @typedef {import("./guess.js").Way} Way */
/** @typedef {import("./query.js").Slot} Slot */

/**
 * Whether it translates several words that mean something together: 垃圾回收 for garbage collection.
 * @param {Slot[]} slots @param {import("./codec.js").Other} other
 */
const isExpression = (slots, { kind }) => kind === TRANSLATION && slots.length > 1 && slots[0].word !== "";

/** What a query asks for, and what its slots may be filled with. */
export class Plan {
  #sounds;
  #units;
  #rarest;
  /** What was looked up. */ terms;
  /** @type {Slot[]} */ #slots = [];
  /** @type {Map<Slot, Way[]>} */ #ways = new Map();
  /** Pairs that may have been meant, by slot. @type {Map<Slot, string[]>} */ #alike = new Map();
  /** @type {ReturnType<typeof wordingsAt>} */ #others = [];
  /** Terms of other wordings. @type {Map<string, import("./codec.js").Other[]>} */ #meant = new Map();
  /** Of misspelt words, in order. @type {import("./query.js").Correction[]} */ corrections = [];

  /**
   * @param {import("./dictionary.js").Dictionary} dictionary
   * @param {import("./sounds.js").Sounds} sounds
   * @param {number} units of the site; a term that none of them has is as rare as can be
   */
  constructor(dictionary, sounds, units) {
    this.terms = new Terms(dictionary);
    this.#sounds = sounds;
    this.#units = units;
    this.#rarest = Math.log(1 + (units + 0.5) / 0.5);
  }

  /**
   * Look up what a query asks for.
   * @param {string} text normalised
   * @param {Analysis} analysis
   * @param {import("./lexicon.js").Lexicon} lexicon
   * @param {boolean} prefix whether the last word may be unfinished
   */
  async read(text, analysis, lexicon, prefix) {
    this.#slots = slotsOf(text, analysis);
    await this.terms.lookup(this.#slots.flatMap(({ term, word }) => [term, formOf(word)]));
    const last = this.#slots.at(-1);
    const open = prefix && last?.word && last.end === text.length ? last : undefined;
    const guesses = await Promise.all(this.#slots.map((slot) => guess(slot, slot === open, this.terms, lexicon)));
    await this.terms.lookup(guesses.flatMap(({ ways }) => ways.flat().map(({ term }) => term)));
    this.#slots.forEach((slot, i) => {
      const { term, word, start, end } = slot;
      this.#ways.set(slot, [word ? inForm(word, this.terms) : [{ term, share: 1 }], ...guesses[i].ways]);
      const written = text.slice(start, end);
      const right = guesses[i].correction?.(written) ?? written;
      if (right !== written) this.corrections.push({ start, end, text: right });
    });
    this.#others = wordingsAt(text, this.#slots, this.terms);
  }

  /**
   * Whether a character may be wrong: a pair is unknown, or no unit has much of what is asked for.
   * @param {number} covered the best score as a part of what a unit might have
   */
  isDoubtful(covered) {
    const pairs = this.#questionable;
    return pairs.length > 0 && (covered < DOUBTFUL || pairs.some(({ term }) => !this.terms.has(term)));
  }

  /** Pairs that may have a wrong character: there is room for far more frequent ones, and no other wording of theirs. */
  get #questionable() {
    const told = this.#others.flatMap(({ slots }) => slots);
    const isTold = (/** @type {number} */ at) => told.some(({ start, end }) => start <= at && at < end);
    return this.#slots.filter(
      (slot) => isPair(slot) && this.terms.frequency(slot.term) * MORE_FREQUENT <= this.#units && !(isTold(slot.start) && isTold(slot.end - 1)),
    );
  }

  /** Let pairs that sound alike, and are far more frequent, fill the slots of pairs as well. */
  async listen() {
    const pairs = this.#questionable;
    const alike = await Promise.all(pairs.map(({ term }) => this.#sounds.alike(term)));
    await this.terms.lookup(alike.flat());
    const frequency = (/** @type {string} */ term) => this.terms.frequency(term);
    pairs.forEach((slot, i) => {
      const least = Math.max(1, frequency(slot.term) * MORE_FREQUENT);
      const better = alike[i]
        .filter((term) => frequency(term) >= least)
        .sort((a, b) => frequency(b) - frequency(a) || (a < b ? -1 : 1))
        .slice(0, MOST_ALIKE);
      this.#alike.set(slot, better);
      this.#ways.get(slot)?.push(...better.map((term) => [{ term, share: SOUNDS_ALIKE }]));
    });
  }

  /**
   * Take for what was meant the pairs that sound like unknown ones and are in the best unit.
   * @param {number} best
   */
  correctBySound(best) {
    for (const [{ term, start }, others] of this.#alike) {
      const meant = this.terms.has(term) ? undefined : others.find((other) => this.terms.isIn(other, best));
      for (let i = 0; meant && i < 2; i++) {
        const at = start + i;
        if (meant[i] === term[i] || this.corrections.some((known) => known.start === at)) continue;
        this.corrections.push({ start: at, end: at + 1, text: meant[i] });
      }
    }
    this.corrections.sort((a, b) => a.start - b.start);
  }

  /** Whether units that have one of its terms are not known, so that there may be more hits. */
  get isCut() {
    const isFull = this.#others.some(({ other }) => other.units.length >= MOST_UNITS_OF_WORDING);
    return isFull || this.#terms.some((term) => this.terms.isCut(term));
  }

  /** Whether `complete` would make known more units. */
  get hasTails() {
    return this.#terms.some((term) => this.terms.hasTail(term));
  }

  /** Make known all units that the index tells of. */
  complete() {
    return this.terms.complete(this.#terms);
  }

  /** Those that fill slots. */
  get #terms() {
    return [...this.#ways.values()].flat(2).map(({ term }) => term);
  }

  /** What is to be scored. @returns {import("./rank.js").Wanted[]} */
  get wanted() {
    return this.#slots.map((slot) => {
      const ways = (this.#ways.get(slot) ?? []).map((way) => this.#filled(way)).filter((way) => way.length);
      const others = this.#others.filter(({ slots }) => slots.includes(slot));
      const isKnown = this.terms.has(slot.term);
      const weights = isKnown ? [] : others.map(({ other, slots }) => other.weight / SCALE / slots.length);
      const worth = Math.max(...ways.map((way) => way.reduce((sum, { value }) => sum + value, 0)), ...weights);
      for (const { other, slots } of others) {
        const share = isKnown ? OTHER_WORDINGS[isExpression(slots, other) ? 0 : other.kind] : ONLY_WORDING;
        ways.push([{ units: other.units, impacts: other.impacts, value: worth * share }]);
      }
      return { worth: ways.length ? worth : this.#rarest, ways };
    });
  }

  /**
   * Terms to highlight, with their weights.
   * @param {Analysis} analysis
   * @returns {Map<string, number>}
   */
  highlights(analysis) {
    /** @type {Map<string, number>} */
    const found = new Map();
    const add = (/** @type {string} */ term, /** @type {number} */ weight) => {
      if (weight > (found.get(term) ?? 0)) found.set(term, weight);
    };
    for (const term of this.#terms) {
      if (!isForm(term) && this.terms.has(term)) add(term, this.terms.get(term)?.weight ?? 0);
    }
    for (const { other } of this.#others) {
      const slots = slotsOf(analysis.normalise(other.other), analysis);
      for (const { term } of slots) {
        add(term, other.weight / slots.length);
        this.#meant.set(term, [...(this.#meant.get(term) ?? []), other]);
      }
    }
    const top = Math.max(0, ...found.values());
    return new Map([...found].filter(([, weight]) => weight * OUTSHINES >= top));
  }

  /** Of `highlights`, those that a unit has. @param {Iterable<string>} terms @param {number} unit */
  termsIn(terms, unit) {
    const isIn = (/** @type {string} */ term) => this.terms.isIn(term, unit) || this.#meant.get(term)?.some(({ units }) => units.includes(unit));
    return [...terms].filter(isIn);
  }

  /** @param {Way} way @returns {import("./rank.js").Filling[]} those of its terms that the site has */
  #filled(way) {
    return way.flatMap(({ term, share }) => {
      const entry = this.terms.get(term);
      if (!entry?.units.length) return [];
      // A form counts as what its word is worth.
      const { weight } = isForm(term) ? (this.terms.get(way[0].term) ?? entry) : entry;
      return [{ units: entry.units, impacts: entry.impacts, value: (share * weight) / SCALE }];
    });
  }
}
