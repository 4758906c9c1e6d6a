/** Search by name and names resolved, as smartcity_kb.views.search and store.names do it. */
import type { Hit, Lang } from "../data/shapes";
import { SourceError } from "../data/source";
import { at, curie, expand, type KnowledgeBaseData } from "./data";
import { compare, editDistance, fold, lengthOf, tolerance, trigrams } from "./fold";

const CANDIDATES = 400;
const MOST_TRIGRAMS = 24;

/** Several entities bear a name. */
export class AmbiguousError extends SourceError {
  constructor(
    message: string,
    readonly candidates: [string, string][],
    readonly asked: string,
  ) {
    super(message, 300);
  }
}

/** No entity bears the name `asked`; `nearest` are names like it. */
export class NotFoundError extends SourceError {
  constructor(
    message: string,
    readonly nearest: string[] = [],
    readonly asked = "",
  ) {
    super(message, 404);
  }
}

/** The entities whose names are like a text, the likest first. */
export function search(data: KnowledgeBaseData, text: string, lang: Lang, limit: number): Hit[] {
  const folded = fold(text);
  if (!folded) return [];
  const best = new Map<string, [number, string]>();
  for (const [iri, name] of namesLike(data, folded, limit)) {
    const score = likeness(folded, name);
    const [bestScore, bestName] = best.get(iri) ?? [0, ""];
    if (score && (score > bestScore || (score === bestScore && name > bestName)))
      best.set(iri, [score, name]);
  }
  const ranked = [...best].sort(
    ([a, [scoreA, nameA]], [b, [scoreB, nameB]]) =>
      scoreB - scoreA || lengthOf(nameA) - lengthOf(nameB) || compare(a, b),
  );
  return ranked.slice(0, limit).map(([iri, [score, matched]]) => {
    const entity = data.entities[iri];
    return {
      iri,
      label: entity?.label[at(lang)] ?? curie(data.prefixes, iri),
      type: entity?.type[at(lang)] ?? "",
      matched,
      score,
    };
  });
}

/** Entities and names that share enough with a text to be looked at closely. */
function namesLike(data: KnowledgeBaseData, folded: string, enough: number): [string, string][] {
  const grams = trigrams(folded).slice(0, MOST_TRIGRAMS);
  const needed = Math.max(1, Math.floor(grams.length / 3));
  const found: [number, [string, string]][] = [];
  for (const row of data.names) {
    const shared = grams.reduce((count, gram) => count + (row[1].includes(gram) ? 1 : 0), 0);
    const score = shared + (row[1].includes(folded) ? 1000 : 0);
    if (score >= needed) found.push([score, row]);
  }
  found.sort(
    ([scoreA, [iriA, a]], [scoreB, [iriB, b]]) =>
      scoreB - scoreA || lengthOf(a) - lengthOf(b) || compare(a, b) || compare(iriA, iriB),
  );
  return found.slice(0, Math.max(enough, CANDIDATES)).map(([, row]) => row);
}

/** How like a folded name is to a folded text, from 0 to 100. */
export function likeness(wanted: string, name: string): number {
  if (wanted === name) return 100;
  if (name.startsWith(`${wanted} `)) return 92;
  if (` ${name} `.includes(` ${wanted} `)) return 88;
  if (name.startsWith(wanted)) return 84;
  const words = wanted.split(" ");
  const parts = name.split(" ");
  if (words.every((word) => parts.includes(word))) return 80;
  if (name.includes(wanted)) return 76;
  return withTypingErrors(wanted, name, words, parts);
}

function withTypingErrors(wanted: string, name: string, words: string[], parts: string[]): number {
  const whole = editDistance(wanted, name, tolerance(wanted));
  if (whole <= tolerance(wanted)) return 72 - 6 * whole;
  let errors = 0;
  for (const word of words) {
    const allowed = tolerance(word);
    const nearest = Math.min(allowed + 1, ...parts.map((part) => editDistance(word, part, allowed)));
    if (nearest > allowed) return 0;
    errors += nearest;
  }
  return Math.max(20, 60 - 6 * errors);
}

/** The one thing that a slug, the id of a source, an IRI, a CURIE or a label in any language names. */
export function resolve(data: KnowledgeBaseData, name: string, lang: Lang): string {
  const text = name.trim().normalize("NFC");
  const ranks = new Map<string, number>();
  const add = (iri: string, rank: number): void => {
    if (rank < (ranks.get(iri) ?? 99)) ranks.set(iri, rank);
  };
  for (const iri of namedBy(data, text)) if (Object.hasOwn(data.entities, iri)) add(iri, 0);
  const folded = fold(text);
  for (const [iri, kind, label] of data.labels) {
    if (folded && !expand(data.prefixes, text) && fold(label) === folded)
      add(iri, bearing(text, label) + kind);
  }
  const lowest = Math.min(...ranks.values());
  const bearers = [...ranks].filter(([, rank]) => rank === lowest).map(([iri]) => iri);
  const [only] = bearers;
  if (bearers.length === 1 && only !== undefined) return only;
  if (bearers.length) throw ambiguous(data, name, bearers.sort(compare), lang);
  throw notFound(data, name, lang);
}

function namedBy(data: KnowledgeBaseData, text: string): string[] {
  const iri = expand(data.prefixes, text);
  if (iri) return [iri];
  return text && text === fold(text).replaceAll(" ", "-")
    ? [`${data.prefixes.id}${text}`, `${data.prefixes.src}${text}`]
    : [];
}

function bearing(text: string, label: string): number {
  if (label === text) return 1;
  return label.toLowerCase() === text.toLowerCase() ? 3 : 5;
}

function ambiguous(data: KnowledgeBaseData, name: string, bearers: string[], lang: Lang): AmbiguousError {
  const labels = bearers.map((iri): [string, string] => [
    iri,
    data.entities[iri]?.label[at(lang)] ?? curie(data.prefixes, iri),
  ]);
  const shown = labels.slice(0, 8).map(([iri, label]) => `${curie(data.prefixes, iri)} (${label})`);
  return new AmbiguousError(
    `'${name}' names ${bearers.length} entities: ${shown.join("; ")}; say which by its slug`,
    labels,
    name,
  );
}

function notFound(data: KnowledgeBaseData, name: string, lang: Lang): NotFoundError {
  const near = search(data, name, lang, 3).map((hit) => hit.label);
  const hint = near.length ? `did you mean ${near.map((n) => `'${n}'`).join(" or ")}?` : "try 'search'";
  return new NotFoundError(`no entity named '${name}'; ${hint}`, near, name);
}
