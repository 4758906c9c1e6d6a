/** Nodes of a Sigma.js graph follow the pointer or a finger; where they are let go they stay. */
import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import type { SigmaNodeEventPayload, SigmaStageEventPayload } from "sigma/types";

type Pointer = SigmaStageEventPayload["event"];

/** Pixels that a hand shakes while it clicks; Sigma.js has its own measure for fingers. */
const SHAKE = 4;

export class Drag {
  private node = "";
  private moving = false;
  private start = { x: 0, y: 0 };
  /** From the pointer to the middle of the node. */
  private offset = { x: 0, y: 0 };

  constructor(
    private readonly sigma: Sigma,
    private readonly graph: MultiDirectedGraph,
  ) {
    sigma.on("downNode", (payload) => this.take(payload));
    sigma.on("downEdge", () => this.forget());
    sigma.on("downStage", () => this.forget());
    sigma.on("enterNode", () => this.show("over"));
    sigma.on("leaveNode", () => this.show(""));
    sigma.on("moveBody", (payload) => this.follow(payload));
    for (const up of ["upNode", "upEdge", "upStage"] as const) {
      sigma.on(up, () => this.letGo());
    }
  }

  /** Whether the gesture that has just ended moved a node: the click at its end then means nothing. */
  get hasMoved(): boolean {
    return this.moving;
  }

  private take({ node, event }: SigmaNodeEventPayload): void {
    this.forget();
    if (!isOnePointer(event.original)) return;
    const { x, y } = this.graph.getNodeAttributes(node);
    const middle = this.sigma.graphToViewport({ x, y });
    this.node = node;
    this.start = { x: event.x, y: event.y };
    this.offset = { x: middle.x - event.x, y: middle.y - event.y };
  }

  private follow({ event }: SigmaStageEventPayload): void {
    if (!this.node) return;
    // Else Sigma.js would move its camera.
    event.preventSigmaDefault();
    event.original.preventDefault();
    if (!this.moving && !this.isBeyondShaking(event)) return;
    if (!this.moving) this.begin();
    const { x, y } = this.offset;
    place(this.sigma, this.graph, this.node, { x: event.x + x, y: event.y + y });
  }

  private begin(): void {
    this.moving = true;
    this.show("holding");
  }

  private letGo(): void {
    this.node = "";
    this.show("");
  }

  private forget(): void {
    this.letGo();
    this.moving = false;
  }

  private show(pointer: "over" | "holding" | ""): void {
    if (!this.node || pointer === "holding") this.sigma.getContainer().dataset.pointer = pointer;
  }

  private isBeyondShaking(event: Pointer): boolean {
    const far = Math.hypot(event.x - this.start.x, event.y - this.start.y);
    return far > ("touches" in event.original ? this.sigma.getSetting("tapMoveTolerance") : SHAKE);
  }
}

/** Puts a node to a place of the screen, where the layout leaves it; everything else stays where it is seen. */
export function place(
  sigma: Sigma,
  graph: MultiDirectedGraph,
  node: string,
  seen: { x: number; y: number },
): void {
  // Sigma.js scales the picture to the space that all nodes take: not while one of them is moved.
  if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
  graph.mergeNodeAttributes(node, { ...sigma.viewportToGraph(seen), fixed: true });
}

function isOnePointer(event: MouseEvent | TouchEvent): boolean {
  return "touches" in event ? event.touches.length === 1 : event.button === 0;
}
