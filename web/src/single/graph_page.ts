/** The graph around an entity, as a list where nothing draws it; with ?all, of everything. */

import type { EvidenceRow, GraphEdge, GraphPart } from "../data/shapes";
import { hashOf, placeOf, withFields } from "./address";
import { el, fill } from "./dom";
import { inForm } from "./in_form";
import { resolve } from "./search";
import { field, thing, type View, word } from "./view";

export async function graphPage(view: View): Promise<string> {
  const asked = field(view, "entity");
  const form = view.main.querySelector('form[action="/graph"]');
  fill(form, "entity", inForm(view, asked));
  if (asked) return around(view, form, resolve(view.source.data, asked, view.lang));
  if (field(view, "all")) {
    keepOnly(view, form, graphSection(view, { "data-graph": "", "data-whole": "" }));
  }
  return "";
}

async function around(view: View, form: Element | null, iri: string): Promise<string> {
  const part = await view.source.neighbourhood(iri, view.lang);
  if (!view.isShown()) return "";
  const title = el("h1", {}, `${word(view, "graph of")} `, thing(view, iri, part.label));
  view.main.querySelector("h1")?.replaceWith(title);
  const list = el("ul", { class: "facts-list" }, ...part.edges.map((edge) => item(view, part, edge)));
  keepOnly(view, form, graphSection(view, { "data-graph": iri }, list));
  return `${part.label} – ${word(view, "graph")}`;
}

/** The form and the graph, without what the page shows where no entity is asked for. */
function keepOnly(view: View, form: Element | null, section: HTMLElement): void {
  const title = view.main.querySelector("h1");
  view.main.replaceChildren(...[title, form].filter((part) => part !== null), section);
}

function graphSection(view: View, attributes: Record<string, string>, ...content: Node[]): HTMLElement {
  const label = { class: "graph", "aria-label": word(view, "graph") };
  return el("section", label, el("div", attributes, ...content));
}

function item(view: View, part: GraphPart, edge: GraphEdge): Node {
  const label = (iri: string): string => part.nodes.find((node) => node.iri === iri)?.label ?? iri;
  const said = `${label(edge.source)} ${edge.words} ${label(edge.target)}`;
  const rows = part.evidence.filter((row) => edge.claims.includes(row.claim));
  const links = rows.map((row, i) =>
    el(
      "a",
      {
        class: "ref",
        href: quoteHref(view, row),
        "aria-label": `${word(view, "evidence")} ${i + 1}: ${said}`,
      },
      String(i + 1),
    ),
  );
  return el(
    "li",
    {},
    thing(view, edge.source, label(edge.source)),
    " ",
    el("em", {}, edge.words),
    " ",
    thing(view, edge.target, label(edge.target)),
    " ",
    ...links,
  );
}

function quoteHref(view: View, row: EvidenceRow): string {
  const place = placeOf(view.source.data.prefixes, row.source);
  return hashOf(withFields(place, { quote: `${row.start},${row.end}`, lang: view.lang, at: "quote" }));
}
