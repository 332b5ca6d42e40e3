import { isObject, type JsonObject, present } from '../../base/index.js';
import {
  type CreditsFacet,
  type EvidenceFacet,
  isImplausible,
  Notes,
} from '../../records/index.js';
import type { JsonFormat } from '../json-format.js';
import {
  broughtBy,
  type DocumentReading,
  type Drafted,
  groupOf,
  itemKey,
  type Opened,
  recognised,
  refuse,
} from '../reading.js';
import { Claims } from '../vc/claims.js';
import { typesOf, validUntilOf } from '../vc/credential.js';
import {
  awardOf,
  codesOf,
  descriptionOf,
  issuerOf,
  type Loads,
  languageOf,
  loadsOf,
} from './badge.js';

const standard = 'ob2' as const;

/** Documents of the standard that are about no learner. */
const aboutNobody = new Set([
  'BadgeClass',
  'Issuer',
  'Profile',
  'BackpackCollection',
  'Collection',
  'CryptographicKey',
  'RevocationList',
  'Endorsement',
]);

const context = /(?:w3id\.org\/openbadges|openbadgespec\.org)/;
const inContext = (value: JsonObject): boolean => {
  const stated: unknown = value['@context'];
  const contexts: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  return contexts.some((each) => typeof each === 'string' && context.test(each));
};
const versionOf = (value: JsonObject): string | undefined =>
  /openbadges\/v2/.test(JSON.stringify(value['@context'] ?? '')) ? '2.0' : undefined;
/** Version 1 has neither type nor context: a badge given to somebody is told by its two ends. */
const isAssertion = (value: JsonObject): boolean =>
  Object.hasOwn(value, 'badge') && Object.hasOwn(value, 'recipient');

function evidenceOf(assertion: Claims): EvidenceFacet | undefined {
  const documents = assertion
    .elements('evidence')
    .slice(0, 100)
    .flatMap((stated) => {
      const source = new Claims(isObject(stated) ? stated : { id: stated }, '', new Notes());
      const url = source.link('id');
      const title = [source.word('name'), source.word('genre'), url].find(
        (each) => each !== undefined && each.trim() !== '',
      );
      return title === undefined ? [] : [present({ title, url })];
    });
  return documents.length === 0 ? undefined : { documents };
}

function creditsOf(badge: Claims, { load }: Loads, group: string): CreditsFacet | undefined {
  if (load === undefined) return undefined;
  const isOdd = isImplausible(load);
  if (isOdd) badge.note('CREDIT_IMPLAUSIBLE', 'extensions');
  return { load, earning: isOdd ? 'IMPLAUSIBLE' : 'EARNED', retakeGroup: group };
}

/** A grade that its holder chose to show stands with the badge, on no scale that is named. */
function gradeOf(assertion: Claims, badge: Claims) {
  const score = badge.brief('grade_achieved') ?? assertion.brief('grade_achieved');
  return score === undefined
    ? undefined
    : ({
        state: { value: 'COMPLETED' },
        pass: 'UNKNOWN',
        score,
        scale: { kind: 'UNKNOWN' },
      } as const);
}

function draft(opened: Opened, assertion: Claims, badge: Claims): Drafted | undefined {
  const [language, issuer] = [languageOf(badge), issuerOf(badge)];
  const title = badge.texts('name', language);
  if (title === undefined || issuer === undefined) return undefined;
  const loads = loadsOf(badge);
  const validUntil = validUntilOf(assertion, 'expires');
  const issuedOn = assertion.date('issuedOn');
  if (issuedOn === undefined) assertion.note('MISSING', 'issuedOn');
  const comment = assertion.texts('narrative')?.[0]?.value;
  const facets = {
    core: present({
      recordType: 'MICROCREDENTIAL' as const,
      title,
      description: descriptionOf(badge, language),
      ...broughtBy(issuer.name),
      issuedOn,
      ...awardOf(badge, language, loads, validUntil),
    }),
    assessment: gradeOf(assertion, badge),
    credits: creditsOf(badge, loads, groupOf(opened, '')),
    evidence: evidenceOf(assertion),
    feedback: comment === undefined ? undefined : { comment },
  };
  const id = assertion.id() ?? assertion.id('uid');
  const identifiers = {
    connector: standard,
    sourceId: id === undefined ? `sha256:${opened.sha256}` : id,
    codes: codesOf(badge, issuer.id),
    losses: assertion.losses(),
    issues: assertion.notes.issues(),
  };
  return { key: itemKey(opened, ''), item: '', facets: present({ ...facets, identifiers }) };
}

function readAssertion(value: JsonObject, opened: Opened): DocumentReading {
  const assertion = new Claims(value, '', new Notes());
  // What frames a badge is no loss, and whose it is stays with the original.
  for (const frame of ['@context', 'type', 'recipient', 'revoked']) {
    assertion.has(frame);
  }
  // The standard leaves the class of a badge at an address of its own: without it nobody can read for what it was given.
  if (typeof value['badge'] === 'string') {
    return refuse('BADGE_CLASS_ELSEWHERE', '/badge', { standard });
  }
  const badge = assertion.inside('badge');
  if (badge === undefined) return refuse('MISSING', '/badge', { standard });
  badge.types();
  const how = [assertion.inside('verification'), assertion.inside('verify')];
  const isSigned = how.some((each) => each?.types().some((type) => /^signed/i.test(type)) === true);
  const drafted = draft(opened, assertion, badge);
  if (drafted === undefined) {
    const isNamed = badge.texts('name') !== undefined;
    return refuse('MISSING', isNamed ? '/badge/issuer' : '/badge/name', { standard });
  }
  return present({
    kind: 'IMPORTED' as const,
    standard,
    version: versionOf(value),
    records: [drafted],
    proof: isSigned ? ('NOT_CHECKED' as const) : ('NONE' as const),
    quarantined: [],
    issues: [],
    losses: [],
  });
}

/** Open Badges 2.0, with the extensions of edubadges. A badge that was taken back says only that: nothing of it is kept. */
export const openBadges2: JsonFormat = {
  fits: (value: JsonObject) =>
    !Object.hasOwn(value, 'credentialSubject') && (inContext(value) || isAssertion(value)),
  read(value: JsonObject, opened: Opened) {
    if (value['revoked'] === true) return refuse('CREDENTIAL_REVOKED', '/revoked', { standard });
    if (isAssertion(value) || typesOf(value).includes('Assertion')) {
      return readAssertion(value, opened);
    }
    const isKnown = typesOf(value).some((type) => aboutNobody.has(type));
    return isKnown
      ? recognised(standard)
      : refuse('CREDENTIAL_TYPE_UNSUPPORTED', '/type', { standard });
  },
};
