/** What the page and the worker that holds the store say to each other: one task, then one answer. */
import type { QueryAnswer } from "../../data/shapes";

export type Task =
  | { do: "open"; module: WebAssembly.Module; rdf: string }
  /** `results` and `graph` are the media types of the answer, whichever of the two the query gives. */
  | { do: "query"; text: string; results: string; graph: string }
  | { do: "dump"; format: string };

export type Reply =
  | { answer: QueryAnswer }
  /** `broken`: the engine cannot be used any more, as when it runs out of memory. */
  | { problem: string; broken: boolean };
