/** SPARQL in the browser: Oxigraph, the engine of the program itself, as WebAssembly in a worker. */
import type { QueryAnswer } from "../../data/shapes";
import { SourceError } from "../../data/source";
import { withPrefixes } from "../turtle";
import type { Reply, Task } from "./messages";
import { refused } from "./refusal";

const RESULTS = [
  "application/sparql-results+json",
  "application/sparql-results+xml",
  "text/csv",
  "text/tab-separated-values",
];
const GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"];

/** A query that was ended before it had an answer: by the reader, or when its time was over. */
export class StoppedError extends SourceError {
  constructor(readonly isOverdue: boolean) {
    super("the query was stopped", 503);
  }
}

/** What this file carries for queries. */
export interface EngineParts {
  rdf: string;
  /** The WebAssembly module, gzipped, in base64. */
  module: string;
  /** The script of the worker. */
  worker: string;
  prefixes: Record<string, string>;
  /** Seconds that a query may take. */
  deadline: number;
}

/** What a query is doing: the store is being filled, or it runs. */
export type Progress = (doing: "loading" | "running") => void;

/** Answers queries one after the other; the store is filled for the first one, and after one was stopped. */
export class Engine {
  private compiled: Promise<WebAssembly.Module> | undefined;
  private address = "";
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: EngineParts) {}

  get deadline(): number {
    return this.parts.deadline;
  }

  /**
   * The answer to a query in the first media type of `accept` that suits it; prefixes are declared.
   * Rejects with StoppedError at the deadline and when the signal aborts.
   */
  async query(text: string, accept: string, signal?: AbortSignal, progress?: Progress): Promise<QueryAnswer> {
    const wanted = accept.split(",").map((type) => type.split(";")[0]?.trim() ?? "");
    const results = wanted.find((type) => RESULTS.includes(type)) ?? RESULTS[0] ?? "";
    const graph = wanted.find((type) => GRAPHS.includes(type)) ?? GRAPHS[0] ?? "";
    // All prefixes on one line of their own, so that places in messages are easily set right.
    const whole = `${this.declared()}\n${text}`;
    try {
      const answer = await this.inTurn({ do: "query", text: whole, results, graph }, signal, progress);
      const { prefixes } = this.parts;
      return answer.type === "text/turtle"
        ? { type: answer.type, text: withPrefixes(answer.text, prefixes) }
        : answer;
    } catch (error) {
      throw error instanceof ProblemError ? refused(error.message, text) : error;
    }
  }

  /** Everything, as TriG or N-Quads. */
  async everything(format: string): Promise<string> {
    return (await this.inTurn({ do: "dump", format })).text;
  }

  private inTurn(task: Task, signal?: AbortSignal, progress?: Progress): Promise<QueryAnswer> {
    const turn = this.last.then(() => this.run(task, signal, progress));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async run(task: Task, signal?: AbortSignal, progress?: Progress): Promise<QueryAnswer> {
    if (signal?.aborted) throw new StoppedError(false);
    if (!this.worker) {
      progress?.("loading");
      this.compiled ??= compiled(this.parts.module);
      const module = await this.compiled;
      this.address ||= URL.createObjectURL(new Blob([this.parts.worker], { type: "text/javascript" }));
      this.worker = new Worker(this.address);
      await this.asked({ do: "open", module, rdf: this.parts.rdf }, signal);
    }
    progress?.("running");
    return this.asked(task, signal, task.do === "query" ? this.parts.deadline : undefined);
  }

  /** The worker's reply to a task; the worker is ended after so many seconds or when the signal aborts. */
  private asked(task: Task, signal?: AbortSignal, seconds?: number): Promise<QueryAnswer> {
    return new Promise((resolve, reject) => {
      const { worker } = this;
      if (!worker) throw new SourceError("there is no query engine", 500);
      const end = (error: Error): void => {
        worker.terminate();
        this.worker = undefined;
        settle();
        reject(error);
      };
      const cancel = (): void => end(new StoppedError(false));
      const timer = seconds && setTimeout(() => end(new StoppedError(true)), seconds * 1000);
      const settle = (): void => {
        clearTimeout(timer || undefined);
        signal?.removeEventListener("abort", cancel);
      };
      if (signal?.aborted) return cancel();
      signal?.addEventListener("abort", cancel);
      worker.onerror = ({ message }) => end(new SourceError(message || "the query engine failed", 500));
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if ("problem" in data && data.broken) return end(new SourceError(data.problem, 500));
        settle();
        if ("problem" in data) reject(new ProblemError(data.problem));
        else resolve(data.answer);
      };
      worker.postMessage(task);
    });
  }

  private declared(): string {
    return Object.entries(this.parts.prefixes)
      .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`)
      .join(" ");
  }
}

/** What the engine itself says about a task. */
class ProblemError extends Error {}

async function compiled(base64: string): Promise<WebAssembly.Module> {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}
