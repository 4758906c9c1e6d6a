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

/** What is wrong with a query, where it is, and the line with a mark under the place. */
function refused(message: string, text: string): SourceError {
  const place = /^error at (\d+):(\d+)(?:-\d+(?::\d+)?)?: (.*)$/s.exec(message);
  if (!place) return new SourceError(message, 400);
  const line = Number(place[1]) - 1;
  const column = Number(place[2]);
  const shown = text.split("\n")[line - 1] ?? "";
  const mark = `${" ".repeat(Math.max(0, column - 1))}^`;
  return new SourceError(`line ${line}, column ${column}: ${place[3]}\n  ${shown}\n  ${mark}`, 400);
}
