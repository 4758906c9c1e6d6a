import { expect, test } from "vitest";
import type { EvidenceRow, GraphPart } from "../src/data/shapes";
import { contextAfter, contextBefore } from "../src/graph/context_of_quotes";
import { GraphModel } from "../src/graph/model";
import { edgeKey, type GraphState } from "../src/graph/state";

function row(claim: string): EvidenceRow {
  const empty = { certainty: "stated", speaker: "", note: "", before: "", after: "" };
  return { claim, quote: `quote of ${claim}`, source: "s", start: 1, end: 2, ...empty };
}

function part(iri: string, ties: [string, string, string][], total = ties.length): GraphPart {
  const others = [...new Set([iri, ...ties.flatMap(([a, , b]) => [a, b])])];
  const days: Record<string, string> = { early: "2015-05-05", late: "2018-08-08" };
  return {
    iri,
    label: iri,
    nodes: others.map((other) => ({
      iri: other,
      label: other.toUpperCase(),
      type: "thing",
      earliest: days[other] ?? "",
      latest: days[other] ?? "",
    })),
    edges: ties.map(([source, term, target]) => ({
      source,
      target,
      term,
      words: term,
      claims: [`c-${target}`],
    })),
    relations: [{ term: "p", inverse: false, words: "p", total, shown: ties.length }],
    evidence: ties.map(([, , target]) => row(`c-${target}`)),
    words: { s: "The source" },
  };
}

function state(changes: Partial<GraphState> = {}): GraphState {
  return { open: ["a"], more: new Map(), without: new Set(), from: "", to: "", selected: "", ...changes };
}

test("surroundings that overlap are one graph", () => {
  const model = new GraphModel();
  model.add(part("a", [["a", "p", "b"]]));
  model.add(
    part("b", [
      ["a", "p", "b"],
      ["b", "p", "c"],
    ]),
  );
  const { nodes, edges } = model.shown(state({ open: ["a", "b"] }));
  expect(nodes.map((node) => node.iri).sort()).toEqual(["a", "b", "c"]);
  expect(edges).toHaveLength(2);
  const edge = model.edges.get(edgeKey("b", "p", "c"));
  expect(edge && model.evidence(edge).map((found) => found.quote)).toEqual(["quote of c-c"]);
  expect(model.label("s")).toBe("The source");
});

test("a relation that is left out takes along what it alone ties", () => {
  const model = new GraphModel();
  model.add(
    part("a", [
      ["a", "p", "b"],
      ["a", "q", "c"],
    ]),
  );
  const { nodes } = model.shown(state({ without: new Set(["q"]) }));
  expect(nodes.map((node) => node.iri).sort()).toEqual(["a", "b"]);
  expect(model.choices().map((choice) => choice.term)).toEqual(["p", "q"]);
});

test("a stretch of time leaves out what lies outside; what is open and what bears no date stays", () => {
  const model = new GraphModel();
  model.add(
    part("a", [
      ["a", "p", "early"],
      ["a", "p", "late"],
      ["a", "p", "undated"],
    ]),
  );
  const left = model.shown(state({ from: "2016", to: "2017" })).nodes.map((node) => node.iri);
  expect(left.sort()).toEqual(["a", "undated"]);
  const kept = model.shown(state({ open: ["a", "late"], to: "2017" })).nodes.map((node) => node.iri);
  expect(kept.sort()).toEqual(["a", "early", "late", "undated"]);
});

test("the next page of a relation replaces what was known of it, and nothing else", () => {
  const model = new GraphModel();
  model.add(part("a", [["a", "p", "b"]], 3));
  expect(model.unfinished("a")).toHaveLength(1);
  const next = part("a", [["a", "p", "c"]], 3);
  next.relations = [{ term: "p", inverse: false, words: "p", total: 3, shown: 3 }];
  model.add(next);
  expect(model.unfinished("a")).toEqual([]);
  expect(model.edges.size).toBe(2);
});

test("the context of a quote is cut between words, on its own line", () => {
  expect(contextBefore("a line\nand the ")).toBe("and the ");
  expect(contextBefore(`half ${"x".repeat(90)} `)).toBe(`… ${"x".repeat(90)} `);
  expect(contextAfter(" it ends.\nNext")).toBe(" it ends.");
  expect(contextAfter(` ${"y".repeat(90)} ha`)).toBe(` ${"y".repeat(90)} …`);
});
