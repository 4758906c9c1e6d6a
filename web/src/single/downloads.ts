/** Files made in the browser: results of queries, and what is said of a thing. */
import type { EmbeddedSource } from "./embedded";
import type { Engine } from "./engine/engine";

// What a kind of results is, for rows and for graphs.
export const RESULT_TYPES: Record<string, string> = {
  json: "application/sparql-results+json, application/ld+json",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  xml: "application/sparql-results+xml, application/rdf+xml",
  ttl: "text/turtle",
  nt: "application/n-triples",
};
const DATA_TYPES: Record<string, string> = {
  ttl: "text/turtle",
  jsonld: "application/ld+json",
  rdf: "application/rdf+xml",
  nt: "application/n-triples",
};

/** Hand a text to the reader as a file. */
export function save(text: string, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file's address by the time that the next task runs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What is said of a thing, as the server gives it under /id/name.ttl and its like; false for other paths. */
export async function saveThing(source: EmbeddedSource, path: string): Promise<boolean> {
  const parts = /^\/(id|source|claim)\/([^/]+)\.(ttl|jsonld|rdf|nt)$/.exec(path);
  if (!parts) return false;
  const [, folder = "", name = "", ending = ""] = parts;
  const namespace = source.data.prefixes[folder === "source" ? "src" : folder] ?? "";
  const type = DATA_TYPES[ending] ?? "";
  const answer = await source.query(about(namespace + decodeURIComponent(name)), type);
  save(answer.text, type, `${decodeURIComponent(name)}.${ending}`);
  return true;
}

/** Everything that this file holds, in a format for graphs. */
export async function saveWhole(engine: Engine, type: string): Promise<void> {
  const ending = type === "application/trig" ? "trig" : "nq";
  save(await engine.everything(type), type, `smartcity-kb.${ending}`);
}

/** The triples about an IRI, as smartcity_kb.web.resources asks for them. */
function about(iri: string): string {
  const node = `<${encodeURI(decodeURI(iri))}>`;
  const patterns = [
    `{ ${node} ?p ?o BIND(${node} AS ?s) }`,
    `{ ?s ?p ${node} BIND(${node} AS ?o) FILTER(?p != sckb:evidence) }`,
    `{ GRAPH ${node} { ?s ?p ?o } }`,
    `{ GRAPH graph:links { ${node} ?p ?o } BIND(${node} AS ?s) }`,
    `{ ${node} sckb:evidence|sckb:excludedSpan ?s . ?s ?p ?o }`,
  ];
  return `CONSTRUCT { ?s ?p ?o } WHERE { ${patterns.join(" UNION ")} FILTER(?p != sckb:foldedLabel) }`;
}
