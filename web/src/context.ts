import type { Lang } from "./data/shapes";
import { type DataSource, HttpSource } from "./data/source";
import { type Say, wordsIn } from "./words";

/** What every part of the explorer works with: its data, its language, its address. */
export interface Context {
  source: DataSource;
  lang: Lang;
  say: Say;
  /** The link to a path of the explorer. */
  to(path: string): string;
  /** Goes to a path of the explorer. */
  go(path: string): void;
  /** The fields of the present address. */
  fields(): URLSearchParams;
  /** Changes the fields of the address, so that it can be shared; the page stays. */
  remember(fields: URLSearchParams): void;
}

/** The context of a page that came from a server. */
export function pageContext(): Context {
  const lang: Lang = document.documentElement.lang === "en" ? "en" : "vi";
  const chosen = new URLSearchParams(location.search).has("lang");
  const to = (path: string): string => {
    if (!chosen) return path;
    const [before = "", fragment] = path.split("#", 2);
    const carried = `${before}${before.includes("?") ? "&" : "?"}lang=${lang}`;
    return fragment === undefined ? carried : `${carried}#${fragment}`;
  };
  return {
    source: new HttpSource(),
    lang,
    say: wordsIn(lang),
    to,
    go: (path) => location.assign(to(path)),
    fields: () => new URLSearchParams(location.search),
    remember: (fields) => history.replaceState(null, "", addressWith(fields)),
  };
}

function addressWith(fields: URLSearchParams): string {
  const text = fields.toString();
  return location.pathname + (text ? `?${text}` : "") + location.hash;
}
