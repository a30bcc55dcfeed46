/** Our engine, through the library's own calls. */

let index;

export async function open() {
  const base = new URL("index/", import.meta.url);
  // As a page does: the first file of the index is fetched while the engine is on its way.
  const manifest = fetch(new URL("cjksearch.json", base), { cache: "no-cache" });
  const engine = await import(new URL("engine.js", import.meta.url).href);
  index = await engine.open(base, { manifest });
}

export async function titles(query, limit) {
  const { hits } = await index.search(query, { limit, excerpts: false });
  return hits.map(({ url, title }) => ({ url, title }));
}

export async function excerpt(query) {
  const { hits } = await index.search(query, { limit: 1 });
  return hits[0]?.excerpt;
}
