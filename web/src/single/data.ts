/** What the file carries, as smartcity_kb/export/html_data.py and html.py write it. */
import type { EvidenceRow, Lang } from "../data/shapes";

/** A text in Vietnamese and in English. */
export type Pair = [string, string];

export interface Entity {
  label: Pair;
  type: Pair;
  /** First and last day, YYYY-MM-DD; empty where it has none. */
  days: [string, string];
}

/** A parameter of a library query; without a default and not required, its variable may stay free. */
export interface Parameter {
  name: string;
  variable: string;
  type: string;
  default: string | null;
  required: boolean;
}

export interface LibraryQuery {
  parameters: Parameter[];
  /** Names of the free parameters that have a value -> the text, with U+0001 name U+0002 for each term. */
  texts: Record<string, string>;
}

/** Subject, term, object, claims that state it. */
export type FactRow = [string, string, string, string[]];

export interface KnowledgeBaseData {
  lang: Lang;
  around: Record<Lang, string>;
  words: Record<Lang, Record<string, string>>;
  prefixes: Record<string, string>;
  /** Seconds that a query may take. */
  deadline: number;
  placeTerms: string[];
  entities: Record<string, Entity>;
  relations: Record<string, { on: Pair; back: Pair }>;
  facts: FactRow[];
  claims: Record<string, EvidenceRow>;
  /** Entity and folded name. */
  names: [string, string][];
  /** Entity, 0 for a label or 1 for an alias or misspelling, text. */
  labels: [string, number, string][];
  /** Dated things in the order of the timeline's page: entity, first and last day. */
  dates: [string, string, string][];
  queries: Record<string, LibraryQuery>;
}

/** Address -> language -> [title, HTML of the main part]. */
export type Pages = Record<string, Record<Lang, [string, string]>>;

export const at = (lang: Lang): 0 | 1 => (lang === "vi" ? 0 : 1);

/** The text of a block of data; the block leaves the document, so that it is held once. */
export function takeBlock(id: string): string {
  const block = document.getElementById(id);
  const text = block?.textContent ?? "";
  block?.remove();
  return text;
}

/** The IRI shortened with the prefixes; itself where none fits. */
export function curie(prefixes: Record<string, string>, iri: string): string {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && rest && !/[/#]/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri;
}

/** The IRI that a CURIE with a known prefix, or an absolute IRI, names; empty for anything else. */
export function expand(prefixes: Record<string, string>, name: string): string {
  const bare = name.startsWith("<") && name.endsWith(">") ? name.slice(1, -1) : name;
  const colon = bare.indexOf(":");
  if (colon < 0 || /[\s<>"{}|\\^`]/.test(bare)) return "";
  const rest = bare.slice(colon + 1);
  const namespace = Object.hasOwn(prefixes, bare.slice(0, colon))
    ? prefixes[bare.slice(0, colon)]
    : undefined;
  if (namespace !== undefined && !rest.startsWith("//")) return namespace + rest;
  return rest.startsWith("//") || bare.startsWith("urn:") ? bare : "";
}
