/** The shortest connections between two entities, chosen as smartcity_kb.views.paths chooses them. */
import type { Hop, Lang, PathReport } from "../data/shapes";
import { SourceError } from "../data/source";
import type { FactRow } from "./data";
import { compare } from "./fold";
import type { Links } from "./links";

const MOST_PATHS = 100;
const MOST_CLAIMS = 20;
const LONGEST = 6;

interface Chain {
  places: number;
  facts: FactRow[];
}

/** The most telling shortest path; with `every`, up to a hundred of them. */
export function paths(links: Links, start: string, end: string, every: boolean, lang: Lang): PathReport {
  if (start === end) throw new SourceError("a path needs two different entities", 400);
  const most = every ? MOST_PATHS : 1;
  const chains = bestChains(links, start, end, most + 1);
  const found = chains.slice(0, most).map((chain) => ({ hops: hops(links, chain.facts, start, lang) }));
  const rows = found.flatMap((path) => path.hops.flatMap((hop) => hop.evidence));
  return {
    start: links.label(start, lang),
    end: links.label(end, lang),
    paths: found,
    truncated: every && chains.length > most,
    words: links.words(rows, lang),
  };
}

/** Entity -> how many steps it is from one, breadth first, no further than LONGEST. */
function distances(links: Links, from: string): Map<string, number> {
  const found = new Map([[from, 0]]);
  let frontier = [from];
  for (let step = 1; step <= LONGEST && frontier.length; step++) {
    const next: string[] = [];
    for (const entity of frontier) {
      for (const other of links.neighbours(entity)) {
        if (!found.has(other)) {
          found.set(other, step);
          next.push(other);
        }
      }
    }
    frontier = next;
  }
  return found;
}

/** The first chains: fewest hops through places, then in the order of their facts. */
function bestChains(links: Links, start: string, end: string, most: number): Chain[] {
  const toEnd = distances(links, end);
  if (!toEnd.has(start)) return [];
  const places = new Set(links.data.placeTerms);
  const known = new Map<string, Chain[]>([[end, [{ places: 0, facts: [] }]]]);
  const chainsFrom = (entity: string): Chain[] => {
    const before = known.get(entity);
    if (before) return before;
    const nearer = (toEnd.get(entity) ?? 0) - 1;
    const chains: Chain[] = [];
    for (const fact of links.of(entity)) {
      const other = fact[0] === entity ? fact[2] : fact[0];
      if (toEnd.get(other) !== nearer) continue;
      for (const rest of chainsFrom(other)) {
        chains.push({ places: rest.places + (places.has(fact[1]) ? 1 : 0), facts: [fact, ...rest.facts] });
      }
    }
    chains.sort(moreTelling);
    const kept = chains.slice(0, most);
    known.set(entity, kept);
    return kept;
  };
  return chainsFrom(start);
}

function moreTelling(a: Chain, b: Chain): number {
  if (a.places !== b.places) return a.places - b.places;
  for (const [i, fact] of a.facts.entries()) {
    const other = b.facts[i];
    if (other === undefined) return 1;
    const order = compare(fact[0], other[0]) || compare(fact[1], other[1]) || compare(fact[2], other[2]);
    if (order) return order;
  }
  return 0;
}

function hops(links: Links, facts: FactRow[], start: string, lang: Lang): Hop[] {
  let at = start;
  return facts.map(([subject, term, object, claims]) => {
    const inverse = subject !== at;
    const to = inverse ? subject : object;
    const stating = claims.slice(0, MOST_CLAIMS);
    const hop = {
      fact: { subject, term, object, claims: stating },
      inverse,
      subject: links.label(at, lang),
      relation: links.relation(term, inverse, lang),
      object: links.label(to, lang),
      evidence: links.evidence(stating),
    };
    at = to;
    return hop;
  });
}
