/** The side panel: what the chosen entity is, or what the chosen edge says and which quotes say it. */
import { placeOf, quotePlace } from "../addresses";
import type { Context } from "../context";
import type { EvidenceRow, GraphNode, GraphRelation } from "../data/shapes";
import { button, make } from "../dom/make";
import { contextAfter, contextBefore } from "./context_of_quotes";
import { stretchOfDays } from "./days";
import type { GraphModel, KeyedEdge } from "./model";

export interface PanelEvents {
  open(iri: string): void;
  more(iri: string, relation: GraphRelation): void;
  choose(id: string): void;
}

/** Nothing is chosen: what can be, and what the graph is about. */
export function emptyPanel(context: Context, about?: HTMLElement): HTMLElement {
  return make("div", {}, about, make("p", { class: "quiet" }, context.say("pickSomething")));
}

/** An entity: its name, its page, a way to open it here, and what there is more of. */
export function nodePanel(
  node: GraphNode,
  open: boolean,
  model: GraphModel,
  context: Context,
  events: PanelEvents,
): HTMLElement {
  const { say } = context;
  const days = stretchOfDays(node.earliest, node.latest, context.lang);
  const more = model.unfinished(node.iri).map((relation) => {
    const number = (count: number): string => count.toLocaleString(context.lang);
    const count = `${number(relation.shown)} ${say("of")} ${number(relation.total)}`;
    const text = `${say("more")}: ${relation.words} (${count})`;
    return make(
      "li",
      {},
      button(text, () => events.more(node.iri, relation), { class: "minor" }),
    );
  });
  return make(
    "div",
    {},
    node.type ? make("p", { class: "type" }, node.type) : undefined,
    make("h3", {}, node.label),
    days ? make("p", { class: "quiet" }, days) : undefined,
    make(
      "p",
      { class: "actions" },
      make("a", { class: "button", href: context.to(placeOf(node.iri)) }, say("openPage")),
      open
        ? make("span", { class: "quiet" }, say("expanded"))
        : button(say("expand"), () => events.open(node.iri), { class: "minor" }),
    ),
    more.length > 0 && make("ul", { class: "more" }, ...more),
  );
}

/** An edge: its fact in words, and the quotes behind it. */
export function edgePanel(
  edge: KeyedEdge,
  model: GraphModel,
  context: Context,
  events: PanelEvents,
): HTMLElement {
  const rows = model.evidence(edge);
  const end = (iri: string): HTMLElement =>
    button(model.label(iri), () => events.choose(iri), { class: "plainly" });
  return make(
    "div",
    {},
    make(
      "h3",
      { class: "sentence" },
      end(edge.source),
      " ",
      make("em", {}, edge.words),
      " ",
      end(edge.target),
    ),
    ...rows.map((row) => quoted(row, model, context)),
    rows.length === 0 && make("p", { class: "unsure" }, context.say("noEvidence")),
  );
}

/** A quote in its context, with the link to where it is marked in its article. */
export function quoted(row: EvidenceRow, model: GraphModel, context: Context): HTMLElement {
  const { say, to } = context;
  const certainty = row.certainty;
  return make(
    "figure",
    { class: "quote" },
    make(
      "blockquote",
      { cite: row.source },
      make("span", { class: "context" }, contextBefore(row.before)),
      make("q", {}, row.quote),
      make("span", { class: "context" }, contextAfter(row.after)),
    ),
    make(
      "figcaption",
      { class: "where" },
      make("a", { href: to(quotePlace(row.source, row.start, row.end)) }, model.label(row.source)),
      make("span", { class: "position" }, `${say("characters")} ${row.start}–${row.end}`),
      row.speaker !== "" &&
        make(
          "span",
          {},
          `${say("saidBy")} `,
          make("a", { href: to(placeOf(row.speaker)) }, model.label(row.speaker)),
        ),
      certainty !== "stated" &&
        make("strong", { class: "unsure" }, isCertainty(certainty) ? say(certainty) : certainty),
    ),
    row.note !== "" && make("p", { class: "note" }, row.note),
  );
}

function isCertainty(text: string): text is "stated" | "headline" | "inferred" | "hedged" {
  return ["stated", "headline", "inferred", "hedged"].includes(text);
}
