/**
 * Runs the client for the tests: for each line {task, …} of JSON on standard input, writes a line with the answer.
 */

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const client = new URL("../../../search/cjksearch/client/", import.meta.url);
const { Analysis, pieces } = await import(new URL("analysis.js", client));
const { hashOf, inflate, readNumbers, readTail, readTerms } = await import(new URL("codec.js", client));
const { open } = await import(new URL("engine.js", client));
const { distance } = await import(new URL("lexicon.js", client));
const { stem } = await import(new URL("stemmer.js", client));

const requests = [];
const fetchFile = async (address) => {
  requests.push(String(address));
  const bytes = await readFile(fileURLToPath(address)).catch(() => undefined);
  return bytes ? new Response(bytes) : new Response(null, { status: 404 });
};

const bytesOf = (hex) => new Uint8Array(Buffer.from(hex, "hex"));

const tasks = {
  stems: ({ words }) => words.map(stem),
  analysis: ({ fold, texts }) => {
    const analysis = new Analysis(fold);
    return texts.map((text) => {
      const normalised = analysis.normalise(text);
      const tokens = [...analysis.tokenise(normalised)];
      const aligned = analysis.align(text);
      return {
        normalised,
        tokens: tokens.map((token) => [token.text, token.parts, token.cjk]),
        pieces: tokens.flatMap((token) => pieces(token).map(({ term }) => term)),
        aligned: aligned.text,
        covered: [...analysis.tokenise(aligned.text)].map((token) => text.slice(aligned.start(token.start), aligned.end(token.end))),
      };
    });
  },
  codec: async ({ blocks }) =>
    Promise.all(
      blocks.map(async (hex) =>
        [...readTerms(await inflate(bytesOf(hex)))].map(([term, { weight, units, impacts, others }]) => [
          term, weight, [...units], [...impacts],
          others.map(({ wording, other, kind, weight, units, impacts }) => [wording, other, kind, weight, [...units], [...impacts]]),
        ]),
      ),
    ),
  heads: ({ block, tails }) => ({
    terms: [...readTerms(bytesOf(block))].map(([term, { units, impacts, left, greatest, tail }]) => [term, [...units], [...impacts], left, greatest, tail]),
    tails: tails.map((hex) => readTail(bytesOf(hex))).map(({ units, impacts }) => [[...units], [...impacts]]),
  }),
  hashes: ({ terms }) => terms.map(hashOf),
  numbers: ({ texts }) => texts.map(readNumbers),
  distance: ({ pairs }) => pairs.map(([a, b, most]) => distance(a, b, most)),
  search: async ({ folder, queries }) => {
    const index = await open(pathToFileURL(`${folder}/`).href, { fetch: fetchFile });
    const answers = [];
    for (const { query, options } of queries) {
      const before = requests.length;
      const result = await index.search(query, options);
      answers.push({ ...result, requests: requests.slice(before) });
    }
    return { answers, facets: index.facets, languages: index.languages, size: index.size };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify(await tasks[task](given)));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message, kind: error.constructor.name }));
  }
}
