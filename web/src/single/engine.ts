/** SPARQL in the browser: Oxigraph, the engine of the program itself, as WebAssembly. */
import { initSync, Store } from "oxigraph/web.js";
import type { QueryAnswer } from "../data/shapes";
import { SourceError } from "../data/source";
import { withPrefixes } from "./turtle";

const RESULTS = [
  "application/sparql-results+json",
  "application/sparql-results+xml",
  "text/csv",
  "text/tab-separated-values",
];
const GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"];

/** The store over the RDF of this file; it is made when the first query is asked. */
export class Engine {
  private store: Promise<Store> | undefined;

  constructor(
    private readonly rdf: string,
    /** The WebAssembly module, gzipped, in base64. */
    private readonly module: string,
    private readonly prefixes: Record<string, string>,
  ) {}

  /** The answer to a query in the first media type of `accept` that suits it; prefixes are declared. */
  async query(text: string, accept: string): Promise<QueryAnswer> {
    this.store ??= open(this.module, this.rdf);
    const store = await this.store;
    const wanted = accept.split(",").map((type) => type.split(";")[0]?.trim() ?? "");
    const results = wanted.find((type) => RESULTS.includes(type)) ?? RESULTS[0] ?? "";
    const graph = wanted.find((type) => GRAPHS.includes(type)) ?? GRAPHS[0] ?? "";
    // All prefixes on one line of their own, so that places in messages are easily set right.
    const whole = `${this.declared()}\n${text}`;
    for (const type of [results, graph]) {
      try {
        const answer = String(store.query(whole, { results_format: type }));
        return { type, text: type === "text/turtle" ? withPrefixes(answer, this.prefixes) : answer };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (!message.startsWith("Not supported RDF format")) throw refused(message, text);
      }
    }
    throw new SourceError("the query gives neither rows nor a graph", 400);
  }

  /** Everything, as TriG or N-Quads. */
  async everything(format: string): Promise<string> {
    this.store ??= open(this.module, this.rdf);
    return (await this.store).dump({ format });
  }

  private declared(): string {
    return Object.entries(this.prefixes)
      .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`)
      .join(" ");
  }
}

async function open(module: string, rdf: string): Promise<Store> {
  initSync({ module: await WebAssembly.compile(await unpacked(module)) });
  const store = new Store();
  store.load(rdf, { format: "application/n-quads", no_transaction: true });
  return store;
}

async function unpacked(base64: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** What is wrong with a query, as smartcity_kb.store.oxigraph says it: where, and the line with a mark under it. */
function refused(message: string, text: string): SourceError {
  const place = /^error at (\d+):(\d+)(?:-\d+(?::\d+)?)?: (.*)$/s.exec(message);
  if (!place) return new SourceError(message, 400);
  const lines = text.split("\n");
  // The line of the prefixes stands before the query's own first line.
  const line = Math.min(Number(place[1]) - 1, lines.length);
  const shown = lines[line - 1] ?? "";
  const column = Math.max(1, Math.min(Number(place[2]), shown.length + 1));
  const mark = `${shown.slice(0, column - 1).replace(/[^\t]/g, " ")}^`;
  const what = inWords((place[3] ?? "").replace(/\s+/g, " "));
  return new SourceError(
    `the query does not parse: line ${line}, column ${column}: ${what}\n  ${shown}\n  ${mark}`,
    400,
  );
}

function inWords(message: string): string {
  if (message.includes("Prefix not found")) return "a prefix that no PREFIX line declares";
  // The parser's word for "any character": it stopped at something that it knows no use for.
  if (message.includes("[_]")) return "something is missing here or does not belong here";
  return message.length > 160 ? `${message.slice(0, 160).replace(/ [^ ]*$/, "")} …` : message;
}
