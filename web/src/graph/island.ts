/** The neighbourhood graph of a page: what is loaded, chosen, filtered, and how the address says so. */
import "./graph.css";
import type { Context } from "../context";
import type { GraphNode, GraphRelation } from "../data/shapes";
import { button, make, newId } from "../dom/make";
import { Filters } from "./filters";
import { listenToKeys } from "./keys";
import { Legend } from "./legend";
import { LinkList } from "./list";
import { GraphModel } from "./model";
import { edgePanel, emptyPanel, nodePanel, type PanelEvents } from "./panel";
import { type Look, MOST_NODES, type Stage, type StageEvents } from "./stage";
import { type GraphState, moreKey, readState, writeState } from "./state";

/** Puts a graph into an element: around the entity of its `data-graph`, or with `data-whole` of everything. */
export function startGraph(home: HTMLElement, context: Context): Promise<void> {
  return new Island(home, context).start();
}

class Island {
  private readonly about: string;
  private readonly model = new GraphModel();
  private readonly state: GraphState;
  private readonly box: HTMLElement;
  private readonly panel = make("aside", { class: "graph-panel" });
  private readonly status = make("p", { class: "graph-status", role: "status" });
  private readonly legend: Legend;
  private readonly filters: Filters;
  private readonly list: LinkList;
  private readonly loaded = new Set<string>();
  private stage: Stage | undefined;
  private total = 0;

  constructor(
    private readonly home: HTMLElement,
    private readonly context: Context,
  ) {
    const { say } = context;
    this.about = home.dataset.graph ?? "";
    this.state = readState(context.fields(), this.about);
    this.legend = new Legend(say("otherTypes"));
    this.filters = new Filters(this.state, context, () => this.changed());
    this.list = new LinkList(context, this.events);
    const help = newId("graph-help");
    this.box = make("div", {
      class: "graph-box",
      tabindex: 0,
      role: "application",
      "aria-label": say("graph"),
      "aria-describedby": help,
    });
    listenToKeys(
      this.box,
      () => this.stage,
      () => this.state.selected,
      this.events,
    );
    this.panel.setAttribute("aria-label", say("evidence"));
    this.panel.setAttribute("tabindex", "-1");
    home.replaceChildren(
      make(
        "div",
        { class: "graph-body" },
        make("div", { class: "graph-stage" }, this.box, this.tools(), this.legend.element),
        this.panel,
      ),
      this.status,
      make("p", { class: "hint", id: help }, say("graphHelp")),
      this.filters.element,
      this.list.element,
    );
  }

  async start(): Promise<void> {
    this.home.classList.add("started");
    if (this.home.dataset.whole !== undefined) await this.loadWhole();
    for (const iri of [...this.state.open]) await this.load(iri);
    for (const [key, shown] of this.state.more) await this.bring(key, shown);
    await this.draw();
    await this.choose(this.state.selected, false);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      this.stage?.recolour(this.look()),
    );
  }

  private readonly events: PanelEvents & StageEvents = {
    open: (iri) => void this.open(iri),
    opened: (iri) => void this.open(iri),
    chosen: (id) => void this.choose(id, false),
    choose: (id) => void this.choose(id, true),
    more: (iri, relation) => void this.more(iri, relation),
  };

  private tools(): HTMLElement {
    const { say } = this.context;
    const tool = (sign: string, name: string, does: () => void): HTMLElement =>
      button(sign, does, { "aria-label": name, title: name });
    return make(
      "div",
      { class: "graph-tools" },
      tool("+", say("nearer"), () => this.stage?.zoom(1.3)),
      tool("−", say("farther"), () => this.stage?.zoom(1 / 1.3)),
      tool("⤢", say("fit"), () => this.stage?.fit()),
    );
  }

  private async open(iri: string): Promise<void> {
    if (!this.state.open.includes(iri)) this.state.open.push(iri);
    await this.load(iri);
    this.changed();
    await this.choose(iri, false);
  }

  private async more(iri: string, relation: GraphRelation): Promise<void> {
    const key = moreKey(iri, relation.term, relation.inverse);
    await this.bring(key, relation.shown + 1);
    this.state.more.set(key, this.model.relation(key)?.shown ?? relation.shown);
    this.changed();
    await this.choose(iri, true);
  }

  /** Brings pages of a relation until so many of its facts are shown, or all. */
  private async bring(key: string, wanted: number): Promise<void> {
    const { source, lang } = this.context;
    const [iri = ""] = key.split(" ");
    await this.guarded(async () => {
      let relation = this.model.relation(key);
      while (relation && relation.shown < Math.min(wanted, relation.total)) {
        const { term, inverse, shown } = relation;
        this.model.add(await source.neighbourhood(iri, lang, { term, inverse, offset: shown }));
        relation = this.model.relation(key);
        if (relation?.shown === shown) break;
      }
    });
  }

  private async load(iri: string): Promise<void> {
    if (this.loaded.has(iri)) return;
    const { source, lang } = this.context;
    await this.guarded(async () => {
      this.model.add(await source.neighbourhood(iri, lang));
      this.loaded.add(iri);
    });
  }

  private async loadWhole(): Promise<void> {
    await this.guarded(async () => {
      const graph = await this.context.source.wholeGraph(this.context.lang);
      this.model.addWhole(graph);
      this.total = graph.total;
    });
  }

  /** Says what is going on, and what went wrong. */
  private async guarded(task: () => Promise<void>): Promise<void> {
    const { say } = this.context;
    this.status.textContent = say("loading");
    try {
      await task();
      this.status.textContent = "";
    } catch (error) {
      this.status.textContent = `${say("failed")} ${error instanceof Error ? error.message : ""}`;
    }
  }

  private changed(): void {
    this.remember();
    void this.draw();
  }

  private remember(): void {
    this.context.remember(writeState(this.context.fields(), this.state, this.about));
  }

  private async draw(): Promise<void> {
    const shown = this.model.shown(this.state);
    this.legend.update(shown.nodes);
    this.filters.update(this.model);
    this.list.update(shown, this.model, new Set(this.state.open));
    this.stage ??= await stageFor(shown.nodes.length, this.box, this.events);
    this.stage.draw(shown, this.look());
    this.stage.select(this.state.selected);
    if (!this.status.textContent?.startsWith(this.context.say("failed")))
      this.count(shown.nodes.length, shown.edges.length);
  }

  private count(nodes: number, edges: number): void {
    const { say, lang } = this.context;
    const number = (count: number): string => count.toLocaleString(lang);
    const said = [
      `${number(nodes)} ${say(nodes === 1 ? "thing" : "things")}`,
      `${number(edges)} ${say(edges === 1 ? "link" : "links")}`,
    ];
    if (this.total > this.model.edges.size) said.push(`${say("of")} ${number(this.total)}. ${say("notAll")}`);
    this.status.textContent = said.slice(0, 2).join(", ") + (said[2] ? ` ${said[2]}` : "");
  }

  private look(): Look {
    return { open: new Set(this.state.open), colour: (type) => this.legend.colour(type) };
  }

  /** Shows an entity or an edge in the panel; `follow` moves the focus there, for those who use keys. */
  private async choose(id: string, follow: boolean): Promise<void> {
    const edge = this.model.edges.get(id);
    const node = this.model.nodes.get(id);
    const known = (edge ?? node) ? id : "";
    if (known !== this.state.selected) {
      this.state.selected = known;
      this.remember();
    }
    this.stage?.select(known);
    if (edge && edge.claims.length === 0) await this.loadEvidence(id);
    const shown = this.model.edges.get(id);
    this.panel.replaceChildren(
      shown ? edgePanel(shown, this.model, this.context, this.events) : this.nodeOrNothing(node),
    );
    if (follow) this.panel.focus();
    if (node) this.status.textContent = `${node.label}${node.type ? `, ${node.type}` : ""}`;
    if (shown) {
      const label = (iri: string): string => this.model.label(iri);
      this.status.textContent = `${label(shown.source)} ${shown.words} ${label(shown.target)}`;
    }
  }

  private nodeOrNothing(node: GraphNode | undefined): HTMLElement {
    const about = node ?? this.model.nodes.get(this.about);
    if (!about) return emptyPanel(this.context);
    const open = this.state.open.includes(about.iri);
    const shown = nodePanel(about, open, this.model, this.context, this.events);
    return node ? shown : emptyPanel(this.context, shown);
  }

  private async loadEvidence(key: string): Promise<void> {
    const edge = this.model.edges.get(key);
    if (!edge) return;
    const { source, lang } = this.context;
    await this.guarded(async () => {
      const report = await source.evidence(edge.source, edge.term, edge.target, lang);
      const rows = report.proofs.flatMap((proof) => proof.evidence);
      this.model.addEvidence(key, rows, report.words);
    });
  }
}

async function stageFor(nodes: number, box: HTMLElement, events: StageEvents): Promise<Stage> {
  if (nodes > MOST_NODES) return (await import("./sigma_stage")).sigmaStage(box, events);
  return (await import("./cytoscape_stage")).cytoscapeStage(box, events);
}
