import { isObject, type JsonObject } from '../../base/index.js';
import type { PartApart } from '../../records/index.js';

/** What of one object everybody sees, and what belongs to a part of the record. What is in neither is left out. */
interface Shape {
  readonly open: readonly string[];
  readonly apart: Readonly<Record<string, PartApart>>;
  readonly inside: Readonly<Record<string, Shape>>;
}

/** Credits, and what tells of them; hours beside a load count as part of it, since they are about that. */
const achievement: Shape = {
  open: [
    'type',
    'achievementType',
    'name',
    'description',
    'criteria',
    'inLanguage',
    'alignment',
    'participationType',
    'assessmentType',
    'supervisionType',
    'identityChecked',
  ],
  apart: {
    id: 'identifiers',
    humanCode: 'identifiers',
    educationProgramIdentifier: 'identifiers',
    otherIdentifier: 'identifiers',
    ECTS: 'credits',
    SBU: 'credits',
    timeInvestment: 'credits',
    creditsAvailable: 'credits',
    // A scale that is there says that somebody was graded.
    resultDescription: 'assessment',
  },
  inside: {},
};
const subject: Shape = {
  open: ['id', 'type', 'achievement', 'term', 'activityStartDate', 'activityEndDate'],
  apart: {
    identifier: 'identifiers',
    result: 'assessment',
    creditsEarned: 'credits',
    evidence: 'evidence',
    narrative: 'feedback',
  },
  inside: { achievement },
};
const issuer: Shape = {
  open: ['id', 'type', 'name', 'url'],
  apart: { otherIdentifier: 'identifiers' },
  inside: {},
};
/** An Open Badge, by which part of a record is read out of what (documents/ob3). Its picture is in no part. */
const openBadge: Shape = {
  open: [
    '@context',
    'type',
    'name',
    'description',
    'issuer',
    'awardedDate',
    'validFrom',
    'validUntil',
    'credentialSubject',
    'credentialSchema',
    'credentialStatus',
  ],
  apart: { id: 'identifiers', evidence: 'evidence' },
  inside: { issuer, credentialSubject: subject },
};

const under = (path: string, { apart }: Shape) =>
  Object.entries(apart).map(([name, part]) => [`${path}/${name}`, part] as const);
function placesIn(shape: Shape, path = ''): readonly (readonly [string, PartApart])[] {
  const deeper = Object.entries(shape.inside).flatMap(([name, each]) =>
    placesIn(each, `${path}/${name}`),
  );
  return [...under(path, shape), ...deeper];
}
/** To which part a member belongs, by its JSON pointer. */
export const partAt: ReadonlyMap<string, PartApart> = new Map(placesIn(openBadge));

function countsIn(shape: Shape, path = ''): readonly (readonly [string, number])[] {
  const deeper = Object.entries(shape.inside).flatMap(([name, each]) =>
    countsIn(each, `${path}/${name}`),
  );
  return [[path, Object.keys(shape.apart).length], ...deeper];
}
/** How many digests stand in each object: the same whatever there is to hide. */
export const digestsAt: ReadonlyMap<string, number> = new Map(countsIn(openBadge));

type Member = readonly [string, unknown];

function trimmed(value: JsonObject, { open, apart, inside }: Shape): JsonObject {
  const members = Object.entries(value).flatMap(([name, member]): readonly Member[] => {
    const shape = Object.hasOwn(inside, name) ? inside[name] : undefined;
    if (shape !== undefined) return isObject(member) ? [[name, trimmed(member, shape)]] : [];
    return open.includes(name) || Object.hasOwn(apart, name) ? [[name, member]] : [];
  });
  return Object.fromEntries<unknown>(members);
}

/** Of an Open Badge, what a record can tell of it. @returns undefined for one of another form than ours. */
export function claimsOf(unsigned: JsonObject): JsonObject | undefined {
  const claims = trimmed(unsigned, openBadge);
  const { issuer: by, credentialSubject: about } = claims;
  const isOurs = isObject(by) && isObject(about) && isObject(about['achievement']);
  return isOurs ? claims : undefined;
}

/** JSON pointers of what is to be disclosed apart, of what is there. */
export const disclosableIn = (claims: JsonObject): readonly string[] =>
  [...partAt.keys()].filter((path) => {
    let value: unknown = claims;
    for (const name of path.slice(1).split('/')) {
      value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    }
    return value !== undefined;
  });
