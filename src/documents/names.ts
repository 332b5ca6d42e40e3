/** Kinds of documents we know, as connectors and tables name them, and the name people know them by. */
export const documentNames = {
  ob3: 'Open Badges 3.0',
  ob2: 'Open Badges 2.0',
  clr2: 'CLR 2.0',
  vc: 'W3C Verifiable Credential',
  'sd-jwt-vc': 'SD-JWT VC',
  'ler-rs': 'LER-RS',
  elmo: 'EMREX ELMO',
  'elmo-json': 'EMREX ELMO as JSON',
  elm: 'European Learning Model',
  csv: 'CSV',
  eduid: 'eduID',
  edubadges: 'edubadges',
  schema: 'JSON Schema',
  context: 'JSON-LD context',
  openapi: 'OpenAPI',
  xsd: 'XML Schema',
  rdf: 'RDF (Turtle)',
} as const;
export type DocumentName = keyof typeof documentNames;

/** By the name people know it by, with its version where the name does not say that already. */
export function nameOfDocument(standard: DocumentName, version?: string): string {
  const name = documentNames[standard];
  return version === undefined || name.endsWith(version) ? name : `${name} ${version}`;
}
