import { isObject, type JsonObject } from '../../base/index.js';
import type { SetAside } from '../../records/index.js';

/** Something that a credential says of somebody, and the nearest claim it is a part of. */
export interface Claim {
  readonly raw: JsonObject;
  /** JSON pointer to where it stands first. */
  readonly place: string;
  /** Names on the way to it, for issues and losses. */
  readonly path: string;
  readonly type: ClaimType;
  readonly whole?: Claim;
}
export const claimTypes = [
  'LearningAchievement',
  'LearningActivity',
  'LearningAssessment',
  'LearningEntitlement',
] as const;
export type ClaimType = (typeof claimTypes)[number];

/** No credential that people are given says as much. */
const mostClaims = 1000;
const mostDepth = 32;
/** More of what was set aside nobody reads. */
const mostAside = 200;
/** Of whatever stands where a claim may stand. */
const mostLookedAt = 10_000;

const typesIn = (raw: JsonObject): readonly unknown[] => {
  const type = raw['type'];
  return Array.isArray(type) ? type : [type];
};

const claimTypeOf = (raw: JsonObject): ClaimType | undefined =>
  claimTypes.find((type) =>
    typesIn(raw).some((word) => typeof word === 'string' && word.replace(/^elm:/, '') === type),
  );

const each = (raw: JsonObject, name: string): readonly unknown[] => {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostLookedAt + 1) : [value];
  return all.filter((one) => one !== undefined && one !== null);
};

const idOf = (raw: unknown): string | undefined => {
  const id = isObject(raw) ? raw['id'] : raw;
  return typeof id === 'string' && id !== '' ? id : undefined;
};

/** A reference has a name and nothing to read. */
const isReference = (raw: unknown): boolean =>
  typeof raw === 'string' ||
  (isObject(raw) && Object.keys(raw).every((name) => name === 'id' || name === 'type'));

interface Found {
  readonly claims: Claim[];
  readonly aside: SetAside[];
}

interface At {
  readonly place: string;
  readonly path: string;
  readonly depth: number;
}

/** Follows parts down and wholes up. What stands twice under one id is one claim; a reference is no claim of its own. */
class Walk {
  readonly found: Found = { claims: [], aside: [] };
  #lookedAt = 0;
  readonly #byId = new Map<string, number>();
  readonly #partsById: (readonly [part: string, whole: number])[] = [];
  readonly #wholes = new Map<number, number>();

  isTooLarge(): boolean {
    return this.#lookedAt > mostLookedAt || this.found.claims.length > mostClaims;
  }

  claim(raw: unknown, at: At): number | undefined {
    this.#lookedAt += 1;
    if (isReference(raw)) return undefined;
    const type = isObject(raw) ? claimTypeOf(raw) : undefined;
    if (isObject(raw) && type !== undefined) return this.#once(raw, type, at);
    const code = isObject(raw) ? 'CLAIM_TYPE_UNKNOWN' : 'TYPE';
    if (this.found.aside.length < mostAside) this.found.aside.push({ path: at.place, code });
    return undefined;
  }

  #once(raw: JsonObject, type: ClaimType, at: At): number | undefined {
    const id = idOf(raw);
    const before = id === undefined ? undefined : this.#byId.get(id);
    if (before !== undefined) return before;
    if (this.isTooLarge() || at.depth > mostDepth) return undefined;
    const index = this.found.claims.push({ raw, place: at.place, path: at.path, type }) - 1;
    if (id !== undefined) this.#byId.set(id, index);
    this.#around(raw, index, at);
    return index;
  }

  #around(raw: JsonObject, index: number, at: At): void {
    const next = (name: string, n: number): At => ({
      place: `${at.place}/${name}/${n}`,
      path: `${at.path}.${name}`,
      depth: at.depth + 1,
    });
    for (const [n, part] of each(raw, 'hasPart').entries()) {
      const partId = idOf(part);
      const found = this.claim(part, next('hasPart', n));
      if (found !== undefined) this.#join(found, index);
      else if (partId !== undefined) this.#partsById.push([partId, index]);
    }
    for (const [n, whole] of each(raw, 'isPartOf').entries()) {
      const wholeId = idOf(whole);
      const found = this.claim(whole, next('isPartOf', n)) ?? this.#byId.get(wholeId ?? '');
      if (found !== undefined) this.#join(index, found);
    }
  }

  #join(part: number, whole: number): void {
    if (part !== whole && !this.#wholes.has(part)) this.#wholes.set(part, whole);
  }

  /** With the wholes, now that all are known. What goes round in circles has none. */
  done(): readonly Claim[] {
    for (const [id, whole] of this.#partsById) {
      const part = this.#byId.get(id);
      if (part !== undefined) this.#join(part, whole);
    }
    const built = new Map<number, Claim>();
    const build = (index: number, below: ReadonlySet<number>): Claim | undefined => {
      const known = built.get(index);
      const claim = this.found.claims[index];
      if (known !== undefined || claim === undefined) return known;
      const at = this.#wholes.get(index);
      const isCircle = at === undefined || below.has(at) || below.size > mostDepth;
      const whole = isCircle ? undefined : build(at, new Set([...below, index]));
      const full = whole === undefined ? claim : { ...claim, whole };
      built.set(index, full);
      return full;
    };
    return this.found.claims.flatMap((_, index) => build(index, new Set([index])) ?? []);
  }
}

/** What a credential claims of its subject, parts included, each once, in the order in which it stands; none where there are too many. */
export function claimsOf(subject: JsonObject, place: string, path: string) {
  const walk = new Walk();
  for (const [n, raw] of each(subject, 'hasClaim').entries()) {
    walk.claim(raw, { place: `${place}/hasClaim/${n}`, path: `${path}.hasClaim`, depth: 0 });
  }
  const { aside } = walk.found;
  return { claims: walk.isTooLarge() ? undefined : walk.done(), aside };
}
