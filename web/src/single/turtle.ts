/** Turtle as people read it: the engine writes every IRI in full. */

// A text, or an IRI; nothing else in what the engine writes holds "<" or a quotation mark.
const TOKEN = /"(?:[^"\\]|\\.)*"|<([^<>"{}|^`\\\s]*)>/g;
const LOCAL_NAME = /^[A-Za-z0-9_](?:[\w-]*[\w])?$/;

/** The same graph, its IRIs shortened with the prefixes, those that are used declared. */
export function withPrefixes(turtle: string, prefixes: Record<string, string>): string {
  const used = new Set<string>();
  const short = turtle.replace(TOKEN, (token, iri: string | undefined) => {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      const rest = iri?.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (!LOCAL_NAME.test(rest)) continue;
      used.add(prefix);
      return `${prefix}:${rest}`;
    }
    return token;
  });
  const declared = Object.entries(prefixes).filter(([prefix]) => used.has(prefix));
  return `${declared.map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`).join("")}${short}`;
}
