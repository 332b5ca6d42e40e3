import { isObject, type JsonObject } from '../../base/index.js';
import { Notes, nameInPath, type SetAside, type Texts } from '../../records/index.js';
import type { Holder } from '../reading.js';
import { isSpecialName } from '../special.js';
import { Claims } from './claims.js';

export interface Issuer {
  /** A DID or address, as it stands there. */
  readonly id?: string;
  readonly name: Texts;
  /** Numbers it is registered under, such as a BRIN; none of a person. */
  readonly codes: readonly { readonly type: string; readonly code: string }[];
}
/** A credential of the W3C data model, 1.1 or 2.0, about one learner. */
export interface Credential {
  readonly root: Claims;
  readonly types: readonly string[];
  readonly subject: Claims;
  readonly issuer: Issuer;
}

const notLearners = new Set([
  'EndorsementSubject',
  'Profile',
  'Organization',
  'Organisation',
  'EducationalOrganization',
  'Achievement',
]);
/** Of such a credential somebody other than a learner is the subject, whatever stands there. */
const aboutOthers = new Set(['EndorsementCredential']);

const typeName = /^(?!.*\d{5})[A-Za-z][\w:+./#~ -]{0,119}$/;
/** What types a credential says it has: names of kinds, so that a refusal can name them. */
export const namesOf = (types: readonly string[]): string =>
  types
    .slice(0, 6)
    .map((type) => (typeName.test(type) ? type : nameInPath(type)))
    .join(', ');

export const typesOf = (value: JsonObject): readonly string[] =>
  new Claims(value, '', new Notes()).types();

const isSetAside = (value: Claims | SetAside): value is SetAside => 'code' in value;

/** One number of something, under the name of its kind. A national number stands nowhere. */
export function codeOf(entry: Claims): Issuer['codes'] {
  entry.types();
  const [type, code] = [entry.word('identifierType'), entry.word('identifier')];
  if (type === undefined || code === undefined || code === '') return [];
  return isSpecialName(type) ? [] : [{ type, code }];
}

const asWords = (text: string): Texts => [{ language: 'und', value: text }];
/** By its issuer's own name, or by how it is known on the web where no name stands. */
export function issuerOf(root: Claims): Issuer | undefined {
  if (typeof root.raw['issuer'] === 'string') {
    const id = root.id('issuer');
    return id === undefined ? undefined : { id, name: asWords(id), codes: [] };
  }
  const source = root.inside('issuer');
  if (source === undefined) return undefined;
  source.types();
  const [id, own] = [source.id(), source.texts('name')];
  if (own === undefined) source.note('MISSING', 'name');
  const name = own ?? (id === undefined ? undefined : asWords(id));
  if (name === undefined) return undefined;
  return {
    ...(id !== undefined && { id }),
    name,
    codes: source.each('otherIdentifier').flatMap(codeOf),
  };
}

function subjectOf(root: Claims): Claims | SetAside {
  const path = '/credentialSubject';
  const subjects = root.each('credentialSubject');
  const [subject] = subjects;
  if (subjects.length > 1) return { code: 'MORE_THAN_ONE_SUBJECT', path };
  if (subject === undefined) return { code: 'MISSING', path };
  if (subject.types().some((type) => notLearners.has(type))) {
    return { code: 'SUBJECT_IS_NOT_A_LEARNER', path };
  }
  return subject;
}

/** @returns why not, where it is about no learner, about several, or nobody's. */
export function openCredential(value: JsonObject): Credential | SetAside {
  const root = new Claims(value, '', new Notes());
  const types = root.types();
  if (types.some((type) => aboutOthers.has(type))) {
    return { code: 'SUBJECT_IS_NOT_A_LEARNER', path: '/type' };
  }
  const subject = subjectOf(root);
  if (isSetAside(subject)) return subject;
  const issuer = issuerOf(root);
  if (issuer === undefined) return { code: 'MISSING', path: '/issuer' };
  // What frames a credential is no loss: it stays with the original, for whoever checks it.
  for (const frame of ['@context', 'proof', 'credentialSchema', 'credentialStatus', 'id']) {
    root.has(frame);
  }
  if (!root.has('@context')) root.note('MISSING', '@context');
  if (!subject.has('id') && !subject.has('identifier')) subject.note('SUBJECT_HAS_NO_ID', 'id');
  return { root, types, subject, issuer };
}

export const isOpened = (opened: Credential | SetAside): opened is Credential => 'root' in opened;

/** Signed in its own bytes; a signature around it is told by whoever took it off. */
export const isSigned = ({ proof }: JsonObject): boolean =>
  isObject(proof) || (Array.isArray(proof) && proof.some((each) => isObject(each)));

/** The day of awarding where it is stated, else from when it is valid: version 2.0's name for it, then 1.1's. */
export function issuedOnOf(root: Claims): string | undefined {
  const days = ['awardedDate', 'validFrom', 'issuanceDate', 'issued'].map((name) =>
    root.date(name),
  );
  const day = days.find((each) => each !== undefined);
  if (day === undefined) root.note('MISSING', 'validFrom');
  return day;
}

/** The second before midnight, as systems write the end of a day, is of that day in every zone. */
const lastSecond = /^(\d{4}-\d{2}-\d{2})T23:59:59/;
export function validUntilOf(root: Claims, ...names: readonly string[]): string | undefined {
  const days = names.map((name) => {
    const day = root.date(name);
    return day === undefined ? undefined : (lastSecond.exec(root.word(name) ?? '')?.[1] ?? day);
  });
  return days.find((day) => day !== undefined);
}

function identityIn(subject: Claims, kind: string): string | undefined {
  const stated = subject.each('identifier').map((identity) => {
    const [type, name] = [identity.word('identityType'), identity.word('identityHash')];
    // Stated for one holder, and no part of any record.
    for (const frame of ['type', 'hashed', 'salt']) identity.has(frame);
    return type === kind && identity.raw['hashed'] !== true ? name : undefined;
  });
  return stated.find((name) => name !== undefined && name !== '');
}

function nameOf(subject: Claims): string | undefined {
  const parts = [subject.word('givenName'), subject.word('familyName')];
  const whole = subject.word('name') ?? subject.word('fullName');
  const joined = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return [identityIn(subject, 'name'), whole, joined].find(
    (name) => name !== undefined && name !== '',
  );
}

/** Whom the credential says it is about, where it says so in words. */
export function holderOf(subject: Claims): Holder | undefined {
  const days = ['birthDate', 'dateOfBirth'].map((field) => subject.date(field));
  const said = identityIn(subject, 'dateOfBirth');
  const plain = said !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : undefined;
  const birthdate = days.find((day) => day !== undefined) ?? plain;
  const name = nameOf(subject);
  if (name === undefined && birthdate === undefined) return undefined;
  return { ...(name !== undefined && { name }), ...(birthdate !== undefined && { birthdate }) };
}
