/** What a page is shown with: where, which address, in which language, from which data. */
import type { Lang } from "../data/shapes";
import { type Address, hashOf, keyOf, placeOf, withFields } from "./address";
import type { Pages } from "./data";
import { el } from "./dom";
import type { EmbeddedSource } from "./embedded";

export interface View {
  main: HTMLElement;
  address: Address;
  lang: Lang;
  source: EmbeddedSource;
  pages: Pages;
  /** Aborts when the reader goes on to another page. */
  left: AbortSignal;
  /** What the page goes on to bring once it is there, as the answer to a query. */
  rest?: Promise<void>;
  /** False once the reader has gone on to another page. */
  isShown: () => boolean;
}

/** A field of the address, without spaces around it. */
export const field = (view: View, name: string): string => (view.address.fields.get(name) ?? "").trim();

/** A word of the pages in the view's language. */
export const word = (view: View, key: string): string => view.source.data.words[view.lang][key] ?? key;

/** The hash of a path of ours in the view's language. */
export function hrefTo(view: View, path: string, fields: Record<string, string> = {}): string {
  return hashOf(withFields({ path, fields: new URLSearchParams() }, { ...fields, lang: view.lang }));
}

/** A link to what an IRI names; the text alone where there is no page of it. */
export function thing(view: View, iri: string, text: string): Node {
  const place = placeOf(view.source.data.prefixes, iri);
  if (!iri || !Object.hasOwn(view.pages, keyOf(place))) return document.createTextNode(text);
  return el("a", { href: hashOf(withFields(place, { lang: view.lang })) }, text);
}
