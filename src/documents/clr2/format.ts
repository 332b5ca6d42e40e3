import { isObject, type JsonObject, present } from '../../base/index.js';
import { Notes, type RecordIssue, type SetAside } from '../../records/index.js';
import type { JsonFormat } from '../json-format.js';
import { isAchievementCredential } from '../ob3/format.js';
import { achievementRecord, credentialRecord, isDrafted } from '../ob3/record.js';
import { type DocumentReading, type Drafted, groupOf, type Opened, refuse } from '../reading.js';
import { Claims } from '../vc/claims.js';
import {
  type Credential,
  holderOf,
  isOpened,
  isSigned,
  openCredential,
  typesOf,
} from '../vc/credential.js';
import { readGeneric } from '../vc/generic.js';
import { unwrapped } from '../vc/jwt.js';
import { familyOf, type Node, sameAs, wholeOf } from './associations.js';

const standard = 'clr2' as const;
const mostRecords = 1000;

interface Read {
  readonly drafted: Drafted;
  readonly ids: readonly string[];
}
type Each = Read | SetAside;
const isRead = (each: Each): each is Read => 'drafted' in each;

const idsOf = (...ids: readonly unknown[]): readonly string[] =>
  ids.filter((id) => typeof id === 'string' && id !== '').map(String);

const achievementIn = ({ subject }: Credential): unknown => {
  const { achievement } = subject.raw;
  return isObject(achievement) ? achievement['id'] : achievement;
};

/** The transcript's learner is the learner of what is in it; where the ids differ that is said, and it is kept. */
function checkSubject({ subject }: Credential, outer: Claims): void {
  const [own, around] = [subject.raw['id'], outer.raw['id']];
  const differs = typeof own === 'string' && typeof around === 'string' && own !== around;
  if (differs) subject.note('INNER_SUBJECT_DIFFERS', 'id');
}

function readInner(opened: Opened, item: string, stated: unknown, outer: Claims): Each {
  const value = unwrapped(stated);
  if (value === undefined) return { code: 'TYPE', path: item };
  const credential = openCredential(value);
  if (!isOpened(credential)) return { ...credential, path: `${item}${credential.path}` };
  checkSubject(credential, outer);
  const drafted = isAchievementCredential(value)
    ? credentialRecord(opened, standard, item, credential)
    : readGeneric(opened, standard, item, credential);
  if (!isDrafted(drafted)) return { ...drafted, path: drafted.path };
  return { drafted, ids: idsOf(value['id'], achievementIn(credential)) };
}

/**
 * An achievement that the transcript describes and no credential in it is about: a record, since it may be all there is.
 * That it was earned nobody says, so its credits do not count.
 */
function readDescribed(opened: Opened, item: string, value: unknown, { issuer }: Credential): Each {
  if (!isObject(value)) return { code: 'TYPE', path: item };
  const achievement = new Claims(value, '', new Notes());
  achievement.note('ACHIEVEMENT_NOT_ASSERTED', 'id');
  const around = { standard, item, root: achievement, achievement, issuer } as const;
  const drafted = achievementRecord(opened, around);
  if (!isDrafted(drafted)) return { code: drafted.code, path: item };
  const { credits, ...facets } = drafted.facets;
  const left =
    credits?.earning === 'EARNED' ? { ...credits, earning: 'NOT_PASSED' as const } : credits;
  return {
    drafted: { ...drafted, facets: present({ ...facets, credits: left }) },
    ids: idsOf(value['id']),
  };
}

function readAll(opened: Opened, outer: Credential): readonly Each[] {
  const at = '/credentialSubject';
  const inner = outer.subject
    .elements('verifiableCredential')
    .slice(0, mostRecords)
    .map((value, index) =>
      readInner(opened, `${at}/verifiableCredential/${index}`, value, outer.subject),
    );
  const asserted = new Set(inner.filter(isRead).flatMap(({ ids }) => ids));
  const described = outer.subject
    .elements('achievement')
    .slice(0, mostRecords)
    .map((value, index) => ({ value, item: `${at}/achievement/${index}` }))
    .filter(({ value }) => !isObject(value) || !asserted.has(String(value['id'])))
    .map(({ value, item }) => readDescribed(opened, item, value, outer));
  return [...inner, ...described];
}

/** What is part of something that counts too, or is the same thing, says so: counted is one of them. */
function related(opened: Opened, reads: readonly Read[], outer: Credential): readonly Drafted[] {
  const nodes = reads.map(({ drafted: { item, facets }, ids }): Node => {
    const counts = facets.credits?.earning === 'EARNED';
    return { item, ids, counts };
  });
  const byItem = new Map(nodes.map((node) => [node.item, node]));
  const family = familyOf(associationsOf(outer), nodes);
  return reads.map(({ drafted }) => {
    const { credits } = drafted.facets;
    if (credits === undefined) return drafted;
    const whole = wholeOf(drafted.item, family, byItem);
    const grouped = present({
      ...credits,
      retakeGroup: groupOf(opened, sameAs(drafted.item, family)),
      partOf: whole === undefined ? undefined : groupOf(opened, sameAs(whole, family)),
    });
    return { ...drafted, facets: { ...drafted.facets, credits: grouped } };
  });
}

const associationsOf = ({ subject }: Credential): readonly Claims[] =>
  subject
    .elements('association')
    .filter(isObject)
    .map((value) => new Claims(value, '', new Notes()));

const codeOf = (aside: readonly SetAside[]): string | undefined => {
  const [first] = aside;
  return aside.every(({ code }) => code === first?.code) ? first?.code : undefined;
};

/** Nothing of it could be read: the reason its parts have in common, or that nothing is in it. */
function refused(aside: readonly SetAside[]): DocumentReading {
  const [first] = aside;
  const path = first?.path ?? '/credentialSubject/verifiableCredential';
  return refuse(codeOf(aside) ?? 'MISSING', path, { standard });
}

/** A transcript with nothing in it that we could read apart is one record, by its own name. */
function ownRecord(opened: Opened, outer: Credential): readonly Drafted[] {
  const around = { standard, item: '', ...outer } as const;
  const drafted = achievementRecord(opened, around);
  if (!isDrafted(drafted)) return [];
  const core = { ...drafted.facets.core, recordType: 'CERTIFICATE' as const };
  return [{ ...drafted, facets: { ...drafted.facets, core } }];
}

function issuesOf({ root, subject }: Credential): readonly RecordIssue[] {
  const isLong = ['verifiableCredential', 'achievement'].some(
    (name) => subject.elements(name).length > mostRecords,
  );
  if (isLong) subject.note('TOO_LARGE', 'verifiableCredential');
  return root.notes.issues();
}

/** CLR 2.0: a transcript is unfolded into one record for each credential in it. */
export const comprehensiveLearnerRecord: JsonFormat = {
  fits: (value: JsonObject) => typesOf(value).includes('ClrCredential'),
  read(value: JsonObject, opened: Opened) {
    const outer = openCredential(value);
    if (!isOpened(outer)) return refuse(outer.code, outer.path, { standard });
    const holder = holderOf(outer.subject);
    const all = readAll(opened, outer);
    const aside = all.flatMap((each) => (isRead(each) ? [] : [each]));
    const unfolded = related(opened, all.filter(isRead), outer);
    const records = all.length === 0 ? ownRecord(opened, outer) : unfolded;
    if (records.length === 0) return refused(aside);
    for (const frame of ['name', 'description', 'validFrom', 'issuanceDate', 'awardedDate']) {
      outer.root.has(frame);
    }
    return present({
      kind: 'IMPORTED' as const,
      standard,
      version: '2.0',
      holder,
      records,
      proof: isSigned(value) ? ('NOT_CHECKED' as const) : ('NONE' as const),
      quarantined: aside,
      issues: issuesOf(outer),
      losses: all.length === 0 ? [] : outer.root.losses(),
    });
  },
};
