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
  const rooms = roomsFor(pages);
  const most = slots.reduce((sum, { ways }) => ways.flat().reduce((own, { units }) => own + units.length, sum), 0);
  /** @type {number[]} */
  const units = [];
  const unit = new Tally(most);
  const page = new Tally(most);
  const bestOfUnit = new Tally(most);
  const bestOfPage = new Tally(most);
  const sum = new Tally(most);
  const pageOf = new Uint32Array(most);
  let seen = 0; // pages
  const placeOf = (/** @type {number} */ number) => {
    if (rooms.units[number]) return rooms.units[number] - 1;
    const own = pages[number];
    pageOf[units.length] = (rooms.pages[own] ||= ++seen) - 1;
    rooms.units[number] = units.push(number);
    return units.length - 1;
  };
  let total = 0;
  for (const { worth, ways } of slots) {
    total += worth;
    for (const way of ways) {
      const into = way.length > 1 ? sum : bestOfUnit;
      for (const { units: own, impacts, value } of way) {
        for (let i = 0; value && i < own.length; i++) {
          const at = placeOf(own[i]);
          if (way.length > 1) into.add(at, value * SATURATION[impacts[i]], value);
          else into.raise(at, value * SATURATION[impacts[i]], value);
        }
      }
      sum.pour((at, gain, cover) => bestOfUnit.raise(at, gain, cover));
    }
    bestOfUnit.pour((at, gain, cover) => {
      unit.add(at, gain, cover);
      bestOfPage.raise(pageOf[at], gain, cover);
    });
    bestOfPage.pour((at, gain, cover) => page.add(at, gain, cover));
  }
  const scores = Float64Array.from(units, (number, i) => {
    const own = unit.gain[i] * unit.cover[i];
    const lead = pages[number] !== pages[number - 1] ? (own * BEGINNING * unit.gain[i]) / total : 0;
    return (own + lead + PAGE_SHARE * page.gain[pageOf[i]] * page.cover[pageOf[i]]) / total;
  });
  for (const number of units) rooms.units[number] = rooms.pages[pages[number]] = 0;
  return { units, scores, total };
}

/**
 * By number of unit and of page, its place among those of a query, from 1; 0 in between. Kept, since they are large.
 * @type {WeakMap<Uint32Array, {units: Uint32Array, pages: Uint32Array}>}
 */
const kept = new WeakMap();

/** @param {Uint32Array} pages */
function roomsFor(pages) {
  const rooms = kept.get(pages) ?? { units: new Uint32Array(pages.length), pages: new Uint32Array((pages.at(-1) ?? -1) + 1) };
  kept.set(pages, rooms);
  return rooms;
}

/** Gain and cover by place, and at which places there are any. */
class Tally {
  #places;
  #count = 0;

  /** @param {number} size */
  constructor(size) {
    this.gain = new Float64Array(size);
    this.cover = new Float64Array(size);
    this.#places = new Uint32Array(size);
  }

  /** @param {number} at @param {number} gain @param {number} cover above 0 */
  add(at, gain, cover) {
    if (!this.cover[at]) this.#places[this.#count++] = at;
    this.gain[at] += gain;
    this.cover[at] += cover;
  }

  /** @param {number} at @param {number} gain @param {number} cover above 0 */
  raise(at, gain, cover) {
    if (!this.cover[at]) this.#places[this.#count++] = at;
    if (gain > this.gain[at]) this.gain[at] = gain;
    if (cover > this.cover[at]) this.cover[at] = cover;
  }

  /** Hand on what there is, and begin anew. @param {(at: number, gain: number, cover: number) => void} take */
  pour(take) {
    for (let i = 0; i < this.#count; i++) {
      const at = this.#places[i];
      take(at, this.gain[at], this.cover[at]);
      this.gain[at] = this.cover[at] = 0;
    }
    this.#count = 0;
  }
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
  const least = best({ units, scores }).score * floor;
  const places = [];
  for (let i = 0; i < units.length; i++) if (scores[i] > 0 && scores[i] >= least) places.push(i);
  places.sort((a, b) => scores[b] - scores[a] || units[a] - units[b]);
  return places.map((i) => ({ unit: units[i], score: scores[i] }));
}
