/** Where an IRI is shown, as web/addresses.py has it; and IRIs written short. */

const BASE = "https://w3id.org/sckb/";
const FOLDERS = [
  [`${BASE}id/`, "/id/"],
  [`${BASE}source/`, "/source/"],
  [`${BASE}claim/`, "/claim/"],
] as const;
const PREFIXES = {
  sckb: `${BASE}ns#`,
  src: `${BASE}source/`,
  schema: "https://schema.org/",
  org: "http://www.w3.org/ns/org#",
  dcterms: "http://purl.org/dc/terms/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  foaf: "http://xmlns.com/foaf/0.1/",
  prov: "http://www.w3.org/ns/prov#",
} as const;

/** The path at which the explorer shows what an IRI names. */
export function placeOf(iri: string): string {
  for (const [namespace, folder] of FOLDERS) {
    const rest = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (rest && !/[/#]/.test(rest)) return folder + encodeURIComponent(rest);
  }
  return `/entity?iri=${encodeURIComponent(iri)}`;
}

/** The path of a quote, marked in its article. */
export function quotePlace(source: string, start: number, end: number): string {
  const place = placeOf(source);
  return `${place}${place.includes("?") ? "&" : "?"}quote=${start},${end}#quote`;
}

/** An IRI as it stands in an address: an entity's slug, a CURIE, or the whole of it. */
export function short(iri: string): string {
  const slug = iri.startsWith(`${BASE}id/`) ? iri.slice(BASE.length + 3) : "";
  if (/^[a-z0-9-]+$/.test(slug)) return slug;
  for (const [prefix, namespace] of Object.entries(PREFIXES)) {
    const rest = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (/^[\w-]+$/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri;
}

/** The IRI that `short` wrote. */
export function long(text: string): string {
  const colon = text.indexOf(":");
  if (colon < 0) return `${BASE}id/${text}`;
  const prefix = text.slice(0, colon);
  return prefix in PREFIXES ? PREFIXES[prefix as keyof typeof PREFIXES] + text.slice(colon + 1) : text;
}
