/** Draws graphs of thousands of nodes with Sigma.js (WebGL) and lays them out with ForceAtlas2. */
import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import type { Shown } from "./model";
import { calm, coloursOf, type Look, type Stage, type StageEvents, token } from "./stage";

// The layout goes on in slices, so that the page stays alive; about what a reader waits for gladly.
const SLICE = 4;
const SLICES = 60;

export function sigmaStage(box: HTMLElement, events: StageEvents): Stage {
  return new SigmaStage(box, events);
}

class SigmaStage implements Stage {
  private readonly graph = new MultiDirectedGraph();
  private readonly sigma: Sigma;
  private chosen = "";
  private left = 0;

  constructor(box: HTMLElement, events: StageEvents) {
    this.sigma = new Sigma(this.graph, box, {
      enableEdgeEvents: true,
      defaultEdgeType: "arrow",
      labelRenderedSizeThreshold: 7,
      labelFont: token("sans"),
      minEdgeThickness: 1,
      nodeReducer: (node, data) => (node === this.chosen ? { ...data, highlighted: true, zIndex: 1 } : data),
      edgeReducer: (edge, data) =>
        edge === this.chosen ? { ...data, color: token("accent"), size: 3 } : data,
    });
    this.sigma.on("clickNode", ({ node }) => events.chosen(node));
    this.sigma.on("clickEdge", ({ edge }) => events.chosen(edge));
    this.sigma.on("clickStage", () => events.chosen(""));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      events.opened(node);
    });
  }

  draw(shown: Shown, look: Look): void {
    const nodes = new Set(shown.nodes.map(({ iri }) => iri));
    const edges = new Set(shown.edges.map(({ key }) => key));
    for (const edge of this.graph.edges()) if (!edges.has(edge)) this.graph.dropEdge(edge);
    for (const node of this.graph.nodes()) if (!nodes.has(node)) this.graph.dropNode(node);
    const before = this.graph.order;
    shown.nodes.forEach(({ iri, label, type }, at) => {
      // A sunflower's spiral: spread evenly, and the same every time.
      const [angle, far] = [at * 2.399963, Math.sqrt(at)];
      const place = this.graph.hasNode(iri) ? {} : { x: far * Math.cos(angle), y: far * Math.sin(angle) };
      this.graph.mergeNode(iri, { label, type: "circle", kind: type, ...place });
    });
    for (const { key, source, target, words } of shown.edges) {
      if (!this.graph.hasEdge(key)) this.graph.addEdgeWithKey(key, source, target, { label: words });
    }
    const size = (node: string): number => 2 + Math.min(14, Math.sqrt(this.graph.degree(node)));
    this.graph.updateEachNodeAttributes((node, data) => ({ ...data, size: size(node) }), {
      attributes: ["size"],
    });
    this.recolour(look);
    if (this.graph.order > before) this.lay();
  }

  select(id: string): void {
    this.chosen = id;
    this.sigma.refresh({ skipIndexation: true });
  }

  fit(): void {
    void this.sigma.getCamera().animatedReset({ duration: calm() ? 1 : 250 });
  }

  zoom(factor: number): void {
    void this.sigma.getCamera().animatedZoom({ factor, duration: calm() ? 1 : 150 });
  }

  recolour(look: Look): void {
    const colour = coloursOf(look);
    this.graph.updateEachNodeAttributes((_, data) => ({ ...data, color: colour(data.kind) }), {
      attributes: ["color"],
    });
    this.sigma.setSetting("labelColor", { color: token("ink") });
    this.sigma.setSetting("defaultEdgeColor", token("line"));
  }

  private lay(): void {
    const running = this.left > 0;
    this.left = SLICES;
    if (!running) this.slice(forceAtlas2.inferSettings(this.graph));
  }

  private slice(settings: ReturnType<typeof forceAtlas2.inferSettings>): void {
    forceAtlas2.assign(this.graph, { iterations: SLICE, settings: { ...settings, barnesHutOptimize: true } });
    this.left -= 1;
    if (this.left > 0) requestAnimationFrame(() => this.slice(settings));
  }
}
