/**
 * Answers queries with the real client and says what each cost.
 *
 *     node client.mjs INDEX QUERIES.jsonl
 *
 * A line per query: {"qid", "pages", "total", "ms", "cold": {…}, "next": {…}} where pages are the first ten, and the
 * costs {"titles": [bytes, requests], "excerpt": [bytes, requests]} are counted in the `fetch` given to the client,
 * on an index opened for this query alone (cold), and on one that has answered just the query before it (next).
 */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

import { open } from "../../search/cjksearch/client/engine.js";

const MOST_PAGES = 10;
const HITS_FOR_PAGES = 60;

const [folder, queriesFile] = process.argv.slice(2);
const base = pathToFileURL(`${folder}/`).href;
const queries = readFileSync(queriesFile, "utf-8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** A fetch that reads files, and the count of what it was asked for. */
function counting() {
  const count = { bytes: 0, requests: 0, firstText: 0 };
  const fetchFile = async (address) => {
    const bytes = await readFile(fileURLToPath(address)).catch(() => undefined);
    if (!bytes) return new Response(null, { status: 404 });
    count.requests++;
    count.bytes += bytes.length;
    if (!count.firstText && address.includes("/x/")) count.firstText = bytes.length;
    return new Response(bytes);
  };
  return { count, fetchFile };
}

/** What one query of ten hits costs, its titles and its first excerpt. */
async function cost(index, { count }, query) {
  const [bytes, requests] = [count.bytes, count.requests];
  let titles = [0, 0];
  count.firstText = 0;
  await index.search(query, { limit: 10, onTitles: () => (titles = [count.bytes - bytes, count.requests - requests]) });
  return { titles, excerpt: [titles[0] + count.firstText, titles[1] + (count.firstText ? 1 : 0)] };
}

const warm = counting();
const index = await open(base, { fetch: warm.fetchFile });
const pageOf = (url) => url.split("#")[0].replace(/\/$/, "");

for (const [i, { qid, query }] of queries.entries()) {
  const began = performance.now();
  const { hits, total } = await index.search(query, { limit: HITS_FOR_PAGES, excerpts: false });
  const ms = performance.now() - began;
  const pages = [...new Set(hits.map((hit) => pageOf(hit.url)))].slice(0, MOST_PAGES);

  const first = counting();
  const fresh = await open(base, { fetch: first.fetchFile });
  const opened = [first.count.bytes, first.count.requests];
  const cold = await cost(fresh, first, query);
  for (const measured of [cold.titles, cold.excerpt]) opened.forEach((value, part) => (measured[part] += value));

  const second = counting();
  const used = await open(base, { fetch: second.fetchFile });
  await used.search(queries.at(i - 1).query, { limit: 10 });
  console.log(JSON.stringify({ qid, pages, total, ms, cold, next: await cost(used, second, query) }));
}
