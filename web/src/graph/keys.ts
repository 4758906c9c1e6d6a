/** The keyboard in a graph, the same whatever draws it: choose, open, move, zoom. */
import type { Place, Stage, StageEvents } from "./stage";

type Direction = readonly [number, number];

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOMS: Record<string, number> = { "+": 1.3, "=": 1.3, "-": 1 / 1.3 };
/** Pixels that an entity moves at one press. */
const STEP = 20;

/**
 * Arrow keys go to the nearest entity in their direction, with Shift they move the chosen one; Enter opens it,
 * plus and minus zoom, 0 fits. `chosen` is the entity or link that is chosen now.
 */
export function listenToKeys(
  box: HTMLElement,
  stage: () => Stage | undefined,
  chosen: () => string,
  events: StageEvents,
): void {
  box.addEventListener("keydown", (event) => {
    const shown = stage();
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (answered(event, shown, chosen(), events)) event.preventDefault();
  });
}

/** Does what a key asks for; false when it asks for nothing here. */
function answered(event: KeyboardEvent, stage: Stage, chosen: string, events: StageEvents): boolean {
  const factor = ZOOMS[event.key];
  if (factor) stage.zoom(factor);
  else if (event.key === "0") stage.fit();
  else {
    const direction = DIRECTIONS[event.key];
    if (!direction && event.key !== "Enter") return false;
    const places = stage.places();
    const here = places.find(({ id }) => id === chosen);
    if (direction && event.shiftKey) stage.move(here?.id ?? "", direction[0] * STEP, direction[1] * STEP);
    else if (direction) step(stage, here ? nearest(places, here, direction) : places[0], events);
    else if (here) events.opened(here.id);
    else return false;
  }
  return true;
}

function step(stage: Stage, next: Place | undefined, events: StageEvents): void {
  if (!next) return;
  events.chosen(next.id);
  stage.reveal(next.id);
}

/** The place that lies nearest to another in a direction: what lies aside counts as farther away. */
export function nearest(places: readonly Place[], from: Place, [dx, dy]: Direction): Place | undefined {
  let best: Place | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const along = x * dx + y * dy;
    const far = along + 2 * Math.abs(x * dy - y * dx);
    if (along > 1 && far < least) [best, least] = [place, far];
  }
  return best;
}
