/** The answer to a query as the server's pages show it, with links to download it. */
import type { QueryAnswer } from "../data/shapes";
import { curie } from "./data";
import { el } from "./dom";
import type { Progress } from "./engine/engine";
import { thing, type View, word } from "./view";

const MOST_ROWS = 1000;
const ROWS = "application/sparql-results+json";

interface Term {
  type: string;
  value: string;
  "xml:lang"?: string;
}

interface Answer {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

/** Ask a query and make the section that shows its results. */
export async function results(
  view: View,
  text: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<HTMLElement> {
  const answer = await view.source.query(text, `${ROWS}, text/turtle`, signal, progress);
  const shown = answer.type === ROWS ? rows(view, JSON.parse(answer.text) as Answer) : graph(view, answer);
  return el("section", { class: "results", "aria-label": word(view, "rows") }, ...shown);
}

function rows(view: View, answer: Answer): Node[] {
  if (answer.boolean !== undefined) {
    return [el("p", { class: "answer" }, word(view, answer.boolean ? "yes" : "no"))];
  }
  const bindings = answer.results?.bindings ?? [];
  if (!bindings.length) return [el("p", {}, word(view, "no rows"))];
  const shown = bindings.slice(0, MOST_ROWS);
  const cut = bindings.length > MOST_ROWS ? ` · ${word(view, "cut rows")}` : "";
  const count = `${shown.length} ${word(view, shown.length === 1 ? "row" : "rows")}${cut}`;
  const region = { class: "wide", tabindex: "0", role: "region", "aria-label": word(view, "rows") };
  return [
    el("p", { class: "count" }, count),
    el("div", region, table(view, answer.head.vars ?? [], shown)),
    downloads(view, ["csv", "tsv", "json", "xml"]),
  ];
}

function table(view: View, columns: string[], bindings: Record<string, Term>[]): Node {
  const head = columns.map((column) => el("th", { scope: "col" }, column));
  const body = bindings.map((row) => el("tr", {}, ...columns.map((column) => cell(view, row[column]))));
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
}

function cell(view: View, term: Term | undefined): Node {
  if (!term) return el("td");
  if (term.type !== "uri") return el("td", { lang: term["xml:lang"] }, term.value);
  return el("td", {}, thing(view, term.value, curie(view.source.data.prefixes, term.value)));
}

function graph(view: View, answer: QueryAnswer): Node[] {
  return [el("pre", { tabindex: "0" }, answer.text), downloads(view, ["ttl", "nt", "xml", "json"])];
}

function downloads(view: View, kinds: string[]): Node {
  const links = kinds.flatMap((kind) => [
    el("a", { href: "#", "data-results": kind }, kind.toUpperCase()),
    " ",
  ]);
  return el("p", { class: "download" }, `${word(view, "download")}: `, ...links);
}
