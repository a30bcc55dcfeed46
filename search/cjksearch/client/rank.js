/** Scores units: weighted impacts, softened by how much of the query a unit covers. */

/**
 * A term that fills a slot, as far as `share` goes: 1 for the term itself, less for a guess.
 * @typedef {{entry: import("./codec.js").Entry, share: number}} Filling
 */

/**
 * Ways to fill a slot; the best one counts. Terms of one way are parts that add up.
 * @typedef {Filling[][]} Ways
 */

/** What a unit's page, taken as a whole, adds to the unit's own score. */
const PAGE_SHARE = 0.2;
/** What a page's first unit gains over a section that is as good: its heading is the title of the whole page. */
const BEGINNING = 0.04;
const LEVELS = 15;
const WEIGHT_SCALE = 16;
/** One place that is all about a term says more than two that mention it. */
const SHARPNESS = 1.5;
const SATURATION = Array.from({ length: LEVELS + 1 }, (_, impact) => (impact / LEVELS) ** SHARPNESS);

/** A term that no unit has is as rare as can be. @param {number} units */
const weightOfAbsent = (units) => Math.log(1 + (units + 0.5) / 0.5);

/** @param {Filling} filling */
const worth = ({ entry, share }) => (share * entry.weight) / WEIGHT_SCALE;

/**
 * The scores of all units for one wording of the query: the sum of weighted saturations times the share of the query
 * that is covered. No slot has to be filled. What is said elsewhere on a unit's page counts too, but less; and of
 * units that say as much of the query, one that begins a page comes first.
 * @param {Ways[]} slots
 * @param {Uint32Array} pages the page of each number, ascending from 0; not every number has a unit
 * @param {number} count how many units there are
 * @returns {{scores: Float64Array, total: number}} and what a unit would have to cover
 */
export function score(slots, pages, count) {
  const units = pages.length;
  const unit = tally(units);
  const page = tally(units ? pages[units - 1] + 1 : 0);
  let total = 0;
  for (const ways of slots) {
    if (!ways.length) {
      total += weightOfAbsent(count);
      continue;
    }
    total += Math.max(...ways.map((way) => way.reduce((all, filling) => all + worth(filling), 0)));
    const gain = new Float64Array(units);
    const cover = new Float64Array(units);
    for (const way of ways) fill(way, gain, cover);
    const pageGain = new Float64Array(page.gain.length);
    const pageCover = new Float64Array(page.gain.length);
    for (let i = 0; i < units; i++) {
      if (gain[i] === 0) continue;
      unit.gain[i] += gain[i];
      unit.cover[i] += cover[i];
      pageGain[pages[i]] = Math.max(pageGain[pages[i]], gain[i]);
      pageCover[pages[i]] = Math.max(pageCover[pages[i]], cover[i]);
    }
    for (let i = 0; i < pageGain.length; i++) {
      page.gain[i] += pageGain[i];
      page.cover[i] += pageCover[i];
    }
  }
  const scores = new Float64Array(units);
  for (let i = 0; i < units; i++) {
    if (unit.gain[i] === 0) continue;
    const at = pages[i];
    const own = unit.gain[i] * unit.cover[i];
    const lead = at !== pages[i - 1] ? (own * BEGINNING * unit.gain[i]) / total : 0;
    scores[i] = (own + lead + PAGE_SHARE * page.gain[at] * page.cover[at]) / total;
  }
  return { scores, total };
}

/** @param {number} size */
const tally = (size) => ({ gain: new Float64Array(size), cover: new Float64Array(size) });

/**
 * Raise each unit's gain and cover to what one way of filling a slot gives it.
 * @param {Filling[]} way @param {Float64Array} gain @param {Float64Array} cover
 */
function fill(way, gain, cover) {
  const own = way.length > 1 ? tally(gain.length) : undefined;
  for (const filling of way) {
    const value = worth(filling);
    const { units, impacts } = filling.entry;
    for (let i = 0; i < units.length; i++) {
      const at = units[i];
      const got = value * SATURATION[impacts[i]];
      if (own) {
        own.gain[at] += got;
        own.cover[at] += value;
      } else {
        if (got > gain[at]) gain[at] = got;
        if (value > cover[at]) cover[at] = value;
      }
    }
  }
  if (!own) return;
  for (let i = 0; i < gain.length; i++) {
    gain[i] = Math.max(gain[i], own.gain[i]);
    cover[i] = Math.max(cover[i], own.cover[i]);
  }
}

/**
 * The best score of each unit over the wordings of a query. A wording that the site uses rarely would outweigh a
 * common one of the same meaning by its rarity; so all are put on the scale of the one that weighs least.
 * @param {{slots: Ways[], share: number}[]} variants
 * @param {Uint32Array} pages the page of each number
 * @param {number} count how many units there are
 */
export function best(variants, pages, count) {
  const units = pages.length;
  const scored = variants.map(({ slots, share }) => ({ ...score(slots, pages, count), share }));
  const least = Math.min(...scored.map(({ total }) => total));
  const result = new Float64Array(units);
  for (const { scores, total, share } of scored) {
    const scale = (share * least) / (total || 1);
    for (let unit = 0; unit < units; unit++) result[unit] = Math.max(result[unit], scores[unit] * scale);
  }
  return result;
}

/**
 * The units with a score worth showing, best first; of equal ones the first.
 * @param {Float64Array} scores
 * @param {number} floor part of the best score that a unit must reach
 * @returns {number[]}
 */
export function order(scores, floor) {
  let best = 0;
  for (const value of scores) if (value > best) best = value;
  const found = [];
  for (let unit = 0; unit < scores.length; unit++) if (scores[unit] > 0 && scores[unit] >= best * floor) found.push(unit);
  return found.sort((a, b) => scores[b] - scores[a] || a - b);
}
