import { isObject, type JsonObject } from '../../base/index.js';
import { nameInPath, type RecordIssue } from '../../records/index.js';
import { type FieldType, fieldTypes, meantBy } from './file-names.js';

/** What any system may put there is its own affair. */
const notOurs: ReadonlySet<string> = new Set(['ext', 'consumers', 'consumer', 'timelineOverrides']);
const deepest = 12;
const mostIssues = 200;

const holds: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  array: Array.isArray,
  object: isObject,
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  any: () => true,
};

/** Names are texts in languages; of a document that is attached, and of a person at some, one text. */
const fits = (name: string, value: unknown): boolean =>
  value === null || value === undefined || holds[fieldTypes.get(name) ?? 'any'](value);

const under = (path: string, name: string): string =>
  path === '' ? nameInPath(name) : `${path}.${nameInPath(name)}`;

function* within(value: unknown, path: string, left: number): Generator<RecordIssue> {
  if (left === 0) return;
  if (Array.isArray(value)) {
    for (const element of value) yield* within(element, path, left - 1);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = under(path, name);
    if (meantBy(name) !== undefined) yield { code: 'KEY_SPELLING', path: at };
    if (!fits(name, inner)) yield { code: 'TYPE', path: at };
    if (!notOurs.has(name)) yield* within(inner, at, left - 1);
  }
}

const isNamed = (raw: JsonObject): boolean => isObject(raw['primaryCode']);

/** What in a document is not as the standard has it: each code once for each place. */
export function issuesIn(raw: JsonObject): readonly RecordIssue[] {
  const found = new Map<string, RecordIssue>();
  if (isNamed(raw) && typeof raw['name'] === 'string') {
    found.set('TYPE name', { code: 'TYPE', path: 'name' });
  }
  for (const issue of within(raw, '', deepest)) {
    found.set(`${issue.code} ${issue.path}`, issue);
    if (found.size >= mostIssues) break;
  }
  return [...found.values()];
}

/** The same with names as the standard spells them; one that is spelled right counts before one that is not. */
export function respelled(value: unknown, left = deepest): unknown {
  if (left === 0) return value;
  if (Array.isArray(value)) return value.map((element) => respelled(element, left - 1));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => {
    const meant = meantBy(name);
    const isFree = meant !== undefined && !Object.hasOwn(value, meant);
    const inside = notOurs.has(name) ? inner : respelled(inner, left - 1);
    return [isFree ? meant : name, inside] as const;
  });
  return Object.fromEntries(members);
}
