/** ForceAtlas2 in slices, so that the page stays alive while thousands of nodes find their places. */
import type { MultiDirectedGraph } from "graphology";
import forceAtlas2, { type ForceAtlas2Settings } from "graphology-layout-forceatlas2";

// About what a reader waits for gladly.
const ITERATIONS = 4;
const SLICES = 60;

/** Lays a graph out; a node whose attribute `fixed` is true stays where it is. */
export class SlicedLayout {
  private left = 0;

  constructor(
    private readonly graph: MultiDirectedGraph,
    /** Calls a task again when there is time for the next slice. */
    private readonly later: (task: () => void) => void = (task) => requestAnimationFrame(task),
  ) {}

  /** Begins, or goes on for as long again. */
  start(): void {
    const running = this.left > 0;
    this.left = SLICES;
    if (!running) this.slice({ ...forceAtlas2.inferSettings(this.graph), barnesHutOptimize: true });
  }

  private slice(settings: ForceAtlas2Settings): void {
    forceAtlas2.assign(this.graph, { iterations: ITERATIONS, settings });
    this.left -= 1;
    if (this.left > 0) this.later(() => this.slice(settings));
  }
}
