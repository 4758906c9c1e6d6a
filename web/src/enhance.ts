/** Finds what a part of a page can do more of, and does it; heavy parts are loaded when they are there. */
import type { Context } from "./context";
import { suggest } from "./suggest/suggest";
import { filterTimeline } from "./timeline/filter";

/** Enhances everything below an element; what cannot be loaded leaves the page as it came. */
export function enhance(root: ParentNode, context: Context): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-suggest]")) suggest(input, context);
  for (const list of root.querySelectorAll<HTMLElement>("[data-timeline]")) filterTimeline(list, context);
  const graph = root.querySelector<HTMLElement>("[data-graph]");
  if (graph) void import("./graph/island").then(({ startGraph }) => startGraph(graph, context));
  const editor = root.querySelector<HTMLTextAreaElement>("textarea[data-editor]");
  if (editor) void import("./editor/editor").then(({ startEditor }) => startEditor(editor, context));
}
