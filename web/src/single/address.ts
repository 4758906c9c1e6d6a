/** Addresses: the part after "#" is the path and fields that the server would have, such as /id/vnpt?lang=en. */
import type { Lang } from "../data/shapes";

const FOLDERS: [string, string][] = [
  ["id", "/id/"],
  ["src", "/source/"],
  ["claim", "/claim/"],
];

export interface Address {
  path: string;
  fields: URLSearchParams;
}

/** The address that a hash or a server's link names; fields keep their order. */
export function parse(text: string): Address {
  const [whole = "", place = ""] = text.replace(/^#/, "").split("#");
  const [path = "", query = ""] = splitOnce(whole, "?");
  const fields = new URLSearchParams(query);
  // The server's links name a place on the page by a second "#"; here it is a field.
  if (place) fields.set("at", place);
  return { path: path.startsWith("/") ? path : "/", fields };
}

/** The hash of an address. */
export function hashOf({ path, fields }: Address): string {
  const query = fields.toString();
  return query ? `#${path}?${query}` : `#${path}`;
}

/** The same address with other fields; an empty value takes a field away. */
export function withFields(address: Address, changed: Record<string, string>): Address {
  const fields = new URLSearchParams(address.fields);
  for (const [name, value] of Object.entries(changed)) {
    if (value) fields.set(name, value);
    else fields.delete(name);
  }
  return { path: address.path, fields };
}

export function languageOf(address: Address, otherwise: Lang): Lang {
  const lang = address.fields.get("lang");
  return lang === "vi" || lang === "en" ? lang : otherwise;
}

/** Under what a page is kept: its path, or the path of /entity with the IRI that it is about. */
export function keyOf({ path, fields }: Address): string {
  if (path === "/entity") return `/entity?iri=${quoted(fields.get("iri") ?? "")}`;
  return path
    .split("/")
    .map((part) => quoted(unquoted(part)))
    .join("/");
}

/** The address at which the thing that an IRI names is shown. */
export function placeOf(prefixes: Record<string, string>, iri: string): Address {
  for (const [prefix, folder] of FOLDERS) {
    const namespace = prefixes[prefix];
    const rest = namespace && iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (rest && !/[/#]/.test(rest)) return { path: folder + quoted(rest), fields: new URLSearchParams() };
  }
  return { path: "/entity", fields: new URLSearchParams({ iri }) };
}

/** Percent-encoded as Python's urllib does it: letters, digits and _.-~ stay. */
export function quoted(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, sign: string): [string, string] {
  const place = text.indexOf(sign);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + 1)];
}
