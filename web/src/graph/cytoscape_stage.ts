/** Draws a graph with Cytoscape.js and lays it out with fCoSE. */
import cytoscape, {
  type Core,
  type ElementDefinition,
  type NodeSingular,
  type StylesheetJson,
} from "cytoscape";
import fcose from "cytoscape-fcose";
import type { Shown } from "./model";
import { calm, coloursOf, type Look, type Place, type Stage, type StageEvents, token } from "./stage";

cytoscape.use(fcose);
// Cytoscape.js writes a style element unless one of this id is there; the policy forbids it, and the style
// sheet of the page has its one rule.
const STYLE_ID = "__________cytoscape_stylesheet";
const LABELLED_EDGES = 60;
// What the reader has put somewhere stays there when the rest is laid out anew.
const HELD = "_held";
// At this zoom a label of 12 pixels has 9.
const LEGIBLE = 0.75;

export function cytoscapeStage(box: HTMLElement, events: StageEvents): Stage {
  if (!document.getElementById(STYLE_ID)) {
    const placeholder = document.createElement("meta");
    placeholder.id = STYLE_ID;
    document.head.append(placeholder);
  }
  return new CytoscapeStage(box, events);
}

class CytoscapeStage implements Stage {
  private readonly cy: Core;

  constructor(box: HTMLElement, events: StageEvents) {
    this.cy = cytoscape({ container: box, minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false, style: [] });
    this.cy.on("tap", "node, edge", (event) => events.chosen(event.target.data("of")));
    this.cy.on("tap", (event) => event.target === this.cy && events.chosen(""));
    this.cy.on("dbltap", "node", (event) => events.opened(event.target.id()));
    this.cy.on("dragfree", "node", (event) => event.target.scratch(HELD, true));
    this.cy.on("mouseover grab free", "node", ({ type }) => {
      box.dataset.pointer = type === "grab" ? "holding" : "over";
    });
    this.cy.on("mouseout", "node", () => {
      box.dataset.pointer = "";
    });
  }

  draw(shown: Shown, look: Look): void {
    const wanted = new Map(elements(shown, look).map((element) => [element.data.id ?? "", element]));
    this.cy.elements().forEach((element) => {
      if (!wanted.has(element.id())) element.remove();
    });
    const fresh = [...wanted.values()].filter((element) =>
      this.cy.getElementById(element.data.id ?? "").empty(),
    );
    const before = this.cy.nodes().length;
    const places = this.beginnings(fresh);
    this.cy.add(fresh.map((element) => ({ ...element, ...places.get(element.data.id ?? "") })));
    for (const element of wanted.values()) this.cy.getElementById(element.data.id ?? "").data(element.data);
    this.recolour(look);
    if (fresh.length > 0) this.lay(before === 0);
  }

  select(id: string): void {
    this.cy.elements().removeClass("chosen near far");
    if (!id) return;
    const chosen = this.cy.elements().filter((element) => element.data("of") === id);
    if (chosen.empty()) return;
    chosen.addClass("chosen");
    const near = chosen.closedNeighborhood().union(chosen.connectedNodes());
    near.addClass("near");
    this.cy.elements().difference(near).addClass("far");
  }

  places(): Place[] {
    return this.cy.nodes().map((node) => ({ id: node.id(), ...node.renderedPosition() }));
  }

  move(iri: string, right: number, down: number): void {
    const node = this.cy.getElementById(iri);
    if (node.empty()) return;
    const { x, y } = node.renderedPosition();
    node.renderedPosition({ x: x + right, y: y + down }).scratch(HELD, true);
    this.reveal(iri);
  }

  reveal(iri: string): void {
    const node = this.cy.getElementById(iri);
    const { x1, x2, y1, y2 } = this.cy.extent();
    const { x, y } = node.position();
    if (x < x1 || x > x2 || y < y1 || y > y2) this.cy.center(node);
  }

  fit(): void {
    this.cy.animate({ fit: { eles: this.cy.elements(), padding: 30 }, duration: calm() ? 0 : 250 });
  }

  zoom(factor: number): void {
    const centre = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: centre });
  }

  recolour(look: Look): void {
    const colour = coloursOf(look);
    this.cy.nodes().forEach((node) => {
      node.data("colour", colour(node.data("type")));
    });
    this.cy.style(styles(this.cy.edges().length <= LABELLED_EDGES));
  }

  /** New nodes begin beside one that they are tied to, the first ones on a circle: the same every time. */
  private beginnings(fresh: ElementDefinition[]): Map<string, { position: { x: number; y: number } }> {
    const places = new Map<string, { position: { x: number; y: number } }>();
    const edges = fresh.filter((element) => element.data.source);
    fresh
      .filter((element) => !element.data.source)
      .forEach((element, at, all) => {
        const id = element.data.id ?? "";
        const tie = edges.find((edge) => edge.data.source === id || edge.data.target === id);
        const other = tie?.data.source === id ? tie.data.target : tie?.data.source;
        const beside = this.cy.getElementById(other ?? "");
        const centre = beside.nonempty() ? (beside as NodeSingular).position() : { x: 0, y: 0 };
        const angle = (2 * Math.PI * at) / all.length;
        const far = beside.nonempty() ? 90 : 160;
        places.set(id, {
          position: { x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle) },
        });
      });
    return places;
  }

  /** Where fitting would make labels too small to read, as on a telephone, the middle is shown instead. */
  private legible(): void {
    const middle = this.cy.nodes("[open = 1]");
    if (this.cy.zoom() >= LEGIBLE || middle.empty() || this.cy.nodes().length > 60) return;
    this.cy.zoom(LEGIBLE);
    this.cy.center(middle);
  }

  private lay(first: boolean): void {
    const many = this.cy.nodes().length > 300;
    const held = this.cy.nodes().filter((node) => node.scratch(HELD) === true);
    const options = {
      name: "fcose",
      quality: "default",
      randomize: false,
      animate: !first && !many && !calm(),
      animationDuration: 400,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: 120,
      nodeRepulsion: 9000,
      nodeSeparation: 90,
      padding: 30,
      numIter: many ? 1000 : 2500,
      fixedNodeConstraint: held.map((node) => ({
        nodeId: node.id(),
        position: { ...(node as NodeSingular).position() },
      })),
    };
    const layout = this.cy.layout(options);
    // The layout knows nodes with their labels as boxes, and puts boxes, not nodes, where they were.
    held.lock();
    layout.one("layoutstop", () => held.unlock());
    if (first && !many) layout.one("layoutstop", () => this.legible());
    layout.run();
  }
}

function elements(shown: Shown, look: Look): ElementDefinition[] {
  const nodes = shown.nodes.map(({ iri, label, type }) => ({
    data: { id: iri, of: iri, label, type, open: look.open.has(iri) ? 1 : 0 },
  }));
  const edges = shown.edges.map(({ key, source, target, words }) => ({
    data: { id: `edge ${key}`, of: key, source, target, label: words },
  }));
  return [...nodes, ...edges];
}

function styles(labelled: boolean): StylesheetJson {
  const ink = token("ink");
  const sheet = token("sheet");
  const font = { "font-family": token("sans"), color: ink, "text-background-color": sheet } as const;
  return [
    {
      selector: "node",
      style: {
        ...font,
        label: "data(label)",
        width: 20,
        height: 20,
        "background-color": "data(colour)",
        "border-width": 2,
        "border-color": sheet,
        "font-size": 12,
        "text-wrap": "wrap",
        "text-max-width": "130px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-background-opacity": 0.8,
        "text-background-padding": "2px",
        "min-zoomed-font-size": 6,
      },
    },
    {
      selector: "node[open = 1]",
      style: { width: 32, height: 32, "font-weight": "bold", "font-size": 13, "text-max-width": "190px" },
    },
    {
      selector: "edge",
      style: {
        ...font,
        label: labelled ? "data(label)" : "",
        width: 1.5,
        "curve-style": "bezier",
        "line-color": token("edge"),
        "target-arrow-shape": "triangle",
        "target-arrow-color": token("edge"),
        "arrow-scale": 0.9,
        "font-size": 10,
        color: token("soft"),
        "text-rotation": "autorotate",
        "text-background-opacity": 1,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 8,
      },
    },
    { selector: ".far", style: { opacity: 0.5 } },
    { selector: "node.chosen", style: { "border-color": token("accent"), "border-width": 5 } },
    {
      selector: "edge.chosen",
      style: {
        label: "data(label)",
        width: 3.5,
        color: ink,
        "line-color": token("accent"),
        "target-arrow-color": token("accent"),
        "z-index": 2,
      },
    },
  ];
}
