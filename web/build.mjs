/** Builds what there is to build, then weighs it: the scripts together stay within 500 kB gzip. */
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
}

const weigh = (name) => gzipSync(readFileSync(join(INTO, name)), { level: 9 }).length;
const scripts = readdirSync(INTO).filter((name) => name.endsWith(".js"));
let total = 0;
for (const name of scripts.sort()) {
  const bytes = weigh(name);
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${name}`);
}
console.log(`${String(total).padStart(8)}  all scripts, gzip; at most ${MOST}`);
if (total > MOST) {
  console.error("The scripts are too large.");
  process.exit(1);
}
