/** Scores units: weighted impacts, softened by how much of the query a unit covers. RANKING.md says why. */

/**
 * Units with the impacts of a term, and what the term is worth for the slot that it fills.
 * @typedef {{units: Uint32Array, impacts: Uint8Array, value: number}} Filling
 */

/**
 * What is looked for: what it is worth, and ways to fill it, of which the best counts. Fillings of one way add up.
 * @typedef {{worth: number, ways: Filling[][]}} Wanted
 */

/** @typedef {{unit: number, score: number}} Scored */

/** What a unit's page, taken as a whole, adds to the unit's own score. */
const PAGE_SHARE = 0.2;
/** What a page's first unit gains over a section that is as good: its heading is the title of the whole page. */
const BEGINNING = 0.04;
const LEVELS = 15;
/** One place that is all about a term says more than two that mention it. */
const SHARPNESS = 1.5;
const SATURATION = Array.from({ length: LEVELS + 1 }, (_, impact) => (impact / LEVELS) ** SHARPNESS);

/**
 * The units that fill a slot, in no order, with their scores: the sum of weighted saturations times the share of the
 * query that is covered. No slot has to be filled. What is said elsewhere on a unit's page counts too, but less; and
 * of units that say as much of the query, one that begins a page comes first.
 * @param {Wanted[]} slots
 * @param {Uint32Array} pages the page of each number, ascending from 0; not every number has a unit
 * @returns {{units: number[], scores: Float64Array, total: number}} and what a unit would have to cover
 */
export function score(slots, pages) {
  const units = places(pages.length);
  for (const { ways } of slots) for (const { units: own } of ways.flat()) for (const unit of own) units.add(unit);
  const onPages = places((pages.at(-1) ?? -1) + 1);
  const pageOf = Uint32Array.from(units.all, (unit) => onPages.add(pages[unit]));
  const unit = tally(units.all.length);
  const page = tally(onPages.all.length);
  let total = 0;
  for (const { worth, ways } of slots) {
    total += worth;
    const best = tally(units.all.length);
    for (const way of ways) fill(way, best, units.at);
    const bestOfPage = tally(onPages.all.length);
    for (let i = 0; i < pageOf.length; i++) {
      unit.gain[i] += best.gain[i];
      unit.cover[i] += best.cover[i];
      raise(bestOfPage, pageOf[i], best.gain[i], best.cover[i]);
    }
    for (let i = 0; i < page.gain.length; i++) {
      page.gain[i] += bestOfPage.gain[i];
      page.cover[i] += bestOfPage.cover[i];
    }
  }
  const scores = Float64Array.from(units.all, (number, i) => {
    const own = unit.gain[i] * unit.cover[i];
    const lead = pages[number] !== pages[number - 1] ? (own * BEGINNING * unit.gain[i]) / total : 0;
    return (own + lead + PAGE_SHARE * page.gain[pageOf[i]] * page.cover[pageOf[i]]) / total;
  });
  return { units: units.all, scores, total };
}

/** @param {number} size */
const tally = (size) => ({ gain: new Float64Array(size), cover: new Float64Array(size) });

/** @typedef {ReturnType<typeof tally>} Tally */

/** @param {Tally} best @param {number} at @param {number} gain @param {number} cover */
function raise(best, at, gain, cover) {
  if (gain > best.gain[at]) best.gain[at] = gain;
  if (cover > best.cover[at]) best.cover[at] = cover;
}

/** Gives each number that is added a place, in order. @param {number} size numbers are less than this */
function places(size) {
  const at = new Int32Array(size).fill(-1);
  /** @type {number[]} */
  const all = [];
  const add = (/** @type {number} */ number) => (at[number] < 0 ? (at[number] = all.push(number) - 1) : at[number]);
  return { at, all, add };
}

/**
 * Raise each unit's gain and cover to what one way of filling a slot gives it.
 * @param {Filling[]} way @param {Tally} best @param {Int32Array} placeOf
 */
function fill(way, best, placeOf) {
  const sum = way.length > 1 ? tally(best.gain.length) : undefined;
  for (const { units, impacts, value } of way) {
    for (let i = 0; i < units.length; i++) {
      const at = placeOf[units[i]];
      const gain = value * SATURATION[impacts[i]];
      if (sum) {
        sum.gain[at] += gain;
        sum.cover[at] += value;
      } else raise(best, at, gain, value);
    }
  }
  if (sum) for (let at = 0; at < sum.gain.length; at++) raise(best, at, sum.gain[at], sum.cover[at]);
}

/** The best unit, before any is left out; of equal ones the first. @param {{units: number[], scores: Float64Array}} scored @returns {Scored} */
export function best({ units, scores }) {
  let first = { unit: -1, score: 0 };
  for (let i = 0; i < units.length; i++) {
    if (scores[i] > first.score || (scores[i] === first.score && units[i] < first.unit)) first = { unit: units[i], score: scores[i] };
  }
  return first;
}

/**
 * The units with a score worth showing, best first; of equal ones the first.
 * @param {{units: number[], scores: Float64Array}} scored
 * @param {number} floor part of the best score that a unit must reach
 * @returns {Scored[]}
 */
export function order({ units, scores }, floor) {
  const least = scores.reduce((best, value) => Math.max(best, value), 0) * floor;
  const found = [];
  for (let i = 0; i < units.length; i++) if (scores[i] > 0 && scores[i] >= least) found.push({ unit: units[i], score: scores[i] });
  return found.sort((a, b) => b.score - a.score || a.unit - b.unit);
}
