import { isObject, type JsonObject, present } from '../../base/index.js';
import { Notes, type RecordIssue } from '../../records/index.js';
import {
  type DocumentReading,
  type Drafted,
  type Holder,
  type Imported,
  type Opened,
  refuse,
} from '../reading.js';
import { wordOf } from './elm-award.js';
import { type Claim, claimsOf } from './elm-claims.js';
import type { Whole } from './elm-credits.js';
import { draftOf, type Envelope } from './elm-record.js';
import { ElmSource, isLocal } from './elm-source.js';
import { oddTerms } from './odd-terms.js';

const standard = 'elm';

/** How a credential came to us. */
export interface ElmDocument {
  readonly proof: Imported['proof'];
  readonly issues: readonly RecordIssue[];
}

function holderOf(subject: ElmSource): Holder | undefined {
  subject.leave('id', 'hasClaim', 'identifier');
  const full = wordOf(subject.texts('fullName'));
  const parts = [wordOf(subject.texts('givenName')), wordOf(subject.texts('familyName'))];
  const joined = parts.filter((part) => part !== undefined).join(' ');
  const name = full ?? (joined === '' ? undefined : joined);
  const holder = present({ name, birthdate: subject.date('dateOfBirth') });
  return Object.keys(holder).length === 0 ? undefined : holder;
}

/** From the address of a concept in the European list of countries. */
function countryOf(issuer: ElmSource | undefined): string | undefined {
  const places = issuer?.each('location') ?? [];
  const countries = places.flatMap((place) => {
    place.leave('id', 'spatialCode');
    return place.each('address').flatMap((address) => {
      address.leave('id');
      return address.inside('countryCode')?.id() ?? [];
    });
  });
  return /\/country\/([A-Z]{3})$/.exec(countries[0] ?? '')?.[1];
}

/** Profiles of the European vocabulary: the award of a qualification, and the supplement to a diploma. */
const awardProfile = /\/credential\/(?:6cf8e68c43|6dff8a0f87)$/;

function envelopeOf(root: ElmSource, opened: Opened): Envelope {
  const issuer = root.inside('issuer');
  issuer?.leave('id');
  const country = countryOf(issuer);
  const moments = new ElmSource(root.raw, '', new Notes(), country);
  const on = (...names: readonly string[]) => {
    root.leave(...names);
    return names.map((name) => moments.dayOfMoment(name)).find((day) => day !== undefined);
  };
  const id = root.id();
  return {
    opened,
    issuer:
      issuer?.texts('legalName') ?? issuer?.texts('prefLabel') ?? issuer?.texts('altLabel') ?? [],
    country,
    issuedOn: on('validFrom', 'issued', 'issuanceDate'),
    validUntil: on('validUntil', 'expirationDate'),
    isQualification: root
      .each('credentialProfiles')
      .some((profile) => awardProfile.test(profile.id() ?? '')),
    codes: id === undefined ? [] : [{ type: 'credential', code: id }],
  };
}

/** Wholes before their parts: whether a part counts depends on what it is a part of. */
function drafts(claims: readonly Claim[], envelope: Envelope): readonly Drafted[] {
  const wholes = new Map<string, Whole>();
  const byPlace = new Map<string, Drafted>();
  const wholeOf = ({ whole }: Claim): Whole | undefined => {
    if (whole === undefined) return undefined;
    draft(whole);
    return wholes.get(whole.place) ?? wholeOf(whole);
  };
  const draft = (claim: Claim): Drafted => {
    const known = byPlace.get(claim.place);
    if (known !== undefined) return known;
    const made = draftOf(claim, envelope, wholeOf(claim));
    byPlace.set(claim.place, made);
    const { credits } = made.facets;
    if (credits?.earning === 'EARNED') {
      wholes.set(claim.place, { group: credits.retakeGroup, unit: credits.load.unit });
    }
    return made;
  };
  return claims.map(draft);
}

/** Ids that mean something in this document only; the same in the next one means something else. */
function localIds(subject: ElmSource, claims: readonly Claim[]): readonly RecordIssue[] {
  const sources = [{ raw: subject.raw, path: subject.path }, ...claims];
  const local = sources.find(({ raw }) => isLocal(raw['id']));
  return local === undefined ? [] : [{ code: 'DOCUMENT_LOCAL_IDS', path: `${local.path}.id` }];
}

type Subject = { readonly raw: JsonObject } | { readonly code: string };
function subjectOf(raw: JsonObject): Subject {
  const [subject, ...more]: readonly unknown[] = [raw['credentialSubject']].flat();
  if (more.length > 0) return { code: 'MORE_THAN_ONE_SUBJECT' };
  if (!isObject(subject)) return { code: 'SUBJECT_MISSING' };
  const types: readonly unknown[] = [subject['type']].flat();
  const isSomebody = types.every(
    (type) => type === undefined || type === 'Person' || type === 'Agent',
  );
  return isSomebody ? { raw: subject } : { code: 'SUBJECT_IS_NOT_A_LEARNER' };
}

/** A European credential in the compact form of its profile: one record for each thing it claims of its subject. */
export function readElm(
  raw: JsonObject,
  opened: Opened,
  { proof, issues }: ElmDocument,
): DocumentReading {
  const found = subjectOf(raw);
  if ('code' in found) return refuse(found.code, '/credentialSubject', { standard });
  const notes = new Notes();
  const root = new ElmSource(raw, '', notes, undefined);
  root.leave('type', '@context', 'credentialSubject', 'proof');
  const envelope = envelopeOf(root, opened);
  const subject = new ElmSource(found.raw, 'credentialSubject', notes, envelope.country);
  subject.leave('type');
  const holder = holderOf(subject);
  const { claims, aside } = claimsOf(found.raw, '/credentialSubject', 'credentialSubject');
  if (claims === undefined) return refuse('TOO_LARGE', '/credentialSubject', { standard });
  if (claims.length === 0 && aside.length === 0) {
    return refuse('NOTHING_LEARNED', '/credentialSubject/hasClaim', { standard });
  }
  const records = drafts(claims, envelope);
  return present({
    kind: 'IMPORTED' as const,
    standard: 'elm' as const,
    version: '3',
    holder,
    records,
    proof,
    quarantined: aside,
    issues: [...issues, ...notes.issues(), ...localIds(subject, claims), ...oddTerms(raw)],
    losses: [...root.losses(), ...subject.losses()],
  });
}
