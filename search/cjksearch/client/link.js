// A search as an address: `?q=query`, and `&f=facet:value` for each filter. It opens the dialog on any page.

/** The address of this page with a search. */
export function linkTo(query, chosen) {
  const address = new URL(location.pathname, location.origin);
  address.searchParams.set("q", query);
  for (const [facet, values] of Object.entries(chosen)) {
    for (const value of values) address.searchParams.append("f", `${facet}:${value}`);
  }
  return address.href;
}

/** The search that this page's address asks for, if any. @returns {{query: string, chosen: object} | undefined} */
export function linked(longest) {
  const parameters = new URLSearchParams(location.search);
  const query = parameters.get("q")?.slice(0, longest);
  if (!query) return undefined;
  const chosen = new Map(); // no plain object: a facet may have any name
  for (const filter of parameters.getAll("f")) {
    const [, facet, value] = /^([^:]+):(.+)$/s.exec(filter) ?? [];
    if (facet) chosen.set(facet, [...(chosen.get(facet) ?? []), value]);
  }
  return { query, chosen: Object.fromEntries(chosen) };
}

/** Take the search out of the address, so that a reload does not ask again. */
export function unlink() {
  const address = new URL(location.href);
  if (!address.searchParams.has("q")) return;
  for (const name of ["q", "f"]) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
