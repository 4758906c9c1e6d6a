/** The results of a search. */
import { el } from "./dom";
import { field, thing, type View, word } from "./view";

const MOST_HITS = 50;

export async function searchPage(view: View): Promise<string> {
  const asked = field(view, "q");
  if (!asked) return "";
  const hits = await view.source.search(asked, view.lang, MOST_HITS);
  const title = `${word(view, "results for")} “${asked}”`;
  const rows = hits.map((hit) =>
    el(
      "li",
      {},
      thing(view, hit.iri, hit.label),
      ...(hit.type ? [" ", el("span", { class: "type" }, hit.type)] : []),
    ),
  );
  const found = rows.length ? el("ol", { class: "hits" }, ...rows) : el("p", {}, word(view, "nothing found"));
  view.main.replaceChildren(el("h1", {}, title), found);
  return `${asked} – ${word(view, "search")}`;
}
