import { randomInt } from 'node:crypto';
import type { DisclosureFrame } from '@sd-jwt/core';
import { Fault, isObject } from '../../base/index.js';

/** Digests of nothing in one object, so that the number of those left out is not told. */
const mostDecoys = 5;

/** What is to be disclosed apart in one object or list, and what deeper in it. */
interface Branch {
  readonly own: Set<string>;
  readonly deeper: Map<string, Branch>;
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

function add(root: Branch, claims: unknown, names: readonly string[]): void {
  let [at, value] = [root, claims];
  for (const [level, name] of names.entries()) {
    value = memberOf(value, name);
    if (level === names.length - 1) at.own.add(name);
    else {
      const next = at.deeper.get(name) ?? branch();
      at.deeper.set(name, next);
      at = next;
    }
  }
}

type Frame = DisclosureFrame<Record<string, unknown>>;

/** Decoys in objects only: in a list they would be places. The library's type knows names, and no places in a list. */
function frameOf(root: Branch, value: unknown): Frame;
function frameOf({ own, deeper }: Branch, value: unknown): object {
  const inner = [...deeper].map(
    ([name, next]) => [name, frameOf(next, memberOf(value, name))] as const,
  );
  const isHiding = isObject(value) && own.size > 0;
  return {
    ...Object.fromEntries(inner),
    _sd: Array.isArray(value) ? [...own].map(Number) : [...own],
    ...(isHiding && { _sd_decoy: randomInt(mostDecoys + 1) }),
  };
}

/** In the words of the library: which claims get a disclosure of their own. */
export function frameFor(claims: object, pointers: readonly string[]): Frame {
  const root = branch();
  for (const pointer of pointers) add(root, claims, namesIn(pointer));
  return frameOf(root, claims);
}
