/** What went wrong, as the server's page of an error says it. */
import { hashOf, withFields } from "./address";
import { curie } from "./data";
import { el, fill } from "./dom";
import { AmbiguousError, NotFoundError } from "./search";
import { hrefTo, thing, type View, word } from "./view";

/** The title and the content of a page for an error; its form stands there again, as it was sent. */
export function problemPage(view: View, error: unknown): { title: string; content: Node[] } {
  const title = word(view, titleOf(error));
  const content: Node[] = [el("h1", {}, title), told(view, error)];
  if (error instanceof AmbiguousError) {
    const rows = error.candidates.map(([iri, label]) =>
      el("li", {}, candidate(view, error.asked, iri, label)),
    );
    content.push(el("ul", { class: "hits" }, ...rows));
  }
  if (error instanceof NotFoundError && error.nearest.length) content.push(nearest(view, error));
  return { title, content: [...content, ...form(view)] };
}

function titleOf(error: unknown): string {
  if (error instanceof AmbiguousError) return "ambiguous";
  return error instanceof NotFoundError ? "not found" : "went wrong";
}

/** What went wrong in the page's language, and in English what that leaves out. */
function told(view: View, error: unknown): Node {
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof AmbiguousError || error instanceof NotFoundError ? error.asked : "";
  const named = word(view, error instanceof AmbiguousError ? "several bear" : "nobody bears");
  if (name) return problem(named.replace("{}", () => name));
  if (view.lang === "en") return problem(message);
  return problem(word(view, error instanceof NotFoundError ? "nothing here" : "cannot answer"), message);
}

function problem(text: string, detail = ""): Node {
  const more = detail ? [el("p", { class: "detail", lang: "en" }, detail)] : [];
  return el("div", { class: "problem", role: "alert" }, el("p", {}, text), ...more);
}

function candidate(view: View, asked: string, iri: string, label: string): Node {
  const href = instead(view, asked, curie(view.source.data.prefixes, iri));
  return href ? el("a", { href }, label) : thing(view, iri, label);
}

function nearest(view: View, error: NotFoundError): Node {
  const links = error.nearest.flatMap((name, i) => [
    ...(i ? [", "] : []),
    el("a", { href: instead(view, error.asked, name) || hrefTo(view, "/search", { q: name }) }, name),
  ]);
  return el("p", {}, `${word(view, "did you mean")} `, ...links, "?");
}

/** This same page with a name in the place of the one asked for; nothing where no field holds that. */
function instead({ address }: View, asked: string, name: string): string {
  const held = [...address.fields].filter(([, value]) => asked && value.trim() === asked);
  const changed = Object.fromEntries(held.map(([field]) => [field, name]));
  return held.length ? hashOf(withFields(address, changed)) : "";
}

function form({ main, address }: View): Node[] {
  const sent = main.querySelector("form.ask");
  for (const [name, value] of address.fields) fill(sent, name, value);
  return sent ? [sent] : [];
}
