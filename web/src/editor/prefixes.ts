/** The prefixes that the endpoint knows by itself, as in model/terms.py; the editor completes them. */
export const PREFIXES: Record<string, string> = {
  id: "https://w3id.org/sckb/id/",
  sckb: "https://w3id.org/sckb/ns#",
  claim: "https://w3id.org/sckb/claim/",
  src: "https://w3id.org/sckb/source/",
  graph: "https://w3id.org/sckb/graph/",
  link: "https://w3id.org/sckb/link/",
  schema: "https://schema.org/",
  org: "http://www.w3.org/ns/org#",
  prov: "http://www.w3.org/ns/prov#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/",
  oa: "http://www.w3.org/ns/oa#",
  foaf: "http://xmlns.com/foaf/0.1/",
  edtf: "http://id.loc.gov/datatypes/edtf/",
  owl: "http://www.w3.org/2002/07/owl#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  wd: "http://www.wikidata.org/entity/",
};

/** What an empty editor begins with. */
export const EXAMPLE = `PREFIX sckb: <${PREFIXES.sckb}>
PREFIX skos: <${PREFIXES.skos}>

SELECT DISTINCT ?conference ?name ?date
WHERE {
  ?conference a sckb:Conference ;
    skos:prefLabel ?name ;
    sckb:when ?date .
}
ORDER BY ?date
`;
