/** The server's addresses in links made those of this file. */
import { type Address, hashOf, parse, withFields } from "./address";

// Files of everything that the engine in this file can write; the others need the program.
const WHOLE: Record<string, string> = { trig: "application/trig", nquads: "application/n-quads" };
const FILE = /^\/(id|source|claim)\/[^/?]+\.(ttl|jsonld|rdf|nt)(\?|$)/;

/** Make the links below an element lead to places in this file; `here` is the address that is shown. */
export function localize(root: Element, here: Address): void {
  for (const link of root.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (href.startsWith("/export/")) wholeFile(link, parse(href), here);
    else if (FILE.test(href)) savesWhenClicked(link, "data-file", href, here);
    else if (href === "/.well-known/void") {
      link.textContent = "TriG";
      savesWhenClicked(link, "data-whole-file", "application/trig", here);
    } else if (href === "/sparql")
      link.setAttribute("href", hashOf({ path: "/query", fields: language(here) }));
    else if (href.startsWith("/")) link.setAttribute("href", hashOf(parse(href)));
    else if (/^#[^/]/.test(href)) {
      link.setAttribute("href", hashOf(withFields(here, { at: href.slice(1) })));
    }
  }
}

function wholeFile(link: Element, address: Address, here: Address): void {
  const type = WHOLE[address.path.slice("/export/".length)];
  if (type && !address.fields.get("entity")) savesWhenClicked(link, "data-whole-file", type, here);
  else (link.closest("li") ?? link).remove();
}

function savesWhenClicked(link: Element, name: string, value: string, here: Address): void {
  link.setAttribute(name, value);
  link.setAttribute("href", hashOf(here));
}

function language(here: Address): URLSearchParams {
  const lang = here.fields.get("lang");
  return new URLSearchParams(lang ? { lang } : {});
}
