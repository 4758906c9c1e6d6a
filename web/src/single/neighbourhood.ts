/** The parts of the graph that are drawn. */
import type {
  EvidenceReport,
  GraphEdge,
  GraphNode,
  GraphPage,
  GraphPart,
  GraphRelation,
  Lang,
  WholeGraph,
} from "../data/shapes";
import { at, type FactRow } from "./data";
import { compare } from "./fold";
import type { Links } from "./links";

const MOST_EDGES = 20_000;
// As smartcity_kb.views.surroundings: of an entity with more pairs of a fact and a claim, a page of each relation.
const MOST_ROWS = 200;
const FIRST = 20;
const NEXT = 50;

/** What an entity is tied to, of a hub the first of each relation; with `page`, the next of one relation. */
export function neighbourhood(links: Links, entity: string, lang: Lang, page?: GraphPage): GraphPart {
  const all = links.of(entity);
  const groups = [...grouped(entity, all)].filter(([key]) => !page || key === keyOf(page.term, page.inverse));
  const isHub = all.reduce((pairs, fact) => pairs + fact[3].length, 0) > MOST_ROWS;
  const [start, most] = page ? [page.offset, NEXT] : [0, isHub ? FIRST : all.length];
  const given = new Set(groups.flatMap(([, facts]) => facts.slice(start, start + most)));
  const facts = all.filter((fact) => given.has(fact));
  const evidence = links.evidence(facts.flatMap((fact) => fact[3]));
  const ends = new Set([entity, ...facts.flatMap(([s, , o]) => [s, o])]);
  return {
    iri: entity,
    label: links.label(entity, lang),
    nodes: [...ends].sort(compare).map((iri) => node(links, iri, lang)),
    edges: facts.map((fact) => edge(links, fact, lang)),
    relations: groups.map(([, of]) => relation(links, entity, of, start + most, lang)).sort(inOrder),
    evidence,
    words: links.words(evidence, lang),
  };
}

/** All facts between entities, cut where a screen can bear no more. */
export function wholeGraph(links: Links, lang: Lang): WholeGraph {
  const facts = links.data.facts.slice(0, MOST_EDGES);
  const ends = new Set(facts.flatMap(([s, , o]) => [s, o]));
  return {
    nodes: [...ends].sort(compare).map((iri) => node(links, iri, lang)),
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

/** The facts around an entity by their relation, read on or backwards from it. */
function grouped(entity: string, facts: FactRow[]): Map<string, FactRow[]> {
  const groups = new Map<string, FactRow[]>();
  for (const fact of facts) {
    const key = keyOf(fact[1], fact[0] !== entity);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return groups;
}

const keyOf = (term: string, inverse: boolean): string => `${inverse} ${term}`;

function relation(links: Links, entity: string, facts: FactRow[], upTo: number, lang: Lang): GraphRelation {
  const [subject, term] = facts[0] ?? ["", ""];
  const inverse = subject !== entity;
  const shown = Math.min(facts.length, upTo);
  return { term, inverse, words: links.relation(term, inverse, lang), total: facts.length, shown };
}

function inOrder(a: GraphRelation, b: GraphRelation): number {
  return Number(a.inverse) - Number(b.inverse) || compare(a.words, b.words) || compare(a.term, b.term);
}
