/** The part of the graph that has been loaded, and what of it the filters let through. */
import type { EvidenceRow, GraphEdge, GraphNode, GraphPart, GraphRelation, WholeGraph } from "../data/shapes";
import { edgeKey, type GraphState, moreKey, within } from "./state";

export interface KeyedEdge extends GraphEdge {
  key: string;
}

export interface Shown {
  nodes: GraphNode[];
  edges: KeyedEdge[];
}

/** A relation as the filter offers it. */
export interface Choice {
  term: string;
  words: string;
  count: number;
}

export class GraphModel {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges = new Map<string, KeyedEdge>();
  readonly relations = new Map<string, GraphRelation[]>();
  private readonly claims = new Map<string, EvidenceRow>();
  private readonly words = new Map<string, string>();

  /** Takes in the surroundings of an entity, or a further page of one of its relations. */
  add(part: GraphPart): void {
    this.addWhole({ nodes: part.nodes, edges: part.edges });
    for (const row of part.evidence) this.claims.set(row.claim, row);
    for (const [iri, word] of Object.entries(part.words)) this.words.set(iri, word);
    const known = this.relations.get(part.iri) ?? [];
    const fresh = new Map(part.relations.map((relation) => [way(relation), relation]));
    const kept = known.filter((relation) => !fresh.has(way(relation)));
    this.relations.set(part.iri, [...kept, ...fresh.values()]);
  }

  /** Takes in nodes and edges without their evidence. */
  addWhole(graph: Pick<WholeGraph, "nodes" | "edges">): void {
    for (const node of graph.nodes) this.nodes.set(node.iri, node);
    for (const edge of graph.edges) {
      const key = edgeKey(edge.source, edge.term, edge.target);
      this.edges.set(key, { ...edge, key });
    }
  }

  /** Takes in evidence for edges that came without. */
  addEvidence(key: string, rows: EvidenceRow[], words: Record<string, string>): void {
    const edge = this.edges.get(key);
    for (const row of rows) this.claims.set(row.claim, row);
    for (const [iri, word] of Object.entries(words)) this.words.set(iri, word);
    if (edge) edge.claims = rows.map((row) => row.claim);
  }

  label(iri: string): string {
    return this.nodes.get(iri)?.label ?? this.words.get(iri) ?? iri;
  }

  evidence(edge: GraphEdge): EvidenceRow[] {
    return edge.claims.flatMap((claim) => this.claims.get(claim) ?? []);
  }

  /** A relation of an entity by its `moreKey`. */
  relation(key: string): GraphRelation | undefined {
    const [iri = ""] = key.split(" ");
    const known = this.relations.get(iri) ?? [];
    return known.find(({ term, inverse }) => moreKey(iri, term, inverse) === key);
  }

  /** The relations of an entity of which not all facts have come. */
  unfinished(iri: string): GraphRelation[] {
    return (this.relations.get(iri) ?? []).filter((relation) => relation.shown < relation.total);
  }

  /** All relations that occur, the most frequent first. */
  choices(): Choice[] {
    const counts = new Map<string, Choice>();
    for (const { term, words } of this.edges.values()) {
      const choice = counts.get(term) ?? { term, words, count: 0 };
      choice.count += 1;
      counts.set(term, choice);
    }
    return [...counts.values()].sort((a, b) => b.count - a.count || a.words.localeCompare(b.words));
  }

  /**
   * What a state lets through: edges of the relations that are not left out, between entities that can lie
   * in its stretch of time; and the entities that such an edge ties to something, or that are open.
   */
  shown(state: GraphState): Shown {
    const inTime = (iri: string): boolean => {
      const node = this.nodes.get(iri);
      return node !== undefined && within(node.earliest, node.latest, state.from, state.to);
    };
    const open = new Set(state.open);
    const stays = (iri: string): boolean => open.has(iri) || inTime(iri);
    const edges = [...this.edges.values()].filter(
      (edge) => !state.without.has(edge.term) && stays(edge.source) && stays(edge.target),
    );
    const tied = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    const nodes = [...this.nodes.values()].filter((node) => tied.has(node.iri) || open.has(node.iri));
    return { nodes, edges };
  }
}

function way(relation: GraphRelation): string {
  return `${relation.inverse ? "<" : ">"}${relation.term}`;
}
