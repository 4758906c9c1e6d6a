/** Draws graphs of thousands of nodes with Sigma.js (WebGL) and lays them out with ForceAtlas2. */
import { MultiDirectedGraph } from "graphology";
import type { Attributes } from "graphology-types";
import Sigma from "sigma";
import type { Shown } from "./model";
import { Drag, place } from "./sigma_drag";
import { drawNamed } from "./sigma_label";
import { SlicedLayout } from "./sliced_layout";
import { calm, coloursOf, type Look, type Place, type Stage, type StageEvents, token } from "./stage";

export function sigmaStage(box: HTMLElement, events: StageEvents): Stage {
  return new SigmaStage(box, events);
}

class SigmaStage implements Stage {
  private readonly graph = new MultiDirectedGraph();
  private readonly layout = new SlicedLayout(this.graph);
  private readonly sigma: Sigma;
  private chosen = "";
  /** The chosen entity or the ends of the chosen edge, and what they are tied to. */
  private near = new Set<string>();
  private colours = { accent: "", edge: "", faded: "" };

  constructor(box: HTMLElement, events: StageEvents) {
    this.sigma = new Sigma(this.graph, box, {
      enableEdgeEvents: true,
      defaultEdgeType: "arrow",
      labelRenderedSizeThreshold: 7,
      labelFont: token("sans"),
      minEdgeThickness: 1,
      zIndex: true,
      defaultDrawNodeHover: drawNamed,
      nodeReducer: (node, data) => this.nodeLook(node, data),
      edgeReducer: (edge, data) => this.edgeLook(edge, data),
    });
    this.listen(events);
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
      const beginning = this.graph.hasNode(iri) ? {} : { x: far * Math.cos(angle), y: far * Math.sin(angle) };
      this.graph.mergeNode(iri, { label, type: "circle", kind: type, ...beginning });
    });
    for (const { key, source, target, words } of shown.edges) {
      if (!this.graph.hasEdge(key)) this.graph.addEdgeWithKey(key, source, target, { label: words });
    }
    const size = (node: string): number => 2 + Math.min(14, Math.sqrt(this.graph.degree(node)));
    // Without a hint of what has changed: with one, Sigma.js wants to repaint nodes that it has not painted yet.
    this.graph.updateEachNodeAttributes((node, data) => ({ ...data, size: size(node) }));
    this.recolour(look);
    if (this.graph.order > before) this.layout.start();
    this.neighbours();
  }

  select(id: string): void {
    this.chosen = id;
    this.neighbours();
    this.sigma.refresh({ skipIndexation: true });
  }

  places(): Place[] {
    return this.graph.mapNodes((id, { x, y }) => ({ id, ...this.sigma.graphToViewport({ x, y }) }));
  }

  move(iri: string, right: number, down: number): void {
    if (!this.graph.hasNode(iri)) return;
    const seen = this.seen(iri);
    place(this.sigma, this.graph, iri, { x: seen.x + right, y: seen.y + down });
    this.reveal(iri);
  }

  reveal(iri: string): void {
    const { x, y } = this.seen(iri);
    const { width, height } = this.sigma.getDimensions();
    if (x > 0 && x < width && y > 0 && y < height) return;
    const middle = this.sigma.viewportToFramedGraph({ x, y });
    void this.sigma.getCamera().animate(middle, { duration: calm() ? 1 : 150 });
  }

  fit(): void {
    this.sigma.setCustomBBox(null).refresh();
    void this.sigma.getCamera().animatedReset({ duration: calm() ? 1 : 250 });
  }

  zoom(factor: number): void {
    void this.sigma.getCamera().animatedZoom({ factor, duration: calm() ? 1 : 150 });
  }

  recolour(look: Look): void {
    const colour = coloursOf(look);
    this.colours = { accent: token("accent"), edge: token("edge"), faded: token("line-strong") };
    this.graph.updateEachNodeAttributes((_, data) => ({ ...data, color: colour(data.kind) }));
    this.sigma.setSetting("labelColor", { color: token("ink") });
    this.sigma.setSetting("defaultEdgeColor", token("line"));
  }

  private listen(events: StageEvents): void {
    const drag = new Drag(this.sigma, this.graph);
    const clicked = (id: string): void => {
      if (!drag.hasMoved) events.chosen(id);
    };
    this.sigma.on("clickNode", ({ node }) => clicked(node));
    this.sigma.on("clickEdge", ({ edge }) => clicked(edge));
    this.sigma.on("clickStage", () => clicked(""));
    this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      if (!drag.hasMoved) events.opened(node);
    });
    // Elsewhere two clicks are two clicks; Sigma.js would zoom, and counts the end of a drag as the first.
    this.sigma.on("doubleClickEdge", ({ edge, preventSigmaDefault }) => {
      preventSigmaDefault();
      clicked(edge);
    });
    this.sigma.on("doubleClickStage", ({ preventSigmaDefault }) => {
      preventSigmaDefault();
      clicked("");
    });
  }

  private seen(node: string): { x: number; y: number } {
    const { x, y } = this.graph.getNodeAttributes(node);
    return this.sigma.graphToViewport({ x, y });
  }

  private neighbours(): void {
    const { graph, chosen } = this;
    const ends = graph.hasEdge(chosen) ? graph.extremities(chosen) : graph.hasNode(chosen) ? [chosen] : [];
    const tied = graph.hasNode(chosen) ? graph.neighbors(chosen) : [];
    this.near = new Set([...ends, ...tied]);
  }

  private nodeLook(node: string, data: Attributes): Attributes {
    if (node === this.chosen) return { ...data, highlighted: true, zIndex: 2 };
    if (this.near.size === 0) return data;
    return this.near.has(node) ? { ...data, zIndex: 1 } : { ...data, label: null, color: this.colours.faded };
  }

  private edgeLook(edge: string, data: Attributes): Attributes {
    if (edge === this.chosen) return { ...data, color: this.colours.accent, size: 3, zIndex: 2 };
    if (this.near.size === 0 || !this.graph.hasExtremity(edge, this.chosen)) return data;
    return { ...data, color: this.colours.edge, zIndex: 1 };
  }
}
