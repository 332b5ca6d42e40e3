import { randomInt } from 'node:crypto';
import type { DisclosureFrame } from '@sd-jwt/core';
import { Fault, isObject } from '../../base/index.js';

/** Digests of nothing in one object, so that the number of those left out is not told. */
const mostDecoys = 5;

/** What is to be disclosed apart in one object or list, and what deeper in it. */
interface Branch {
  readonly own: Set<string>;
  readonly deeper: Map<string, Branch>;
  /** How many digests stand here, whatever there is to hide; absent: it is chance. */
  digests?: number;
}
const branch = (): Branch => ({ own: new Set(), deeper: new Map() });

const namesIn = (pointer: string): readonly string[] => {
  if (!pointer.startsWith('/')) throw new Fault('BadInput', 'A claim is named by a JSON pointer.');
  return pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
};

const memberOf = (value: unknown, name: string): unknown => {
  const isPlace = !Array.isArray(value) || /^(?:0|[1-9]\d*)$/.test(name);
  if (typeof value !== 'object' || value === null || !isPlace || !Object.hasOwn(value, name)) {
    throw new Fault('BadInput', 'A claim that is to be disclosed apart is not there.');
  }
  return Object.entries(value).find(([key]) => key === name)?.[1];
};

function branchAt(root: Branch, names: readonly string[]): Branch {
  let at = root;
  for (const name of names) {
    const next = at.deeper.get(name) ?? branch();
    at.deeper.set(name, next);
    at = next;
  }
  return at;
}

function add(root: Branch, claims: unknown, names: readonly string[]): void {
  let value = claims;
  for (const name of names) {
    value = memberOf(value, name);
    if (name === '') throw new Fault('BadInput', 'A claim without a name is not disclosed apart.');
  }
  const last = names.at(-1);
  if (last !== undefined) branchAt(root, names.slice(0, -1)).own.add(last);
}

type Frame = DisclosureFrame<Record<string, unknown>>;

function decoysFor({ own, digests }: Branch): number {
  if (digests === undefined) return own.size > 0 ? randomInt(mostDecoys + 1) : 0;
  if (own.size > digests)
    throw new Fault('BadInput', 'More is disclosed apart than there is room for.');
  return digests - own.size;
}

/** Decoys in objects only: in a list they would be places. The library's type knows names, and no places in a list. */
function frameOf(root: Branch, value: unknown): Frame;
function frameOf(root: Branch, value: unknown): object {
  const { own, deeper } = root;
  const inner = [...deeper].map(
    ([name, next]) => [name, frameOf(next, memberOf(value, name))] as const,
  );
  const decoys = isObject(value) ? decoysFor(root) : 0;
  return {
    ...Object.fromEntries(inner),
    _sd: Array.isArray(value) ? [...own].map(Number) : [...own],
    ...(decoys > 0 && { _sd_decoy: decoys }),
  };
}

/**
 * In the words of the library: which claims get a disclosure of their own.
 * @param digests how many stand in each of these objects, by JSON pointer, decoys among them; in others their number is chance.
 */
export function frameFor(
  claims: object,
  pointers: readonly string[],
  digests: ReadonlyMap<string, number> = new Map(),
): Frame {
  const root = branch();
  for (const pointer of pointers) add(root, claims, namesIn(pointer));
  for (const [pointer, wanted] of digests) {
    branchAt(root, pointer === '' ? [] : namesIn(pointer)).digests = wanted;
  }
  return frameOf(root, claims);
}
