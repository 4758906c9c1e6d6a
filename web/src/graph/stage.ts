/** What draws a graph: Cytoscape.js for what a reader explores, Sigma.js for what is too large for it. */
import type { Shown } from "./model";

/** Above so many nodes Cytoscape.js no longer moves smoothly. */
export const MOST_NODES = 2000;

export interface StageEvents {
  /** An entity or an edge was chosen; nothing: the ground was. */
  chosen(id: string): void;
  /** An entity is to be opened. */
  opened(iri: string): void;
}

export interface Look {
  open: ReadonlySet<string>;
  /** The colour of a type of entity. */
  colour(type: string): string;
}

/** Where an entity is seen, in pixels from the left and from the top of the graph. */
export interface Place {
  id: string;
  x: number;
  y: number;
}

export interface Stage {
  /** Draws what is shown now; what was there before stays where it is. */
  draw(shown: Shown, look: Look): void;
  /** Marks an entity or an edge as chosen. */
  select(id: string): void;
  /** Where every entity is seen now. */
  places(): Place[];
  /** Moves an entity by so many pixels; like one that was dragged, it stays there. */
  move(iri: string, right: number, down: number): void;
  /** Brings an entity into view if it is outside. */
  reveal(iri: string): void;
  fit(): void;
  /** Zooms by a factor. */
  zoom(factor: number): void;
  /** Takes the colours of the page anew. */
  recolour(look: Look): void;
}

/** A colour of the page's style sheet. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The colours of a look, each asked for once: a style is slow to ask. */
export function coloursOf(look: Look): (type: string) => string {
  const known = new Map<string, string>();
  return (type) => {
    const colour = known.get(type) ?? look.colour(type);
    known.set(type, colour);
    return colour;
  };
}

export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
