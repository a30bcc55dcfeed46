/** From a plan to the units worth showing. */

import { slotsOf } from "./query.js";
import { best, order, score } from "./rank.js";
import { IndexChangedError, IndexError } from "./source.js";
import { card, textOf } from "./titles.js";

/** Units that score less than this part of the best are not hits. */
const FLOOR = 0.08;
/** Texts that are read to see whether they hold a phrase: this many best candidates. */
const MOST_PHRASE_TEXTS = 40;
/** Where a filter leaves fewer units than this, they are ranked by all that is known of them. */
const FEW = 10;

/** @typedef {import("./rank.js").Scored} Scored */

/**
 * What is known of the site.
 * @typedef {object} Site
 * @property {import("./analysis.js").Analysis} analysis
 * @property {import("./source.js").Source} source
 * @property {Uint32Array} pages the page of each unit number, also of those that no unit has
 * @property {Float64Array | undefined} boosts factor by unit number
 */

export class Finder {
  #plan;
  #phrases;
  #site;

  /** @param {import("./plan.js").Plan} plan @param {string[]} phrases normalised, which units must have @param {Site} site */
  constructor(plan, phrases, site) {
    this.#plan = plan;
    this.#phrases = phrases;
    this.#site = site;
  }

  /**
   * Find units, best first. Heads of postings answer a first page of results; where a filter or a later page asks for
   * more than these tell of, tails are fetched.
   * @param {Uint8Array | undefined} passes 1 for each unit that filters leave; without them all pass
   * @param {number} offset
   * @param {number} limit
   * @param {(units: Scored[]) => Scored[]} fold leaves one edition of each text
   * @returns {Promise<{found: Scored[], units: Scored[]}>} what is found, and what filters leave of it
   */
  async find(passes, offset, limit, fold) {
    const passing = (/** @type {Scored[]} */ units) => fold(passes ? units.filter(({ unit }) => passes[unit]) : units);
    const found = await this.#inHeads();
    const units = passing(found);
    const isFew = passes !== undefined && units.length < FEW;
    const isShort = (passes !== undefined || offset > 0) && units.length <= offset + limit;
    if (!this.#plan.hasTails || !(isFew || isShort)) return { found, units };
    const whole = await this.#inWhole();
    // Pages of results that heads have answered stay as they were.
    const all = isFew ? whole : [...found, ...without(whole, found)];
    return { found: all, units: passing(all) };
  }

  async #inHeads() {
    const plan = this.#plan;
    const { pages } = this.#site;
    await plan.terms.complete(this.#termsOfPhrases); // any unit may have a phrase
    let scored = score(plan.wanted, pages);
    if (plan.isDoubtful(best(scored).score / scored.total) && (await this.#listens())) {
      scored = score(plan.wanted, pages);
      plan.correctBySound(best(scored).unit);
    }
    return this.#ordered(scored);
  }

  /** Whether it could be told what sounds alike: a guess that no query fails for want of, as without a network. */
  async #listens() {
    try {
      await this.#plan.listen();
      return true;
    } catch (error) {
      if (error instanceof IndexError || error instanceof IndexChangedError) throw error;
      return false;
    }
  }

  async #inWhole() {
    await this.#plan.complete();
    return this.#ordered(score(this.#plan.wanted, this.#site.pages));
  }

  /** @param {ReturnType<typeof score>} scored */
  #ordered(scored) {
    const { boosts } = this.#site;
    if (boosts) scored.units.forEach((unit, i) => (scored.scores[i] *= boosts[unit]));
    const ordered = order(scored, FLOOR);
    return this.#phrases.length ? this.#withPhrases(ordered) : ordered;
  }

  get #termsOfPhrases() {
    return this.#phrases.flatMap((phrase) => slotsOf(phrase, this.#site.analysis)).map(({ term }) => term);
  }

  /**
   * Of the units that have a phrase's terms, those that have the phrase; the best candidates are looked at.
   * @param {Scored[]} units
   */
  async #withPhrases(units) {
    const { analysis, source } = this.#site;
    const wanted = this.#phrases.map((phrase) => phrase.toLowerCase());
    const terms = this.#termsOfPhrases;
    const candidates = units.filter(({ unit }) => this.#plan.terms.mayHaveAll(terms, unit)).slice(0, MOST_PHRASE_TEXTS);
    const holds = await Promise.all(
      candidates.map(async ({ unit }) => {
        const found = await card(unit, source);
        const all = [found.title, found.heading, ...found.tags, await textOf(found, source)].join("\n");
        const text = analysis.normalise(all).toLowerCase();
        return wanted.every((phrase) => text.includes(phrase));
      }),
    );
    return candidates.filter((_, i) => holds[i]);
  }
}

/** @param {Scored[]} units @param {Scored[]} known */
function without(units, known) {
  const numbers = new Set(known.map(({ unit }) => unit));
  return units.filter(({ unit }) => !numbers.has(unit));
}
