/** The query library's forms, and queries written by hand. */
import { el, fill } from "./dom";
import { RESULT_TYPES, save } from "./downloads";
import { bound, isComplete } from "./library";
import { answer } from "./query_run";
import { NotFoundError } from "./search";
import { field, type View } from "./view";

/** A query of the library: run as soon as nothing that it needs is missing. */
export async function libraryQuery(view: View): Promise<string> {
  const { name, query, values } = asked(view);
  const form = view.main.querySelector(`form[action="/queries/${CSS.escape(name)}"]`);
  for (const [key, value] of Object.entries(values)) if (value) fill(form, key, value);
  const starts = field(view, "run") || !query.parameters.some((p) => p.required);
  if (!starts || !isComplete(query, values)) return "";
  view.rest = answer(view, form, bound(view.source.data, query, values, view.lang));
  return "";
}

/** A query written by hand; what is wrong with it stands beside the text. */
export async function writtenQuery(view: View): Promise<string> {
  const text = view.address.fields.get("query") ?? "";
  const form = view.main.querySelector('form[action="/query"]');
  if (!text.trim()) return "";
  fill(form, "query", text);
  view.rest = answer(view, form, text, (message) => showRefusal(form, message));
  return "";
}

/** Save the results of the query that the view's page shows. */
export async function saveResults(view: View, kind: string): Promise<void> {
  const accept = RESULT_TYPES[kind];
  if (!accept) return;
  const written = view.address.path === "/query";
  const { name, text } = written
    ? { name: "query", text: view.address.fields.get("query") ?? "" }
    : textOf(view);
  const answer = await view.source.query(text, accept);
  save(answer.text, answer.type, `${name}.${kind}`);
}

function textOf(view: View): { name: string; text: string } {
  const { name, query, values } = asked(view);
  return { name, text: bound(view.source.data, query, values, view.lang) };
}

function asked(view: View) {
  const name = decodeURIComponent(view.address.path.slice("/queries/".length));
  const query = view.source.data.queries[name];
  if (!query) throw new NotFoundError(`no query named '${name}'; the library lists them`);
  const values = Object.fromEntries(query.parameters.map((p) => [p.name, field(view, p.name)]));
  return { name, query, values };
}

function showRefusal(form: Element | null, message: string): void {
  for (const area of form?.querySelectorAll("textarea") ?? []) {
    area.setAttribute("aria-invalid", "true");
    area.setAttribute("aria-describedby", "known problem");
  }
  const hint = form?.querySelector("#known") ?? form?.querySelector("textarea");
  hint?.after(el("pre", { class: "problem", id: "problem", role: "alert", lang: "en" }, message));
}
