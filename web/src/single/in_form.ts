/** What a form shows for the entity that an address names, as smartcity_kb.web.pages does it. */
import { at, curie } from "./data";
import { resolve } from "./search";
import type { View } from "./view";

/** Its label, where a link named it by its CURIE, IRI or slug and the label names it alone; else the name. */
export function inForm({ source: { data }, lang }: View, name: string): string {
  try {
    const iri = resolve(data, name, lang);
    if (![iri, curie(data.prefixes, iri), iri.split("/").pop()].includes(name)) return name;
    const label = data.entities[iri]?.label[at(lang)] ?? name;
    return resolve(data, label, lang) === iri ? label : name;
  } catch {
    return name;
  }
}
