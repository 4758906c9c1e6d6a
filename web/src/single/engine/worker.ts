/** The query engine in a thread of its own, which the page can end: nothing else stops a query that runs away. */
import { initSync, Store } from "oxigraph/web.js";
import type { QueryAnswer } from "../../data/shapes";
import type { Reply, Task } from "./messages";

let store: Store | undefined;

addEventListener("message", ({ data }: MessageEvent<Task>) => postMessage(reply(data)));

function reply(task: Task): Reply {
  try {
    return { answer: done(task) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { problem, broken: error instanceof WebAssembly.RuntimeError || error instanceof RangeError };
  }
}

function done(task: Task): QueryAnswer {
  if (task.do === "open") {
    initSync({ module: task.module });
    store = new Store();
    store.load(task.rdf, { format: "application/n-quads", no_transaction: true });
    return { type: "", text: "" };
  }
  if (!store) throw new Error("there is no store yet");
  if (task.do === "dump") return { type: task.format, text: store.dump({ format: task.format }) };
  return answered(store, task.text, [task.results, task.graph]);
}

/** The answer in the first of the types that suits what the query gives: rows or a graph. */
function answered(over: Store, text: string, [type = "", ...others]: string[]): QueryAnswer {
  try {
    return { type, text: String(over.query(text, { results_format: type })) };
  } catch (error) {
    const unsuitable = error instanceof Error && error.message.startsWith("Not supported RDF format");
    if (!unsuitable || others.length === 0) throw error;
    return answered(over, text, others);
  }
}
