import { isObject, type JsonObject } from '../../base/index.js';
import type { JsonFormat } from '../json-format.js';
import type { DocumentName } from '../names.js';
import { recognised } from '../reading.js';

const of = (standard: DocumentName, fits: JsonFormat['fits']): JsonFormat => ({
  fits,
  read: () => recognised(standard),
});

const isText = (value: unknown): boolean => typeof value === 'string';
const shapeWords = [
  'properties',
  'definitions',
  '$defs',
  '$ref',
  'oneOf',
  'anyOf',
  'allOf',
  'enum',
];

const isSchemaType = (type: unknown): boolean =>
  typeof type === 'string' && /^(?:object|array|string|number|integer|boolean|null)$/.test(type);

/** A document of any kind can name the schema it keeps to: only one that describes a shape, or names a meta-schema, is one. */
function isSchema(value: JsonObject): boolean {
  const schema = value['$schema'];
  const isNamed = isText(schema) && /json-schema\.org/.test(String(schema));
  const describes = shapeWords.some((word) => Object.hasOwn(value, word));
  return (
    isNamed ||
    (describes && (isText(schema) || isText(value['$id']) || isSchemaType(value['type'])))
  );
}

/** edubadges' contexts say beside the terms which schema checks them. */
const besideTerms = new Set(['@context', 'obi:validation', '$comment', 'comment']);

function isContext(value: JsonObject): boolean {
  const terms = value['@context'];
  const defines = isObject(terms) || (Array.isArray(terms) && terms.some((each) => isObject(each)));
  return defines && Object.keys(value).every((name) => besideTerms.has(name));
}

const isOpenApi = (value: JsonObject): boolean =>
  (isText(value['openapi']) || isText(value['swagger'])) && isObject(value['info']);

/** What describes documents, and is about nobody. */
export const published: readonly JsonFormat[] = [
  of('openapi', isOpenApi),
  of('schema', isSchema),
  of('context', isContext),
];
