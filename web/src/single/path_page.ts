/** The path between two entities as a story, each hop with its quotes. */
import type { Hop, PathReport } from "../data/shapes";
import { keyOf, placeOf } from "./address";
import { el, fill, nodesOf } from "./dom";
import { inForm } from "./in_form";
import { field, thing, type View, word } from "./view";

export async function pathPage(view: View): Promise<string> {
  const [from, to, all] = [field(view, "from"), field(view, "to"), field(view, "all")];
  const form = view.main.querySelector('form[action="/path"]');
  fill(form, "from", inForm(view, from));
  fill(form, "to", inForm(view, to));
  fill(form, "all", all);
  if (!from || !to) return "";
  const report = await view.source.path(from, to, all !== "", view.lang);
  if (!view.isShown()) return "";
  if (!report.paths.length) view.main.append(el("p", {}, word(view, "no path")));
  for (const [i, path] of report.paths.entries()) view.main.append(story(view, report, path.hops, i + 1));
  if (report.truncated) view.main.append(el("p", {}, word(view, "more paths")));
  return `${report.start} → ${report.end} – ${word(view, "path")}`;
}

function story(view: View, report: PathReport, hops: Hop[], number: number): Node {
  const id = `path${number}`;
  const length = `${hops.length} ${word(view, hops.length === 1 ? "hop" : "hops")}`;
  const title = `${report.start} → ${report.end} `;
  return el(
    "section",
    { class: "path", "aria-labelledby": id },
    el("h2", { id }, title, el("span", { class: "count" }, length)),
    el(
      "ol",
      { class: "story" },
      ...hops.map((hop) => el("li", {}, sentence(view, hop), ...quotes(view, hop))),
    ),
  );
}

function sentence(view: View, hop: Hop): Node {
  const object = typeof hop.fact.object === "string" ? hop.fact.object : "";
  const [left, right] = hop.inverse ? [object, hop.fact.subject] : [hop.fact.subject, object];
  return el(
    "p",
    { class: "sentence" },
    thing(view, left, hop.subject),
    " ",
    el("em", {}, hop.relation),
    " ",
    thing(view, right, hop.object),
  );
}

/** The quotes behind a hop, as the pages of their claims show them. */
function quotes(view: View, hop: Hop): Node[] {
  return hop.evidence.flatMap((row) => {
    const page = view.pages[keyOf(placeOf(view.source.data.prefixes, row.claim))];
    if (!page) return [el("blockquote", {}, el("q", {}, row.quote))];
    const claim = nodesOf(page[view.lang][1]);
    const whole = claim.querySelector("blockquote");
    const below = [...claim.querySelectorAll("blockquote ~ p.where, blockquote ~ p.note")];
    return whole ? [whole, ...below] : [];
  });
}
