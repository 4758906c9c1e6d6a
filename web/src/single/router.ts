/** Shows the page that the address after "#" names, and keeps links and forms inside this file. */
import type { Lang } from "../data/shapes";
import { type Address, hashOf, keyOf, languageOf, parse, withFields } from "./address";
import type { Pages } from "./data";
import { fill, nodesOf } from "./dom";
import { save, saveThing } from "./downloads";
import type { EmbeddedSource } from "./embedded";
import type { Engine } from "./engine";
import { pathPage } from "./path_page";
import { problemPage } from "./problem";
import { libraryQuery, saveResults, writtenQuery } from "./query_pages";
import { NotFoundError } from "./search";
import { searchPage } from "./search_page";
import { sourcePage } from "./source_page";
import { timelinePage } from "./timeline_page";
import type { View } from "./view";

/** What is done to a page once it is there; gives its title where the page has none of its own. */
type Finish = (view: View) => Promise<string>;

const FINISH: [RegExp, Finish][] = [
  [/^\/search$/, searchPage],
  [/^\/path$/, pathPage],
  [/^\/timeline$/, timelinePage],
  [/^\/query$/, writtenQuery],
  [/^\/queries\/./, libraryQuery],
  [/^\/source\/./, sourcePage],
];

export class Router {
  private lang: Lang | undefined;
  private shown: View | undefined;

  constructor(
    private readonly source: EmbeddedSource,
    private readonly pages: Pages,
    private readonly engine: Engine,
    /** Called with every page that is shown, for what the explorer adds to it. */
    private readonly enhance: (view: View) => void,
  ) {}

  /** Show what the address names now, and from now on. */
  start(): void {
    addEventListener("hashchange", () => void this.show(true));
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("click", (event) => this.clicked(event));
    void this.show(false);
  }

  private async show(moveFocus: boolean): Promise<void> {
    const address = parse(location.hash);
    const lang = languageOf(address, this.source.data.lang);
    if (lang !== this.lang) this.frame(lang);
    const main = document.querySelector("main");
    if (!main) return;
    const page = this.pages[keyOf(address)]?.[lang];
    main.replaceChildren(nodesOf(page?.[1] ?? ""));
    const view: View = {
      main,
      address,
      lang,
      source: this.source,
      pages: this.pages,
      isShown: () => this.shown === view,
    };
    this.shown = view;
    this.localize(main, address);
    const site = this.source.data.words[lang].site ?? "";
    let title = page?.[0] ?? "";
    try {
      if (!page) throw new NotFoundError("there is nothing at this address; search for a name instead");
      const own = await FINISH.find(([path]) => path.test(address.path))?.[1](view);
      if (own) title = `${own} – ${site}`;
    } catch (error) {
      const problem = problemPage(view, error);
      title = `${problem.title} – ${site}`;
      if (view.isShown()) main.replaceChildren(...problem.content);
    }
    if (!view.isShown()) return;
    document.title = title;
    this.follow(view);
    this.enhance(view);
    this.localize(main, address);
    goTo(view, moveFocus);
  }

  /** Header and footer in another language. */
  private frame(lang: Lang): void {
    this.lang = lang;
    document.documentElement.lang = lang;
    document.body.replaceChildren(nodesOf(this.source.data.around[lang]));
    for (const link of document.querySelectorAll('a[href="/sparql"]'))
      link.setAttribute("href", `/query?lang=${lang}`);
    for (const link of document.querySelectorAll('a[href="/.well-known/void"]')) {
      link.textContent = "TriG";
      link.setAttribute("data-everything", "");
      link.setAttribute("href", "#");
    }
    this.localize(document.body, { path: "/", fields: new URLSearchParams({ lang }) });
  }

  /** What in the header follows the page: the links to its other languages, and what was searched for. */
  private follow({ address }: View): void {
    for (const link of document.querySelectorAll("header a[hreflang]")) {
      link.setAttribute("href", hashOf(withFields(address, { lang: link.getAttribute("hreflang") ?? "" })));
    }
    const skip = withFields(address, { at: "content" });
    document.querySelector("a.skip")?.setAttribute("href", hashOf(skip));
    const asked = address.path === "/search" ? (address.fields.get("q") ?? "") : "";
    fill(document.querySelector("header form"), "q", asked);
  }

  /** Make the server's addresses in links those of this file. */
  private localize(root: Element, here: Address): void {
    for (const link of root.querySelectorAll("a[href]")) {
      const href = link.getAttribute("href") ?? "";
      if (href.startsWith("/") && isFile(href)) {
        link.setAttribute("data-file", href);
        link.setAttribute("href", hashOf(here));
      } else if (href.startsWith("/")) link.setAttribute("href", hashOf(parse(href)));
      else if (/^#[^/]/.test(href))
        link.setAttribute("href", hashOf(withFields(here, { at: href.slice(1) })));
    }
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const action = form.getAttribute("action") ?? "";
    if (!action.startsWith("/") || event.defaultPrevented) return;
    event.preventDefault();
    const { path, fields } = parse(action);
    for (const [name, value] of new FormData(form, event.submitter)) {
      if (typeof value === "string" && value) fields.set(name, value);
    }
    const hash = hashOf({ path, fields });
    if (hash === location.hash) void this.show(true);
    else location.hash = hash;
  }

  private clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    const { file, results, everything } = link.dataset;
    if (file !== undefined || results !== undefined || everything !== undefined) {
      event.preventDefault();
      void this.save(file, results);
    } else if (link.getAttribute("href") === location.hash && this.shown) {
      event.preventDefault();
      goTo(this.shown, true);
    }
  }

  private async save(file: string | undefined, results: string | undefined): Promise<void> {
    if (file !== undefined) await saveThing(this.source, parse(file).path);
    else if (results !== undefined && this.shown) await saveResults(this.shown, results);
    else save(await this.engine.everything(), "application/trig", "knowledge-base.trig");
  }
}

function isFile(href: string): boolean {
  return /^\/(id|source|claim)\/[^/?]+\.(ttl|jsonld|rdf|nt)(\?|$)/.test(href);
}

/** Bring the place that the address names into view, else the top of the page; say so to screen readers. */
function goTo({ main, address }: View, moveFocus: boolean): void {
  const place = address.fields.get("at");
  const target = place ? document.getElementById(place) : null;
  for (const other of main.querySelectorAll(".target")) other.classList.remove("target");
  if (target) {
    target.classList.add("target");
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  } else if (moveFocus) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}
