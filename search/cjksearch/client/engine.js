/**
 * The search engine: opens a static index and answers queries from it.
 *
 *     import { open } from "./engine.js";
 *     const index = await open("https://example.org/search/");
 *     const { total, hits } = await index.search("集群联邦", { limit: 10 });
 *
 * Runs in browsers, workers and Node 18 or later. Nothing but the blocks that a query needs is fetched, and
 * each only once.
 */

import { ANALYSIS, Analysis } from "./analysis.js";
import { Dictionary } from "./dictionary.js";
import { excerpt, matches, ranges } from "./excerpt.js";
import { allowed, countsOf } from "./facets.js";
import { folded } from "./editions.js";
import { Finder } from "./find.js";
import { Lexicon } from "./lexicon.js";
import { Plan } from "./plan.js";
import { corrected, parse } from "./query.js";
import { Sounds } from "./sounds.js";
import { IndexChangedError, Source } from "./source.js";
import { card, textOf } from "./titles.js";

export { IndexChangedError, IndexError } from "./source.js";

/** @typedef {import("./rank.js").Scored} Scored */
/** @typedef {[number, number]} Range from and to, in UTF-16 units */

/**
 * @typedef {object} Options
 * @property {number} [limit] most hits to return; 10 if not given
 * @property {number} [offset] hits to leave out at the beginning
 * @property {Record<string, string[]>} [filters] by facet, the values of which a unit must have one
 * @property {string} [language] the reader's, of the editions of a text the one to find
 * @property {boolean} [prefix] whether the last word may be unfinished; true if not given
 * @property {boolean | number} [excerpts] whether to fetch texts, or for how many of the hits; true if not given
 * @property {boolean} [counts] whether to count the hits that have each value of each facet; false if not given
 * @property {(result: Result) => void} [onTitles] called with the result while its excerpts are still empty
 */

/**
 * @typedef {object} Hit
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {string} heading
 * @property {string} excerpt
 * @property {Range[]} titleMarks places in `title` to highlight
 * @property {Range[]} headingMarks
 * @property {Range[]} marks places in `excerpt` to highlight
 * @property {number} score
 * @property {string} lang
 * @property {string} kind
 * @property {string} date
 * @property {string[]} tags
 * @property {Record<string, string[]>} facets
 * @property {string[]} terms of the query, as indexed, that the unit has
 */

/**
 * @typedef {object} Result
 * @property {number} total
 * @property {boolean} more whether there may be more than `total`: of a frequent term only some units are known
 * @property {Hit[]} hits best first
 * @property {string} [suggestion] the query as typed, with a misspelt word corrected
 * @property {Record<string, Record<string, number>>} [counts] by facet and value, how many hits there are of it: with
 *   all filters but those of the facet itself
 */

/**
 * @typedef {object} Facet
 * @property {string} name
 * @property {{value: string, count: number, label: Record<string, string>}[]} values
 */

/**
 * Open the index at `baseUrl`.
 * @param {string | URL} baseUrl the folder that `cjksearch.json` is in
 * @param {object} [options]
 * @param {typeof globalThis.fetch} [options.fetch]
 * @param {Promise<Response>} [options.manifest] `cjksearch.json`, fetched while this code was on its way
 * @returns {Promise<Index>}
 * @throws {import("./source.js").IndexError} There is no index, or it is of another version.
 */
export async function open(baseUrl, { fetch = (...request) => globalThis.fetch(...request), manifest } = {}) {
  const index = new Index(String(baseUrl), fetch);
  await index.reopen(manifest);
  return index;
}

export class Index {
  #base;
  #fetch;
  /** @type {Source} */ #source;
  /** @type {Analysis} */ #analysis;
  /** @type {Dictionary} */ #dictionary;
  /** @type {Lexicon} */ #lexicon;
  /** @type {Sounds} */ #sounds;
  #units = 0;
  /** The page of each unit number; not every number has a unit. */ #pages = new Uint32Array();
  /** @type {Float64Array | undefined} */ #boosts;
  /** @type {import("./editions.js").Editions} */ #editions = new Map();
  /** What one can filter by. @type {Facet[]} */
  facets = [];

  /** @param {string} base @param {typeof globalThis.fetch} fetch */
  constructor(base, fetch) {
    this.#base = base;
    this.#fetch = fetch;
  }

  /** Languages of the texts. @returns {string[]} */
  get languages() {
    return this.facets.find(({ name }) => name === "lang")?.values.map(({ value }) => value) ?? [];
  }

  /** Number of units. */
  get size() {
    return this.#units;
  }

  /** Read the manifest and the directory anew. @param {Promise<Response>} [manifest] if it is under way already */
  async reopen(manifest) {
    const source = new Source(this.#base, this.#fetch);
    const { units, directory } = await source.open(ANALYSIS, manifest);
    this.#source = source;
    this.#units = units;
    this.#analysis = new Analysis(directory.fold);
    this.#dictionary = new Dictionary(source, directory.terms);
    this.#lexicon = new Lexicon(source, directory.words);
    this.#sounds = new Sounds(source, directory.sounds);
    this.#pages = directory.pages;
    this.#boosts = directory.boosts;
    this.#editions = directory.editions;
    this.facets = directory.facets;
  }

  /**
   * Search.
   * @param {string} query words in any order; in quotation marks a phrase that has to be there
   * @param {Options} [options]
   * @returns {Promise<Result>}
   */
  async search(query, options = {}) {
    try {
      return await this.#search(query, options);
    } catch (error) {
      if (!(error instanceof IndexChangedError)) throw error;
      await this.reopen();
      return this.#search(query, options);
    }
  }

  /** @param {string} query @param {Options} options @returns {Promise<Result>} */
  async #search(query, { limit = 10, offset = 0, filters = {}, language = "", prefix = true, excerpts = true, counts = false, onTitles }) {
    const { text, phrases } = parse(query, this.#analysis);
    const plan = new Plan(this.#dictionary, this.#sounds, this.#units);
    const isFiltered = Object.values(filters).some((values) => values.length);
    const [runs] = await Promise.all([
      isFiltered || counts ? this.#source.json("f.bin") : {},
      plan.read(text, this.#analysis, this.#lexicon, prefix && !phrases.length),
    ]);
    const passes = isFiltered ? allowed(runs, filters, this.#pages.length) : undefined;
    const finder = new Finder(plan, phrases, { analysis: this.#analysis, source: this.#source, pages: this.#pages, boosts: this.#boosts });
    const fold = (/** @type {Scored[]} */ scored, passing = passes) => folded(scored, this.#editions, language, passing);
    const { found, units } = await finder.find(passes, offset, limit, fold);
    const shown = units.slice(offset, offset + limit);
    const cards = await Promise.all(shown.map(({ unit }) => card(unit, this.#source)));
    const terms = plan.highlights(this.#analysis);
    const hits = cards.map((found, i) => {
      const { block, place, ...rest } = found;
      return {
        ...rest,
        score: Math.round(shown[i].score * 1000) / 1000,
        terms: plan.termsIn(terms.keys(), shown[i].unit),
        titleMarks: ranges(matches(found.title, terms, this.#analysis)),
        headingMarks: ranges(matches(found.heading, terms, this.#analysis)),
        excerpt: "",
        marks: /** @type {Range[]} */ ([]),
      };
    });
    /** @type {Result} */
    const result = { total: units.length, more: plan.isCut, hits };
    if (plan.corrections.length) result.suggestion = corrected(query, plan.corrections, this.#analysis);
    if (counts) result.counts = countsOf(found, runs, filters, this.#pages.length, fold);
    if (!excerpts) return result;
    onTitles?.(result);
    const described = cards.slice(0, excerpts === true ? cards.length : excerpts);
    const texts = await Promise.all(described.map((found) => textOf(found, this.#source)));
    const excerptOf = (/** @type {number} */ i) => (i < texts.length ? excerpt(texts[i], terms, this.#analysis) : {});
    return { ...result, hits: hits.map((hit, i) => ({ ...hit, ...excerptOf(i) })) };
  }
}
