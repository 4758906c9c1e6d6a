import type {
  EvidenceReport,
  GraphPage,
  GraphPart,
  Hit,
  Lang,
  PathReport,
  QueryAnswer,
  WholeGraph,
} from "./shapes";

/** Where the explorer gets its data from: the server, or what a single file carries inside. */
export interface DataSource {
  /** Entities named like a text, best first; as forgiving as the command line. */
  search(text: string, lang: Lang, limit?: number, signal?: AbortSignal): Promise<Hit[]>;
  /** What an entity (slug, IRI or label) is tied to; with `page`, more of one of its relations. */
  neighbourhood(entity: string, lang: Lang, page?: GraphPage): Promise<GraphPart>;
  /** All facts between entities, as many as a screen can bear. */
  wholeGraph(lang: Lang): Promise<WholeGraph>;
  /** The evidence of one fact between two entities. */
  evidence(subject: string, term: string, object: string, lang: Lang): Promise<EvidenceReport>;
  /** The shortest connections between two entities. */
  path(from: string, to: string, all: boolean, lang: Lang): Promise<PathReport>;
  /** The answer to a SPARQL query in one of the media types of `accept`. */
  query(text: string, accept: string, signal?: AbortSignal): Promise<QueryAnswer>;
}

/** Something that could not be answered; the message is for the reader. */
export class SourceError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** The server that the page came from. */
export class HttpSource implements DataSource {
  constructor(private readonly root: string = "/") {}

  search(text: string, lang: Lang, limit = 8, signal?: AbortSignal): Promise<Hit[]> {
    return this.json("search", { q: text, lang, limit: String(limit) }, signal);
  }

  neighbourhood(entity: string, lang: Lang, page?: GraphPage): Promise<GraphPart> {
    const asked = page
      ? { relation: page.term, direction: page.inverse ? "in" : "out", offset: String(page.offset) }
      : {};
    return this.json("neighbourhood", { entity, lang, ...asked });
  }

  wholeGraph(lang: Lang): Promise<WholeGraph> {
    return this.json("graph", { lang });
  }

  evidence(subject: string, term: string, object: string, lang: Lang): Promise<EvidenceReport> {
    return this.json("evidence", { subject, term, object, lang });
  }

  path(from: string, to: string, all: boolean, lang: Lang): Promise<PathReport> {
    return this.json("path", { from, to, lang, ...(all ? { all: "1" } : {}) });
  }

  async query(text: string, accept: string, signal?: AbortSignal): Promise<QueryAnswer> {
    const response = await fetch(`${this.root}sparql`, {
      method: "POST",
      headers: { "content-type": "application/sparql-query", accept },
      body: text,
      ...(signal ? { signal } : {}),
    });
    const answer = await response.text();
    if (!response.ok) throw new SourceError(answer.trim(), response.status);
    return { type: mediaType(response), text: answer };
  }

  private async json<T>(view: string, fields: Record<string, string>, signal?: AbortSignal): Promise<T> {
    const address = `${this.root}api/${view}?${new URLSearchParams(fields)}`;
    const response = await fetch(address, {
      headers: { accept: "application/json" },
      ...(signal ? { signal } : {}),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new SourceError(problemIn(body), response.status);
    return body as T;
  }
}

function mediaType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
}

function problemIn(body: unknown): string {
  const said = typeof body === "object" && body !== null && "error" in body ? body.error : "";
  return typeof said === "string" ? said : "";
}
