/** The data that this file carries inside, behind the same interface as the server's. */
import type {
  EvidenceReport,
  GraphPage,
  GraphPart,
  Hit,
  Lang,
  PathReport,
  QueryAnswer,
  WholeGraph,
} from "../data/shapes";
import type { DataSource } from "../data/source";
import type { KnowledgeBaseData } from "./data";
import type { Engine, Progress } from "./engine/engine";
import { Links } from "./links";
import { evidenceOf, neighbourhood, wholeGraph } from "./neighbourhood";
import { paths } from "./paths";
import { resolve, search } from "./search";

export class EmbeddedSource implements DataSource {
  readonly links: Links;

  constructor(
    readonly data: KnowledgeBaseData,
    private readonly engine: Engine,
  ) {
    this.links = new Links(data);
  }

  async search(text: string, lang: Lang, limit = 8): Promise<Hit[]> {
    return search(this.data, text, lang, limit);
  }

  async neighbourhood(entity: string, lang: Lang, page?: GraphPage): Promise<GraphPart> {
    return neighbourhood(this.links, resolve(this.data, entity, lang), lang, page);
  }

  async wholeGraph(lang: Lang): Promise<WholeGraph> {
    return wholeGraph(this.links, lang);
  }

  async evidence(subject: string, term: string, object: string, lang: Lang): Promise<EvidenceReport> {
    return evidenceOf(this.links, subject, term, object, lang);
  }

  async path(from: string, to: string, all: boolean, lang: Lang): Promise<PathReport> {
    return paths(this.links, resolve(this.data, from, lang), resolve(this.data, to, lang), all, lang);
  }

  query(text: string, accept: string, signal?: AbortSignal, progress?: Progress): Promise<QueryAnswer> {
    return this.engine.query(text, accept, signal, progress);
  }

  /** Seconds that a query may take. */
  get deadline(): number {
    return this.engine.deadline;
  }
}
