/** Library queries with the values of a form, bound as terms in the places that Python has marked. */
import type { Lang } from "../data/shapes";
import { SourceError } from "../data/source";
import { expand, type KnowledgeBaseData, type LibraryQuery, type Parameter } from "./data";
import { resolve } from "./search";

const XSD = "http://www.w3.org/2001/XMLSchema#";
// "Until 2017" means its last day, as in smartcity_kb.views.query_parameters.
const LAST_DAY_NAMES = ["until", "to", "through", "after"];

/** Whether all that a query needs is there, so that it can run. */
export function isComplete(query: LibraryQuery, values: Record<string, string>): boolean {
  return query.parameters.every((p) => !p.required || values[p.name]);
}

/** The SPARQL text with the values in it; the language is the page's. */
export function bound(
  data: KnowledgeBaseData,
  query: LibraryQuery,
  values: Record<string, string>,
  lang: Lang,
): string {
  const terms = new Map<string, string>();
  for (const parameter of query.parameters) {
    const text = parameter.name === "lang" ? lang : values[parameter.name] || parameter.default;
    if (text) terms.set(parameter.variable, term(data, parameter, text, lang));
  }
  const free = query.parameters.filter((p) => p.default === null && !p.required && terms.has(p.variable));
  const marked = query.texts[free.map((p) => p.variable).join(" ")];
  if (marked === undefined) throw new SourceError("this query has no text for these parameters", 400);
  const [first = "", ...others] = marked.split("\u0001");
  const rest = others.map((piece) => {
    const end = piece.indexOf("\u0002");
    return (terms.get(piece.slice(0, end)) ?? "") + piece.slice(end + 1);
  });
  return [first, ...rest].join("");
}

function term(data: KnowledgeBaseData, parameter: Parameter, text: string, lang: Lang): string {
  switch (parameter.type) {
    case "iri":
      return `<${entity(data, text, lang)}>`;
    case "date":
      return typed(day(parameter, text), "date");
    case "integer":
      if (!/^-?\d{1,18}$/.test(text)) throw wrong(parameter, text, "a whole number");
      return typed(String(BigInt(text)), "integer");
    case "boolean":
      if (text !== "true" && text !== "false") throw wrong(parameter, text, "true or false");
      return typed(text, "boolean");
    case "string":
      return literal(text);
    default:
      return `${literal(text)}@${parameter.type}`;
  }
}

function entity(data: KnowledgeBaseData, text: string, lang: Lang): string {
  const iri = expand(data.prefixes, text);
  return iri && !iri.startsWith(data.prefixes.id ?? "") ? iri : resolve(data, text, lang);
}

/** A year or a month is its first day, or its last where the parameter's name says so. */
function day(parameter: Parameter, text: string): string {
  const last = LAST_DAY_NAMES.includes(parameter.name.split("_").pop() ?? "");
  const found = dayOf(text, last);
  if (!found) throw wrong(parameter, text, "a date: YYYY, YYYY-MM or YYYY-MM-DD");
  return found;
}

/** The first or last day of a year, a month or a day; empty for anything else. */
export function dayOf(text: string, last: boolean): string {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!parts) return "";
  const [, year = "", month = last ? "12" : "01"] = parts;
  const length = daysOf(Number(year), Number(month));
  const date = parts[3] ?? (last ? String(length) : "01");
  const known = Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= length;
  return known ? `${year}-${month}-${date}` : "";
}

function daysOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** A text as SPARQL writes it: nothing in it can end it. */
function literal(text: string): string {
  const escapes: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.normalize("NFC").replace(/[\\"\n\r\t]/g, (sign) => escapes[sign] ?? sign)}"`;
}

const typed = (text: string, name: string): string => `"${text}"^^<${XSD}${name}>`;

function wrong(parameter: Parameter, text: string, takes: string): SourceError {
  return new SourceError(`${parameter.name}=${text.slice(0, 60)}: '${parameter.name}' takes ${takes}`, 400);
}
