/** Shows the page that the address after "#" names, and keeps links and forms inside this file. */
import type { Context } from "../context";
import type { Lang } from "../data/shapes";
import { enhance } from "../enhance";
import { type Address, hashOf, keyOf, languageOf, parse, withFields } from "./address";
import { fileContext } from "./context";
import type { Pages } from "./data";
import { fill, nodesOf } from "./dom";
import { saveThing, saveWhole } from "./downloads";
import type { EmbeddedSource } from "./embedded";
import type { Engine } from "./engine/engine";
import { graphPage } from "./graph_page";
import { localize } from "./links_here";
import { pathPage } from "./path_page";
import { problemPage } from "./problem";
import { libraryQuery, saveResults, writtenQuery } from "./query_pages";
import { guarded } from "./query_run";
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
  [/^\/graph$/, graphPage],
  [/^\/query$/, writtenQuery],
  [/^\/queries\/./, libraryQuery],
  [/^\/source\/./, sourcePage],
];

export class Router {
  private lang: Lang | undefined;
  private shown: View | undefined;
  private leaving = new AbortController();

  constructor(
    private readonly source: EmbeddedSource,
    private readonly pages: Pages,
    private readonly engine: Engine,
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
    if (lang !== this.lang) this.frame(lang, address);
    const main = document.querySelector("main");
    if (!main) return;
    const view = this.view(main, address, lang);
    main.setAttribute("aria-busy", "true");
    main.replaceChildren(nodesOf(this.pages[keyOf(address)]?.[lang][1] ?? ""));
    localize(main, address);
    const title = await this.finished(view);
    if (!view.isShown()) return;
    document.title = title;
    follow(view);
    localize(main, address);
    enhance(main, this.context(view));
    goTo(view, moveFocus);
    main.removeAttribute("aria-busy");
    await view.rest;
    if (view.isShown()) main.dataset.shown = location.hash;
  }

  private view(main: HTMLElement, address: Address, lang: Lang): View {
    const isShown = (): boolean => this.shown === view;
    this.leaving.abort();
    this.leaving = new AbortController();
    const left = this.leaving.signal;
    const view: View = { main, address, lang, source: this.source, pages: this.pages, left, isShown };
    this.shown = view;
    return view;
  }

  /** Do to a page what its address asks for; its title. */
  private async finished(view: View): Promise<string> {
    const site = this.source.data.words[view.lang].site ?? "";
    const page = this.pages[keyOf(view.address)]?.[view.lang];
    try {
      if (!page) throw new NotFoundError("there is nothing at this address; search for a name instead");
      const own = await FINISH.find(([path]) => path.test(view.address.path))?.[1](view);
      return own ? `${own} – ${site}` : page[0];
    } catch (error) {
      const problem = problemPage(view, error);
      if (view.isShown()) view.main.replaceChildren(...problem.content);
      return `${problem.title} – ${site}`;
    }
  }

  /** Header and footer in another language. */
  private frame(lang: Lang, address: Address): void {
    this.lang = lang;
    document.documentElement.lang = lang;
    document.body.replaceChildren(nodesOf(this.source.data.around[lang]));
    localize(document.body, withFields(address, { lang }));
    const header = document.querySelector("header");
    if (header) enhance(header, this.context({ lang }));
  }

  private context({ lang }: { lang: Lang }): Context {
    const here = (): Address => this.shown?.address ?? parse(location.hash);
    return fileContext(this.source, lang, here, (address) => {
      if (this.shown) this.shown.address = address;
    });
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const action = form.getAttribute("action") ?? "";
    if (!action.startsWith("/")) return;
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
    const href = link?.getAttribute("href") ?? "";
    if (!link) return;
    if (this.saved(link)) event.preventDefault();
    else if (href.startsWith("/")) {
      event.preventDefault();
      location.hash = hashOf(parse(href));
    } else if (href === location.hash && this.shown) {
      event.preventDefault();
      goTo(this.shown, true);
    }
  }

  /** Begin to save the file that a link stands for; false when it stands for none. */
  private saved(link: HTMLAnchorElement): boolean {
    const { file, results, wholeFile } = link.dataset;
    const { shown } = this;
    if (!shown) return false;
    if (file !== undefined) void guarded(shown, link, saveThing(this.source, parse(file).path));
    else if (wholeFile !== undefined) void guarded(shown, link, saveWhole(this.engine, wholeFile));
    else if (results !== undefined) void guarded(shown, link, saveResults(shown, results));
    else return false;
    return true;
  }
}

/** What in the header follows the page: the way past it, the page's other languages, what was searched for. */
function follow({ address }: View): void {
  for (const link of document.querySelectorAll("header a[hreflang]")) {
    link.setAttribute("href", hashOf(withFields(address, { lang: link.getAttribute("hreflang") ?? "" })));
  }
  document.querySelector("a.skip")?.setAttribute("href", hashOf(withFields(address, { at: "content" })));
  for (const link of document.querySelectorAll("header nav a:not([hreflang])")) {
    const { path } = parse(link.getAttribute("href") ?? "");
    const isHere = path !== "/" && (address.path === path || address.path.startsWith(`${path}/`));
    link.toggleAttribute("aria-current", isHere);
    if (isHere) link.setAttribute("aria-current", "page");
  }
  const asked = address.path === "/search" ? (address.fields.get("q") ?? "") : "";
  fill(document.querySelector("header form"), "q", asked);
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
  } else if (moveFocus && !main.querySelector(":focus")) {
    // Whoever uses the page already, while its last part was made, is left there.
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}
