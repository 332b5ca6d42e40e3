import { type RecordKey, unambiguous } from '../base/index.js';
import { ownSource } from './own-entry.js';
import type { CoreFacet, CreditsFacet, IdentifiersFacet, RecordStatus } from './record.js';
import { pairName, pairOf, type RecordPair } from './same-achievement.js';
import { unitKey } from './study-load.js';
import type { Texts } from './text.js';

/** What two records are compared by. */
export interface Comparable {
  readonly key: RecordKey;
  readonly status: RecordStatus;
  readonly core: CoreFacet;
  readonly credits?: CreditsFacet | undefined;
}
export interface Identified extends Comparable {
  readonly identifiers: Pick<IdentifiersFacet, 'connector' | 'sourceId' | 'codes'>;
}

const isOwnWord = ({ core: { assertedBy } }: Comparable): boolean =>
  assertedBy === 'SELF' || assertedBy === 'IMPORT';

/** Only what counts can count twice. */
const isEarned = ({ status, credits }: Comparable): boolean =>
  status === 'CURRENT' && credits?.earning === 'EARNED';

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a title says of the kind of document, and not of what was learned. */
const ofTheKind: ReadonlySet<string> = new Set(
  'badge microcredential microcredentials edubadge certificaat certificate course cursus vak module'.split(
    ' ',
  ),
);
const joining: ReadonlySet<string> = new Set(
  'a an and de een en for het in of the to van voor'.split(' '),
);
/** The words that a title is told by; longer titles are compared by so many. */
const mostWords = 40;
const wordsOf = (title: string): readonly string[] =>
  plain(title)
    .split(' ')
    .filter((word) => word !== '' && !ofTheKind.has(word) && !joining.has(word))
    .slice(0, mostWords);

/** "Statistiek 1" and "Statistiek 2" differ in nothing else. */
const isNumber = (word: string): boolean => /^(\p{N}+\p{L}?|[ivx]+|\p{L})$/u.test(word);
const numbersIn = (words: readonly string[]): string => words.filter(isNumber).join(' ');

/** Of the words of both, as many in each; three of four at least. */
const enough = 0.75;

function isSimilarTitle(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return plain(one) !== '' && plain(one) === plain(other);
  if (numbersIn(a) !== numbersIn(b)) return false;
  const [x, y] = [new Set(a), new Set(b)];
  return x.intersection(y).size / x.union(y).size >= enough;
}

const anyPair = (
  one: readonly string[],
  other: readonly string[],
  fits: (a: string, b: string) => boolean,
): boolean => one.some((a) => other.some((b) => fits(a, b)));

const textsOf = (texts: Texts): readonly string[] => texts.slice(0, 10).map(({ value }) => value);

/** Whoever gave it, by name; for what a learner entered, where they say it was. */
const givenBy = ({ institution, certificate }: CoreFacet): readonly string[] => {
  if (institution.id !== ownSource.id) return textsOf(institution.name).map(plain);
  return certificate?.organisation === undefined ? [] : [plain(certificate.organisation)];
};

const isSameGiver = (a: Comparable, b: Comparable): boolean =>
  anyPair(givenBy(a.core), givenBy(b.core), (x, y) => x !== '' && x === y);

/** A school does not say one thing twice as two: two of its courses that are called alike are two. */
const isOneSource = (a: Comparable, b: Comparable): boolean =>
  !isOwnWord(a) && !isOwnWord(b) && a.core.institution.id === b.core.institution.id;

function isSameLoad(a: CreditsFacet | undefined, b: CreditsFacet | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return unitKey(a.load) === unitKey(b.load) && Number(a.load.amount) === Number(b.load.amount);
}

const dayMs = 86_400_000;
/** A badge comes some months after the result at most. */
const mostDays = 183;
function isNear(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return Math.abs(Date.parse(a) - Date.parse(b)) <= mostDays * dayMs;
}

const isOneThing = (a: Comparable, b: Comparable): boolean =>
  a.key === b.key || a.credits?.retakeGroup === b.credits?.retakeGroup || isOneSource(a, b);

/**
 * Whether two records of one learner may tell of one achievement, so that it is worth asking: from two sources, given by
 * the same, called nearly the same, of the same load in the same unit, within half a year. Asks of both alike.
 */
export function mayBeSame(a: Comparable, b: Comparable): boolean {
  if (!isEarned(a) || !isEarned(b) || isOneThing(a, b)) return false;
  return (
    isSameLoad(a.credits, b.credits) &&
    isNear(a.core.issuedOn, b.core.issuedOn) &&
    isSameGiver(a, b) &&
    anyPair(textsOf(a.core.title), textsOf(b.core.title), isSimilarTitle)
  );
}

const codesOf = ({ identifiers }: Identified, type: string): readonly string[] =>
  identifiers.codes.filter((code) => code.type === type).map(({ code }) => code);

/** The host's association carries the id by which the home knows it. */
const carriesIdOf = (a: Identified, b: Identified): boolean =>
  a.core.institution.id !== b.core.institution.id &&
  codesOf(a, 'orgAssociationId').includes(b.identifiers.sourceId);

/** A signed credential is known by its own id, at its own issuer; by that address other credentials speak of it. */
const isSameCredential = (a: Identified, b: Identified): boolean =>
  a.core.institution.id === b.core.institution.id &&
  a.core.assertedBy === 'ISSUER_SIGNED' &&
  b.core.assertedBy === 'ISSUER_SIGNED' &&
  a.identifiers.sourceId === b.identifiers.sourceId;
const speaksOf = (a: Identified, b: Identified): boolean =>
  b.core.assertedBy === 'ISSUER_SIGNED' &&
  /^https?:/.test(b.identifiers.sourceId) &&
  codesOf(a, 'assertion').includes(b.identifiers.sourceId);

function isSameProgramme(a: Identified, b: Identified): boolean {
  const type = 'educationProgramIdentifier';
  return (
    a.core.institution.id === b.core.institution.id &&
    a.identifiers.connector !== b.identifiers.connector &&
    a.core.issuedOn !== undefined &&
    a.core.issuedOn === b.core.issuedOn &&
    anyPair(codesOf(a, type), codesOf(b, type), (x, y) => x === y)
  );
}

/** By ids that nobody has to guess at; of two that have ids. */
export function isSameByIds(a: Identified, b: Identified): boolean {
  if (a.key === b.key) return false;
  return (
    carriesIdOf(a, b) ||
    carriesIdOf(b, a) ||
    isSameCredential(a, b) ||
    speaksOf(a, b) ||
    speaksOf(b, a) ||
    isSameProgramme(a, b)
  );
}

/** Records that are compared with each other, at most: what is alike in so many ways is alike in none. */
const mostAlike = 200;

/** Pairs that this holds for, of records that have a mark in common; in the order of pairs. */
function pairsBy<T extends Comparable>(
  records: readonly T[],
  marksOf: (record: T) => readonly string[],
  holds: (a: T, b: T) => boolean,
): readonly RecordPair[] {
  const marked = new Map<string, T[]>();
  for (const record of records) {
    for (const mark of new Set(marksOf(record))) {
      const alike = marked.get(mark);
      if (alike === undefined) marked.set(mark, [record]);
      else alike.push(record);
    }
  }
  const found = new Map<string, RecordPair>();
  for (const alike of marked.values()) {
    const few = alike.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, mostAlike);
    for (const [n, a] of few.entries()) {
      for (const b of few.slice(n + 1)) {
        const pair = pairOf(a.key, b.key);
        if (!found.has(pairName(pair)) && holds(a, b)) found.set(pairName(pair), pair);
      }
    }
  }
  return [...found.values()].toSorted((a, b) => (pairName(a) < pairName(b) ? -1 : 1));
}

function marksOfIds({ core, identifiers }: Identified): readonly string[] {
  const own = (mark: string) => unambiguous([core.institution.id, mark]);
  const codes = identifiers.codes.flatMap(({ type, code }) => {
    if (type === 'orgAssociationId' || type === 'assertion') return [unambiguous(['id', code])];
    return type === 'educationProgramIdentifier' ? [own(unambiguous([type, code]))] : [];
  });
  return [unambiguous(['id', identifiers.sourceId]), ...codes];
}

/** Whether ids say anything of a record: not of a learner’s own word, since anybody can write an id in a file. */
export const hasIds = (record: Comparable): boolean =>
  !isOwnWord(record) && record.credits !== undefined;

/** Of one learner's records, those that their sources' own ids say are one achievement. */
export const pairsByIds = (records: readonly Identified[]): readonly RecordPair[] =>
  pairsBy(records.filter(hasIds), marksOfIds, isSameByIds);

function marksOfLooks({ core, credits }: Comparable): readonly string[] {
  if (credits === undefined) return [];
  const { load } = credits;
  const words = textsOf(core.title).flatMap((title) => {
    const found = wordsOf(title);
    return found.length === 0 ? [plain(title)] : found;
  });
  return givenBy(core).flatMap((giver) =>
    words.map((word) => unambiguous([unitKey(load), load.amount, giver, word])),
  );
}

/** Of one learner's records, those of which it is worth asking. */
export const pairsAlike = (records: readonly Comparable[]): readonly RecordPair[] =>
  pairsBy(records.filter(isEarned), marksOfLooks, mayBeSame);
