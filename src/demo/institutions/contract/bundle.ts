import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { isObject, tightenAnswer, tightened, worded } from './tighten.js';

export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
};
export type Contract = {
  /** What is wrong with an answer to `GET path`; nothing when the list is empty. */
  readonly check: (path: string, answer: Answer) => readonly string[];
  /** What `expand` may name there. */
  readonly expandable: (path: string) => readonly string[];
  readonly version: 5 | 6;
};

/** The member at the end of a list of keys, each an object on the way. */
const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce((found, key) => (isObject(found) ? found[key] : undefined), value);

/** What the bundle promises for `GET path` and this status: media type and schema. */
function promised(
  bundle: unknown,
  path: string,
  status: number,
): readonly [string, unknown] | undefined {
  const response = at(bundle, 'paths', path, 'get', 'responses', String(status));
  const ref = at(response, '$ref');
  const named = typeof ref === 'string' ? at(bundle, ...ref.split('/').slice(1)) : response;
  const content = at(named, 'content');
  const first = isObject(content) ? Object.entries(content)[0] : undefined;
  return first === undefined ? undefined : [first[0], at(first[1], 'schema')];
}

function expandValues(bundle: unknown, path: string): readonly string[] {
  const parameters = at(bundle, 'paths', path, 'get', 'parameters');
  const all: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  const expand = all.find((parameter) => at(parameter, 'name') === 'expand');
  const words = at(expand, 'schema', 'items', 'enum');
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}

const ownType = 'application/vnd.oeapi+json;version=6.0';

/** @throws TypeError when the document is no OpenAPI with schemas. */
export function contractOf(bundle: unknown): Contract {
  const schemas = at(bundle, 'components', 'schemas');
  if (!isObject(schemas)) throw new TypeError('the bundle has no schemas');
  const ajv = new Ajv2019({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  });
  formats.default(ajv);
  // What version 6 calls a reference is a path with names in braces, also in its own examples.
  ajv.addFormat('uri-reference', true);
  const version = String(at(bundle, 'info', 'version')).startsWith('6') ? 6 : 5;
  ajv.addSchema({ $id: 'oeapi', $defs: version === 5 ? worded(schemas) : tightened(schemas) });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (key: string, schema: unknown): ValidateFunction | undefined => {
    const tight = isObject(schema) ? tightenAnswer(schema) : undefined;
    const made = compiled.get(key) ?? (isObject(tight) ? ajv.compile(tight) : undefined);
    if (made !== undefined) compiled.set(key, made);
    return made;
  };
  const check = (path: string, { status, contentType, body }: Answer): readonly string[] => {
    const promise = promised(bundle, path, status);
    if (promise === undefined) return [`the bundle knows no ${status} for GET ${path}`];
    const [mediaType, schema] = promise;
    // The bundle of version 6 says plain JSON, and its text a media type of its own.
    const types = version === 6 && status < 400 ? [ownType] : [mediaType];
    const wrongType = types.includes(contentType) ? [] : [`content-type is ${contentType}`];
    const validate = validator(`${status} ${path}`, schema);
    if (validate === undefined) return [...wrongType, 'the bundle has no schema here'];
    const errors = validate(body) ? [] : (validate.errors ?? []);
    return [...wrongType, ...errors.map((e) => `${e.instancePath} ${e.message ?? e.keyword}`)];
  };
  return { check, expandable: (path) => expandValues(bundle, path), version };
}
