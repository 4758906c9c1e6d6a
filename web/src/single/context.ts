/** What the explorer's parts work with in this file: addresses after "#", data from inside. */
import type { Context } from "../context";
import type { Lang } from "../data/shapes";
import { wordsIn } from "../words";
import { type Address, hashOf, parse, withFields } from "./address";
import type { EmbeddedSource } from "./embedded";

/** The context of pages in one language; `here` is the address that is shown, `moved` is told of a new one. */
export function fileContext(
  source: EmbeddedSource,
  lang: Lang,
  here: () => Address,
  moved: (address: Address) => void,
): Context {
  const to = (path: string): string => hashOf(withFields(parse(path), { lang }));
  return {
    source,
    lang,
    say: wordsIn(lang),
    to,
    go: (path) => {
      location.hash = to(path);
    },
    fields: () => new URLSearchParams(here().fields),
    remember: (fields) => {
      const address = { path: here().path, fields };
      history.replaceState(null, "", hashOf(address));
      moved(address);
    },
  };
}
