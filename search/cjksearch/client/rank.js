/** Scores units: weighted impacts, softened by how much of the query a unit covers. */

/**
 * A term that fills a slot, as far as `share` goes: 1 for the term itself, less for a guess.
 * @typedef {{entry: import("./codec.js").Entry, share: number}} Filling
 */

/**
 * Ways to fill a slot; the best one counts. Terms of one way are parts that add up.
 * @typedef {Filling[][]} Ways
 */

const LEVELS = 15;
const WEIGHT_SCALE = 16;

/** A term that no unit has is as rare as can be. @param {number} units */
const weightOfAbsent = (units) => Math.log(1 + (units + 0.5) / 0.5);

/** @param {Filling} filling */
const worth = ({ entry, share }) => (share * entry.weight) / WEIGHT_SCALE;

/**
 * The scores of all units for one wording of the query. No slot has to be filled: the sum of the impacts is
 * multiplied by the share of the query that is covered, to the power 1.5.
 * @param {Ways[]} slots
 * @param {number} units
 * @returns {{scores: Float64Array, total: number}} and what a unit would have to cover
 */
export function score(slots, units) {
  const sum = new Float64Array(units);
  const covered = new Float64Array(units);
  let total = 0;
  for (const ways of slots) {
    if (!ways.length) {
      total += weightOfAbsent(units);
      continue;
    }
    total += Math.max(...ways.map((way) => way.reduce((all, filling) => all + worth(filling), 0)));
    const best = new Float64Array(units);
    const cover = new Float64Array(units);
    for (const way of ways) {
      const own = way.length > 1 ? new Float64Array(units) : best;
      const ownCover = way.length > 1 ? new Float64Array(units) : cover;
      for (const filling of way) {
        const value = worth(filling);
        const { units: numbers, impacts } = filling.entry;
        for (let i = 0; i < numbers.length; i++) {
          const unit = numbers[i];
          const gain = (value * impacts[i]) / LEVELS;
          if (way.length > 1) {
            own[unit] += gain;
            ownCover[unit] += value;
          } else {
            if (gain > own[unit]) own[unit] = gain;
            if (value > ownCover[unit]) ownCover[unit] = value;
          }
        }
      }
      if (way.length > 1) {
        for (let unit = 0; unit < units; unit++) {
          if (own[unit] > best[unit]) best[unit] = own[unit];
          if (ownCover[unit] > cover[unit]) cover[unit] = ownCover[unit];
        }
      }
    }
    for (let unit = 0; unit < units; unit++) {
      sum[unit] += best[unit];
      covered[unit] += cover[unit];
    }
  }
  for (let unit = 0; unit < units; unit++) {
    if (sum[unit] === 0) continue;
    const coverage = covered[unit] / total;
    sum[unit] *= coverage * Math.sqrt(coverage);
  }
  return { scores: sum, total };
}

/**
 * The best score of each unit over the wordings of a query. A wording that the site uses rarely would outweigh a
 * common one of the same meaning by its rarity; so all are put on the scale of the one that weighs least.
 * @param {{slots: Ways[], share: number}[]} variants
 * @param {number} units
 */
export function best(variants, units) {
  const scored = variants.map(({ slots, share }) => ({ ...score(slots, units), share }));
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
