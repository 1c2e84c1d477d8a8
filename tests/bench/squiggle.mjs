// Why this file exists: Squiggle is a peer of the benchmarks and has no command of its own. This evaluates a file of its language with N samples, a few times,
// and prints the nanoseconds a sample of the fastest round in the form of the other peers, `RESULT squiggle ns_total=…`.
//
//   node squiggle.mjs FILE N ROUNDS [FOLDER]
//
// FOLDER, or else NODE_PATH, is the node_modules that @quri/squiggle-lang stands in.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [file, samples, rounds, folder = process.env.NODE_PATH ?? ""] = process.argv.slice(2);
const found = createRequire(resolve(folder, "..", "index.js")).resolve("@quri/squiggle-lang");
const { run } = await import(pathToFileURL(found));
const text = readFileSync(file, "utf8");
const environment = { sampleCount: Number(samples), xyPointLength: 1000, profile: false, seed: "42" };
let best = Infinity;
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now();
  const output = await run(text, { environment });
  if (!output.result.ok) throw new Error(String(output.result.value));
  best = Math.min(best, performance.now() - start);
}
console.log(`RESULT squiggle n=${samples} ns_total=${((best * 1e6) / Number(samples)).toFixed(3)}`);
