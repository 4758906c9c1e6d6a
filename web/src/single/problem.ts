/** What went wrong, as the server's page of an error says it. */
import { el } from "./dom";
import { AmbiguousError, NotFoundError } from "./search";
import { hrefTo, thing, type View, word } from "./view";

/** The title and the content of a page for an error. */
export function problemPage(view: View, error: unknown): { title: string; content: Node[] } {
  const title = word(view, titleOf(error));
  const message = error instanceof Error ? error.message : String(error);
  const content: Node[] = [
    el("h1", {}, title),
    el("p", { class: "problem", role: "alert", lang: "en" }, message),
  ];
  if (error instanceof AmbiguousError) {
    const rows = error.candidates.map(([iri, label]) => el("li", {}, thing(view, iri, label)));
    content.push(el("ul", { class: "hits" }, ...rows));
  }
  if (error instanceof NotFoundError && error.nearest.length) content.push(nearest(view, error.nearest));
  return { title, content };
}

function titleOf(error: unknown): string {
  if (error instanceof AmbiguousError) return "ambiguous";
  return error instanceof NotFoundError ? "not found" : "went wrong";
}

function nearest(view: View, names: string[]): Node {
  const links = names.flatMap((name, i) => [
    ...(i ? [", "] : []),
    el("a", { href: hrefTo(view, "/search", { q: name }) }, name),
  ]);
  return el("p", {}, `${word(view, "did you mean")} `, ...links, "?");
}
