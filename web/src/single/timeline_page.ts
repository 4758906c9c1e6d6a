/** The timeline: the rows of the server's page, those that lie outside what is asked for left out. */
import { SourceError } from "../data/source";
import { el, fill } from "./dom";
import { inForm } from "./in_form";
import { dayOf } from "./library";
import { resolve } from "./search";
import { field, type View, word } from "./view";

export async function timelinePage(view: View): Promise<string> {
  const form = view.main.querySelector('form[action="/timeline"]');
  fill(form, "entity", inForm(view, field(view, "entity")));
  for (const name of ["from", "to"]) fill(form, name, field(view, name));
  const list = view.main.querySelector("ol.timeline");
  if (!list) return "";
  const isWanted = wanted(view);
  const rows = [...list.children];
  for (const [i, date] of view.source.data.dates.entries()) if (!isWanted(date)) rows[i]?.remove();
  if (!list.children.length) list.replaceWith(el("p", {}, word(view, "nothing dated")));
  return "";
}

/** Whether a dated thing is one that the address asks for. */
function wanted(view: View): (date: [string, string, string]) => boolean {
  const around = field(view, "entity");
  const near = around ? circle(view, around) : null;
  const [since, until] = [bound(view, "from"), bound(view, "to")];
  return ([iri, earliest, latest]) =>
    (!near || near.has(iri)) &&
    (!since || !latest || latest >= since) &&
    (!until || !earliest || earliest <= until);
}

/** An entity and what is one relation away from it. */
function circle(view: View, name: string): Set<string> {
  const entity = resolve(view.source.data, name, view.lang);
  return view.source.links.neighbours(entity).add(entity);
}

function bound(view: View, name: "from" | "to"): string {
  const text = field(view, name);
  const day = dayOf(text, name === "to");
  if (text && !day) throw new SourceError(`${name}=${text.slice(0, 60)}: ${word(view, "date hint")}`, 400);
  return day;
}
