/** The terms of the vocabulary, for completion. */
import type { Context } from "../context";

const CLASSES = "rdfs:Class owl:Class";
const PROPERTIES = "rdf:Property owl:ObjectProperty owl:DatatypeProperty";

/** The IRIs of the vocabulary's properties or classes; none where they cannot be had. */
export async function termsOf(kind: "property" | "class", context: Context): Promise<string[]> {
  const types = kind === "class" ? CLASSES : PROPERTIES;
  const query = `PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?term WHERE {
  VALUES ?type { ${types} } GRAPH <https://w3id.org/sckb/graph/vocabulary> { ?term a ?type }
} ORDER BY ?term`;
  try {
    const { text } = await context.source.query(query, "text/csv");
    return text.split(/\r?\n/).slice(1).filter(Boolean);
  } catch {
    return [];
  }
}
