/**
 * The first ten pages that a client finds for each question, as JSON.
 *
 *     node ablation.mjs CLIENT INDEX QUERIES.jsonl
 */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

const MOST_PAGES = 10;
const HITS_FOR_PAGES = 60;

const [client, folder, queries] = process.argv.slice(2);
const { open } = await import(pathToFileURL(`${client}/engine.js`).href);
const fetchFile = async (address) => new Response(await readFile(fileURLToPath(address)));
const index = await open(pathToFileURL(`${folder}/`).href, { fetch: fetchFile });

const answers = [];
for (const line of readFileSync(queries, "utf-8").split("\n").filter(Boolean)) {
  const { hits } = await index.search(JSON.parse(line).query, { limit: HITS_FOR_PAGES, excerpts: false });
  const pages = hits.map(({ url }) => url.split("#")[0].replace(/\/$/, ""));
  answers.push([...new Set(pages)].slice(0, MOST_PAGES));
}
console.log(JSON.stringify(answers));
