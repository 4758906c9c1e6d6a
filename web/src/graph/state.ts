/** What a graph shows, as the fields of an address. */
import { long, short } from "../addresses";

export interface GraphState {
  /** Entities whose surroundings are shown, in the order of their opening; the page's own comes first. */
  open: string[];
  /** `moreKey` of a relation of which more has been brought -> how many of its facts are shown. */
  more: Map<string, number>;
  /** Terms of the relations that are left out. */
  without: Set<string>;
  /** First and last day, at any precision; empty: no bound. */
  from: string;
  to: string;
  /** The IRI of the entity or the key of the edge that is selected; empty: nothing. */
  selected: string;
}

/** An edge by its subject, term and object. */
export function edgeKey(source: string, term: string, target: string): string {
  return `${source} ${term} ${target}`;
}

/** A relation of an entity, in one direction. */
export function moreKey(iri: string, term: string, inverse: boolean): string {
  return `${iri} ${term} ${inverse ? "in" : "out"}`;
}

/** Reads a state; `about` is the entity of the page. */
export function readState(fields: URLSearchParams, about: string): GraphState {
  const also = list(fields.get("also")).map(long);
  return {
    open: [...new Set(about ? [about, ...also] : also)],
    more: new Map(list(fields.get("more")).flatMap(readMore)),
    without: new Set(list(fields.get("without")).map(long)),
    from: date(fields.get("from")),
    to: date(fields.get("to")),
    selected: list(fields.get("at"), " ").map(long).join(" "),
  };
}

/** The fields with a state in the place of the one that they held; all other fields stay. */
export function writeState(fields: URLSearchParams, state: GraphState, about: string): URLSearchParams {
  const written = new URLSearchParams(fields);
  const put = (name: string, value: string): void => {
    if (value) written.set(name, value);
    else written.delete(name);
  };
  put(
    "also",
    state.open
      .filter((iri) => iri !== about)
      .map(short)
      .join(","),
  );
  put("more", [...state.more].map(writeMore).join(","));
  put("without", [...state.without].map(short).sort().join(","));
  put("from", state.from);
  put("to", state.to);
  put("at", list(state.selected, " ").map(short).join(" "));
  return written;
}

/** Whether a text is a date as filters take it: a year, a month or a day. */
export function isDate(text: string): boolean {
  return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);
}

/** Whether something that lies within two days (empty: open) can lie within a stretch of time. */
export function within(earliest: string, latest: string, from: string, to: string): boolean {
  const after = !from || !latest || latest.slice(0, from.length) >= from;
  const before = !to || !earliest || earliest.slice(0, to.length) <= to;
  return after && before;
}

// An address that anybody may send asks for no more than a reader would.
const MOST_SHOWN = 1000;

function readMore(text: string): [string, number][] {
  const [iri = "", term = "", way = "", shown = ""] = text.split("~");
  const known = iri && term && (way === "in" || way === "out") && /^\d{1,6}$/.test(shown);
  if (!known) return [];
  return [[moreKey(long(iri), long(term), way === "in"), Math.min(Number(shown), MOST_SHOWN)]];
}

function writeMore([key, shown]: [string, number]): string {
  const [iri = "", term = "", way = ""] = key.split(" ");
  return [short(iri), short(term), way, shown].join("~");
}

function list(text: string | null, separator = ","): string[] {
  return (text ?? "").split(separator).filter(Boolean);
}

function date(text: string | null): string {
  return text && isDate(text) ? text : "";
}
