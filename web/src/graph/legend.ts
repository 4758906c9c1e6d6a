/** The colours of types: the most frequent types have one each, the others share grey. */

import type { GraphNode } from "../data/shapes";
import { make } from "../dom/make";
import { token } from "./stage";

const COLOURS = 7;

export class Legend {
  readonly element = make("ul", { class: "legend" });
  private types: string[] = [];

  constructor(private readonly others: string) {}

  /** Gives colours to the types of these nodes; a type keeps the colour that it has. */
  update(nodes: readonly GraphNode[]): void {
    const counts = new Map<string, number>();
    for (const { type } of nodes) if (type) counts.set(type, (counts.get(type) ?? 0) + 1);
    const fresh = [...counts.keys()].filter((type) => !this.types.includes(type));
    fresh.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b));
    this.types = [...this.types, ...fresh].slice(0, COLOURS);
    const present = this.types.filter((type) => counts.has(type));
    const rest = [...counts.keys()].some((type) => !this.types.includes(type));
    this.element.replaceChildren(
      ...present.map((type) => this.entry(this.types.indexOf(type) + 1, type)),
      ...(rest ? [this.entry(0, this.others)] : []),
    );
  }

  colour(type: string): string {
    return token(`type-${this.types.indexOf(type) + 1}`);
  }

  private entry(number: number, type: string): HTMLElement {
    return make("li", {}, make("span", { class: `dot dot-${number}`, "aria-hidden": "true" }), type);
  }
}
