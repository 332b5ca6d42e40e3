/** JSON whose form we look at as we go. */
export type JsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const defs = 'oeapi#/$defs/';
const bundled = '#/components/schemas/';

/** Anything may stand in these; that is what the standard made them for. */
const openEnded = ['Ext', 'Consumer'].map((name) => `${bundled}${name}`);

/** Notes that carry no rule. `oneOf` is treated below. */
const noRule = new Set(
  'description title example examples default readOnly writeOnly discriminator'.split(' '),
);

/** So itself, or, as version 6 has it, so or nothing. */
const isOpen = ({ $ref: ref, oneOf }: JsonObject): boolean =>
  (typeof ref === 'string' && openEnded.includes(ref)) ||
  (Array.isArray(oneOf) && oneOf.some((one: unknown) => isObject(one) && isOpen(one)));

const closed = (schema: unknown): unknown => {
  if (!isObject(schema)) return schema;
  if (schema['writeOnly'] === true) return false; // an answer never holds it
  return isOpen(schema) ? tighten(schema) : { ...tighten(schema), unevaluatedProperties: false };
};

const eachOf = (map: unknown, change: (value: unknown) => unknown): unknown =>
  isObject(map)
    ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
    : map;
const branches = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? tighten(one) : one)) : value;

const keyword: Readonly<Record<string, (value: unknown) => readonly [string, unknown]>> = {
  $ref: (value) => ['$ref', String(value).replace(bundled, defs)],
  properties: (value) => ['properties', eachOf(value, closed)],
  items: (value) => ['items', closed(value)],
  allOf: (value) => ['allOf', branches(value)],
  anyOf: (value) => ['anyOf', branches(value)],
  // The bundle's oneOf branches overlap (a course offering is also a valid program offering), so exactly
  // one can never hold. Each branch gets its own type word in `worded`; then anyOf says what was meant.
  oneOf: (value) => ['anyOf', branches(value)],
};

/**
 * One OpenAPI 3.0 schema as JSON Schema 2019-09: `nullable` becomes a type, write-only fields are
 * forbidden, and a field that the standard does not name is an error.
 */
export function tighten(schema: JsonObject): JsonObject {
  const rules = Object.entries(schema)
    .filter(([key]) => !noRule.has(key) && !key.startsWith('x-') && key !== 'nullable')
    .map(([key, value]): readonly [string, unknown] => keyword[key]?.(value) ?? [key, value]);
  const tight: JsonObject = Object.fromEntries(rules);
  return schema['nullable'] === true ? { anyOf: [tight, { type: 'null' }] } : tight;
}

/** A schema as an answer's outermost: nothing unnamed may stand beside its fields. */
export const tightenAnswer = (schema: JsonObject): unknown => closed(schema);

const typeWords = ['Program', 'Course', 'Component'].flatMap((kind) => {
  const word = kind.toLowerCase();
  return [
    [`${kind}Offering`, 'offeringType', word],
    [`${kind}OfferingAssociation`, 'associationType', `${word}OfferingAssociation`],
  ] as const;
});

/** All named schemas. */
export const tightened = (schemas: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      isObject(schema) ? tighten(schema) : schema,
    ]),
  );

/**
 * All named schemas, with each kind of offering and association bound to its own type word.
 * @throws TypeError when one of those is not there: then this is not OEAPI v5.
 */
export function worded(schemas: JsonObject): JsonObject {
  const tight = new Map(Object.entries(tightened(schemas)));
  const add = (name: string, properties: JsonObject): void => {
    const found = tight.get(name);
    if (!isObject(found)) throw new TypeError(`the bundle has no schema ${name}`);
    tight.set(name, { allOf: [found, { properties }] });
  };
  for (const [name, field, word] of typeWords) add(name, { [field]: { const: word } });
  // The mbo exam chain's profile puts its consumer on the result, where core v5 names none.
  add('Result', { consumers: { type: 'array', items: { $ref: `${defs}Consumer` } } });
  return Object.fromEntries(tight);
}
