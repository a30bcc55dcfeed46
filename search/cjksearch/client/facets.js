/** Filters: which units a choice of facet values leaves. */

/**
 * @param {Record<string, Record<string, number[]>>} runs by facet and value: gap, length, gap, length …
 * @param {Record<string, string[]>} filters
 * @param {number} units
 * @returns {Uint8Array} 1 for each unit that has, for each facet chosen from, one of the values chosen
 */
export function allowed(runs, filters, units) {
  const passes = new Uint8Array(units).fill(1);
  for (const [name, values] of Object.entries(filters)) {
    if (!values.length) continue;
    const own = new Uint8Array(units);
    for (const value of values) {
      const spans = runs[name]?.[value] ?? [];
      for (let i = 0, at = 0; i < spans.length; i += 2) {
        own.fill(1, at + spans[i], at + spans[i] + spans[i + 1]);
        at += spans[i] + spans[i + 1];
      }
    }
    for (let unit = 0; unit < units; unit++) passes[unit] &= own[unit];
  }
  return passes;
}
