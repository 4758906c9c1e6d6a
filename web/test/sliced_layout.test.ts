import { MultiDirectedGraph } from "graphology";
import { expect, test } from "vitest";
import { SlicedLayout } from "../src/graph/sliced_layout";

/** A star of so many nodes on a spiral. */
function star(nodes: number): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  for (let at = 0; at < nodes; at++) {
    graph.addNode(at, { x: Math.sqrt(at) * Math.cos(at), y: Math.sqrt(at) * Math.sin(at), size: 2 });
    if (at > 0) graph.addEdge(0, at);
  }
  return graph;
}

const places = (graph: MultiDirectedGraph): [number, number][] =>
  graph.mapNodes((_, { x, y }) => [x, y] as [number, number]);

test("it goes on in slices, until the graph is laid out", () => {
  const graph = star(50);
  const waiting: (() => void)[] = [];
  new SlicedLayout(graph, (task) => waiting.push(task)).start();
  let slices = 1;
  let before = places(graph);
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    task();
    slices += 1;
    expect(places(graph)).not.toEqual(before);
    before = places(graph);
  }
  expect(slices).toBeGreaterThan(10);
});

test("a node that is put somewhere while the rest is laid out stays there", () => {
  const graph = star(50);
  const waiting: (() => void)[] = [];
  new SlicedLayout(graph, (task) => waiting.push(task)).start();
  waiting.shift()?.();
  graph.mergeNodeAttributes(7, { x: 400, y: -300, fixed: true });
  const before = places(graph);
  for (let task = waiting.shift(); task; task = waiting.shift()) task();
  const after = places(graph);
  expect(after[7]).toEqual([400, -300]);
  expect(after[8]).not.toEqual(before[8]);
});

test("to begin again while it runs makes it go on, not run twice", () => {
  const graph = star(10);
  const waiting: (() => void)[] = [];
  const layout = new SlicedLayout(graph, (task) => waiting.push(task));
  layout.start();
  layout.start();
  expect(waiting).toHaveLength(1);
});
