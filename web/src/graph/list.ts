/** The links of a graph as a list: the same facts for those who read rather than look. */
import { placeOf } from "../addresses";
import type { Context } from "../context";
import { button, make } from "../dom/make";
import type { GraphModel, Shown } from "./model";
import type { PanelEvents } from "./panel";

/** Longer lists serve nobody; what is left out is said. */
const MOST = 400;

export class LinkList {
  readonly element: HTMLElement;
  private readonly items = make("ul", { class: "links" });
  private readonly rest = make("p", { class: "quiet", hidden: true });

  constructor(
    private readonly context: Context,
    private readonly events: PanelEvents,
  ) {
    this.element = make(
      "details",
      { class: "as-list" },
      make("summary", {}, context.say("asList")),
      this.items,
      this.rest,
    );
  }

  update(shown: Shown, model: GraphModel, open: ReadonlySet<string>): void {
    const { say, to } = this.context;
    const offered = new Set(open);
    const end = (iri: string): HTMLElement[] => {
      const made: HTMLElement[] = [make("a", { href: to(placeOf(iri)) }, model.label(iri))];
      if (offered.has(iri)) return made;
      // Once is enough.
      offered.add(iri);
      const name = `${say("expand")}: ${model.label(iri)}`;
      made.push(button(say("expand"), () => this.events.open(iri), { class: "plainly", "aria-label": name }));
      return made;
    };
    this.items.replaceChildren(
      ...shown.edges.slice(0, MOST).map((edge) => {
        const fact = `${model.label(edge.source)} ${edge.words} ${model.label(edge.target)}`;
        const quote = button(say("quote"), () => this.events.choose(edge.key), {
          class: "plainly",
          "aria-label": `${say("quote")}: ${fact}`,
        });
        return make(
          "li",
          {},
          ...end(edge.source),
          " ",
          make("em", {}, edge.words),
          " ",
          ...end(edge.target),
          " ",
          quote,
        );
      }),
    );
    const left = shown.edges.length - MOST;
    this.rest.hidden = left <= 0;
    this.rest.textContent = left > 0 ? `+ ${left} ${say("links")}` : "";
  }
}
