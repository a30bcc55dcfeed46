/** Filters: which units a choice of facet values leaves, and how many each value would leave. */

/** @typedef {Record<string, Record<string, number[]>>} Runs by facet and value: gap, length, gap, length … */

/**
 * @param {Runs} runs
 * @param {Record<string, string[]>} filters
 * @param {number} units how many numbers of units there are
 * @returns {Uint8Array} 1 for each unit that has, for each facet chosen from, one of the values chosen
 */
export function allowed(runs, filters, units) {
  const passes = new Uint8Array(units).fill(1);
  for (const [name, values] of Object.entries(filters)) {
    if (!values.length) continue;
    const own = new Uint8Array(units);
    for (const value of values) for (const [from, to] of spans(runs[name]?.[value] ?? [])) own.fill(1, from, to);
    for (let unit = 0; unit < units; unit++) passes[unit] &= own[unit];
  }
  return passes;
}

/**
 * By facet and value, how many of `found` have the value. Values of one facet widen a choice, so what is chosen of
 * the facet itself does not count; what is chosen of the others does. Editions of a text count once, but for languages.
 * @template {{unit: number}} Found
 * @param {Found[]} found
 * @param {Runs} runs
 * @param {Record<string, string[]>} filters
 * @param {number} units
 * @param {(found: Found[], passes: Uint8Array) => Found[]} fold
 * @returns {Record<string, Record<string, number>>}
 */
export function countsOf(found, runs, filters, units, fold) {
  const byFacet = Object.entries(runs).map(([name, values]) => {
    const passes = allowed(runs, Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name)), units);
    const before = new Uint32Array(units + 1); // how many there are before a unit
    const passing = found.filter(({ unit }) => passes[unit]);
    for (const { unit } of name === "lang" ? passing : fold(passing, passes)) before[unit + 1] = 1;
    for (let unit = 0; unit < units; unit++) before[unit + 1] += before[unit];
    const counts = Object.entries(values).map(([value, own]) => {
      return [value, spans(own).reduce((sum, [from, to]) => sum + before[to] - before[from], 0)];
    });
    return [name, Object.fromEntries(counts)];
  });
  return Object.fromEntries(byFacet);
}

/** @param {number[]} runs gap, length, gap, length … @returns {[number, number][]} from and to */
function spans(runs) {
  /** @type {[number, number][]} */
  const found = [];
  for (let i = 0, at = 0; i < runs.length; i += 2) {
    const from = at + runs[i];
    at = from + runs[i + 1];
    found.push([from, at]);
  }
  return found;
}
