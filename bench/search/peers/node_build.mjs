/** Builds the index of an engine: `node build.mjs SECTIONS.json INDEX.json`. */

import { readFileSync, writeFileSync } from "node:fs";

export async function build({ create }) {
  const [sections, out] = process.argv.slice(2);
  writeFileSync(out, JSON.stringify(await create(JSON.parse(readFileSync(sections, "utf-8")))));
}
