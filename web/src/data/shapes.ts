/** The shapes of the JSON that the explorer reads; documented in docs/json.md and docs/serving.md. */

export type Lang = "vi" | "en";

/** An entity that a search found; `score` is 0 to 100. */
export interface Hit {
  iri: string;
  label: string;
  type: string;
  matched: string;
  score: number;
}

/** What stands behind a claim: its quote and where it stands, in code points of the source's text. */
export interface EvidenceRow {
  claim: string;
  quote: string;
  source: string;
  start: number;
  end: number;
  certainty: string;
  speaker: string;
  note: string;
  before: string;
  after: string;
}

/** An entity of the graph; the dates are its first and last day (YYYY-MM-DD), empty where it has none. */
export interface GraphNode {
  iri: string;
  label: string;
  type: string;
  earliest: string;
  latest: string;
}

/** A fact between two entities. `claims` state it; the first of a hub's many. */
export interface GraphEdge {
  source: string;
  target: string;
  term: string;
  words: string;
  claims: string[];
}

/** How much of a relation of the entity asked about there is: `total` facts, `shown` of them given so far. */
export interface GraphRelation {
  term: string;
  inverse: boolean;
  words: string;
  total: number;
  shown: number;
}

/** The surroundings of one entity: a page of them where it has very many. */
export interface GraphPart {
  iri: string;
  label: string;
  nodes: GraphNode[];
  edges: GraphEdge[];
  relations: GraphRelation[];
  evidence: EvidenceRow[];
  /** IRI -> label of the sources and speakers of the evidence. */
  words: Record<string, string>;
}

/** All facts between entities, without their evidence; `total` counts also those that are left out. */
export interface WholeGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  total: number;
}

/** The next page of one relation of an entity. */
export interface GraphPage {
  term: string;
  inverse: boolean;
  offset: number;
}

export interface Hop {
  fact: { subject: string; term: string; object: unknown; claims: string[] };
  inverse: boolean;
  subject: string;
  relation: string;
  object: string;
  evidence: EvidenceRow[];
}

export interface PathReport {
  start: string;
  end: string;
  paths: { hops: Hop[] }[];
  truncated: boolean;
  words: Record<string, string>;
}

/** The evidence for one fact. */
export interface EvidenceReport {
  proofs: {
    fact: { subject: string; term: string; object: unknown; claims: string[] };
    subject: string;
    relation: string;
    object: string;
    evidence: EvidenceRow[];
  }[];
  words: Record<string, string>;
}

/** The answer to a query as it came: its media type without parameters, and its text. */
export interface QueryAnswer {
  type: string;
  text: string;
}
