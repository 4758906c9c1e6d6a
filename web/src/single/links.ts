/** The facts between entities, by the entities that they tie together. */
import type { EvidenceRow, Lang } from "../data/shapes";
import { at, curie, type FactRow, type KnowledgeBaseData } from "./data";

export class Links {
  private readonly byEntity = new Map<string, FactRow[]>();

  constructor(readonly data: KnowledgeBaseData) {
    for (const fact of data.facts) {
      this.add(fact[0], fact);
      if (fact[2] !== fact[0]) this.add(fact[2], fact);
    }
  }

  /** The facts that have an entity as subject or object. */
  of(entity: string): FactRow[] {
    return this.byEntity.get(entity) ?? [];
  }

  /** The other ends of an entity's facts. */
  neighbours(entity: string): Set<string> {
    return new Set(this.of(entity).map(([s, , o]) => (s === entity ? o : s)));
  }

  label(iri: string, lang: Lang): string {
    return this.data.entities[iri]?.label[at(lang)] ?? curie(this.data.prefixes, iri);
  }

  relation(term: string, inverse: boolean, lang: Lang): string {
    const words = this.data.relations[term];
    return words ? words[inverse ? "back" : "on"][at(lang)] : curie(this.data.prefixes, term);
  }

  /** The evidence of claims in reading order. */
  evidence(claims: Iterable<string>): EvidenceRow[] {
    const rows = [...new Set(claims)].flatMap((claim) => this.data.claims[claim] ?? []);
    return rows.sort(inReadingOrder);
  }

  /** IRI -> label of the sources and speakers of some evidence. */
  words(rows: EvidenceRow[], lang: Lang): Record<string, string> {
    const iris = rows.flatMap((row) => (row.speaker ? [row.source, row.speaker] : [row.source]));
    return Object.fromEntries([...new Set(iris)].sort().map((iri) => [iri, this.label(iri, lang)]));
  }

  private add(entity: string, fact: FactRow): void {
    const facts = this.byEntity.get(entity);
    if (facts) facts.push(fact);
    else this.byEntity.set(entity, [fact]);
  }
}

function inReadingOrder(a: EvidenceRow, b: EvidenceRow): number {
  const byText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return byText(a.source, b.source) || a.start - b.start || a.end - b.end || byText(a.claim, b.claim);
}
