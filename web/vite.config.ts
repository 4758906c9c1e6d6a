import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const INTO = "../src/smartcity_kb/web/static/app";

// What each mode begins with.
const ENTRIES: Record<string, string> = {
  explorer: "src/explorer.ts",
  single: "src/single/main.ts",
  engine: "src/single/engine/worker.ts",
};

/**
 * `--mode explorer` builds the pages' script (explorer.js, explorer.css and lazy chunks);
 * `--mode single` the one script and style sheet of the single-file export (single.js, single.css);
 * `--mode engine` the script of its worker (engine.js) and the WebAssembly of the query engine.
 */
export default defineConfig(({ mode }) => {
  const name = mode in ENTRIES ? mode : "explorer";
  return {
    base: "/static/app/",
    publicDir: false,
    plugins: { explorer: [], single: [embeddable()], engine: [queryEngine(), embeddable()] }[name] ?? [],
    build: {
      target: "es2022",
      outDir: INTO,
      // The explorer is built first and clears the folder.
      emptyOutDir: name === "explorer",
      // The notices that the libraries' licences ask for travel with them.
      license: { fileName: `${name}-licenses.md` },
      modulePreload: { polyfill: false },
      cssCodeSplit: name === "explorer",
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        // YASQE brings along a JSON reader for browsers of 2008, which is never run.
        checks: { eval: false, pluginTimings: false },
        input: { [name]: ENTRIES[name] ?? "" },
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          // Style sheets of entries have stable names, those of chunks a hash.
          assetFileNames: (asset) =>
            asset.names.some((n) => /^(explorer|single|style)\.css$/.test(n))
              ? `${name}[extname]`
              : "[name]-[hash][extname]",
          ...(name === "explorer" ? {} : { codeSplitting: false }),
          // A worker of a blob is no module in every browser.
          ...(name === "engine" ? { format: "iife" as const } : {}),
        },
      },
    },
    test: { environment: "jsdom", include: ["test/**/*.test.ts"] },
  };
});

/**
 * Puts the query engine's WebAssembly beside the scripts, gzipped: the single-file export embeds it.
 * The engine's own way to fetch it is taken out, so that it is not packed into the script too.
 */
function queryEngine(): Plugin {
  const folder = new URL("node_modules/oxigraph/", import.meta.url);
  return {
    name: "query-engine",
    transform(code, id) {
      if (!id.endsWith("/oxigraph/web.js")) return null;
      return { code: code.replace("new URL('web_bg.wasm', import.meta.url)", "undefined"), map: null };
    },
    generateBundle() {
      const source = gzipSync(readFileSync(new URL("web_bg.wasm", folder)), { level: 9 });
      this.emitFile({ type: "asset", fileName: "oxigraph.wasm.gz", source });
    },
  };
}

/** Nothing in the scripts of the single file may end a script element or open a comment in one. */
function embeddable(): Plugin {
  return {
    name: "embeddable",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        // Minified code has these in texts and patterns alone, where \x3C means the same.
        if (chunk.type === "chunk") chunk.code = chunk.code.replace(/<(?=!--|\/?script)/gi, "\\x3C");
      }
    },
  };
}
