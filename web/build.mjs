/**
 * Builds what there is to build, then weighs it. What a reader can be sent stays within 500 kB gzip: the
 * explorer with all its lazy parts, and the two scripts of the single-file export, which never travel together.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const HERE = dirname(fileURLToPath(import.meta.url));
const INTO = join(HERE, "../src/smartcity_kb/web/static/app");
const MOST = 500_000;

await build({ root: HERE, mode: "explorer", logLevel: "warn" });
if (existsSync(join(HERE, "src/single/main.ts"))) {
  await build({ root: HERE, mode: "single", logLevel: "warn" });
  await build({ root: HERE, mode: "engine", logLevel: "warn" });
}

const scripts = readdirSync(INTO)
  .filter((name) => name.endsWith(".js"))
  .sort();
const SINGLE = ["engine.js", "single.js"];
const deliveries = {
  "the explorer": scripts.filter((name) => !SINGLE.includes(name)),
  "the single file": scripts.filter((name) => SINGLE.includes(name)),
};
for (const [what, names] of Object.entries(deliveries)) {
  const sizes = names.map((name) => gzipSync(readFileSync(join(INTO, name)), { level: 9 }).length);
  names.forEach((name, at) => {
    console.log(`${String(sizes[at]).padStart(8)}  ${name}`);
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${String(total).padStart(8)}  ${what}, gzip; at most ${MOST}`);
  if (total > MOST) {
    console.error(`The scripts of ${what} are too large.`);
    process.exitCode = 1;
  }
}
