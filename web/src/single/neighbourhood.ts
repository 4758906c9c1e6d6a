/** The parts of the graph that are drawn. */
import type {
  EvidenceReport,
  GraphEdge,
  GraphNode,
  GraphPage,
  GraphPart,
  Lang,
  WholeGraph,
} from "../data/shapes";
import { at, type FactRow } from "./data";
import type { Links } from "./links";

const MOST_EDGES = 5000;

/** Everything that an entity is tied to; a page of one relation is what lies behind its offset. */
export function neighbourhood(links: Links, entity: string, lang: Lang, page?: GraphPage): GraphPart {
  const all = links.of(entity);
  const facts = page ? all.filter((fact) => isOf(page, fact, entity)).slice(page.offset) : all;
  const evidence = links.evidence(facts.flatMap((fact) => fact[3]));
  const ends = new Set([entity, ...facts.flatMap(([s, , o]) => [s, o])]);
  return {
    iri: entity,
    label: links.label(entity, lang),
    nodes: [...ends].map((iri) => node(links, iri, lang)),
    edges: facts.map((fact) => edge(links, fact, lang)),
    relations: relations(links, entity, all, lang),
    evidence,
    words: links.words(evidence, lang),
  };
}

/** All facts between entities, cut where a screen can bear no more. */
export function wholeGraph(links: Links, lang: Lang): WholeGraph {
  const facts = links.data.facts.slice(0, MOST_EDGES);
  const ends = new Set(facts.flatMap(([s, , o]) => [s, o]));
  return {
    nodes: [...ends].map((iri) => node(links, iri, lang)),
    edges: facts.map((fact) => edge(links, fact, lang)),
    total: links.data.facts.length,
  };
}

/** The evidence of one fact between two entities. */
export function evidenceOf(
  links: Links,
  subject: string,
  term: string,
  object: string,
  lang: Lang,
): EvidenceReport {
  const facts = links.of(subject).filter(([s, t, o]) => s === subject && t === term && o === object);
  const proofs = facts.map(([, , , claims]) => ({
    fact: { subject, term, object, claims },
    subject: links.label(subject, lang),
    relation: links.relation(term, false, lang),
    object: links.label(object, lang),
    evidence: links.evidence(claims),
  }));
  return {
    proofs,
    words: links.words(
      proofs.flatMap((proof) => proof.evidence),
      lang,
    ),
  };
}

function isOf(page: GraphPage, [subject, term, object]: FactRow, entity: string): boolean {
  return term === page.term && (page.inverse ? object : subject) === entity;
}

function node(links: Links, iri: string, lang: Lang): GraphNode {
  const entity = links.data.entities[iri];
  return {
    iri,
    label: links.label(iri, lang),
    type: entity?.type[at(lang)] ?? "",
    earliest: entity?.days[0] ?? "",
    latest: entity?.days[1] ?? "",
  };
}

function edge(links: Links, [source, term, target, claims]: FactRow, lang: Lang): GraphEdge {
  return { source, target, term, words: links.relation(term, false, lang), claims };
}

function relations(links: Links, entity: string, facts: FactRow[], lang: Lang): GraphPart["relations"] {
  const counts = new Map<string, { term: string; inverse: boolean; total: number }>();
  for (const [subject, term] of facts) {
    const inverse = subject !== entity;
    const counted = counts.get(`${inverse} ${term}`);
    if (counted) counted.total++;
    else counts.set(`${inverse} ${term}`, { term, inverse, total: 1 });
  }
  return [...counts.values()].map(({ term, inverse, total }) => ({
    term,
    inverse,
    words: links.relation(term, inverse, lang),
    total,
    shown: total,
  }));
}
