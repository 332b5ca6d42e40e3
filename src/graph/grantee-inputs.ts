import { Field, ID, InputType, Int } from 'type-graphql';
import { asWebId, clientId, institutionId, present } from '../base/index.js';
import { type Claim, type ClaimKind, type Grantee, heldTypes } from '../consent/index.js';
import type { RecordType, StudyLoadUnit } from '../records/index.js';
import { ClaimKindEnum, RecordTypeEnum, StudyLoadUnitEnum } from './enums.js';
import { graphError } from './errors.js';

@InputType('RoleInput', {
  description: 'A role at an organisation. The same word from another issuer is another role.',
})
export class RoleInput {
  @Field(() => String, { description: 'Who says who has the role: an identity provider, by URL.' })
  issuer!: string;
  @Field(() => String, { description: 'The organisation’s domain (schacHome).' })
  organisation!: string;
  @Field(() => String, { description: 'The role, in the issuer’s word.' })
  role!: string;
}

@InputType('GranteeInput', { description: 'To whom: exactly one of these. Never everyone.' })
export class GranteeInput {
  @Field(() => ID, { nullable: true, description: 'A person or agent, by WebID.' })
  person?: string | null;
  @Field(() => RoleInput, { nullable: true, description: 'Whoever has this role.' })
  role?: RoleInput | null;
  @Field(() => String, {
    nullable: true,
    description: 'An app you use yourself, by its client id.',
  })
  app?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'An institution, by its domain: may put results in its own inbox in your pod, and reads nothing. With an empty scope and purpose ENROLMENT.',
  })
  institution?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: whoever holds a link. Its secret is told once, in the answer.',
  })
  link?: boolean | null;
}

@InputType('ClaimInput', {
  description:
    'A question that is answered with yes or no, without the records. What is asked is fixed here: whoever reads the answer cannot change it.',
})
export class ClaimInput {
  @Field(() => ClaimKindEnum, { description: 'What sort of question.' })
  kind!: ClaimKind;
  @Field(() => StudyLoadUnitEnum, { nullable: true, description: 'For STUDY_LOAD: the unit.' })
  unit?: StudyLoadUnit | null;
  @Field(() => String, {
    nullable: true,
    description: 'For STUDY_LOAD: at least this much, as decimal text.',
  })
  atLeast?: string | null;
  @Field(() => RecordTypeEnum, {
    nullable: true,
    description: 'For HOLDS: DIPLOMA, MICROCREDENTIAL or CERTIFICATE.',
  })
  recordType?: RecordType | null;
  @Field(() => Int, { nullable: true, description: 'At or above this EQF level, 0 to 8.' })
  levelMin?: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'For SKILL: the skill, as the record names it.',
  })
  skill?: string | null;
}

/** A schacHome domain, known here or not. */
export const domain = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

const refuse = (sentence: string): never => {
  throw graphError('BAD_INPUT', sentence);
};
const word = (text: string): string =>
  /^[^\p{Cc}\p{Bidi_Control}]{1,200}$/u.test(text)
    ? text
    : refuse('A name is one line of at most 200 characters.');

function toRole({ issuer, organisation, role }: RoleInput): Grantee {
  if (asWebId(issuer) === undefined) refuse('Name the issuer of a role by its URL.');
  return {
    kind: 'role',
    issuer,
    organisation: word(organisation).toLowerCase(),
    role: word(role),
  };
}

const toInstitution = (name: string): Grantee =>
  domain.test(name)
    ? { kind: 'institution', institution: institutionId(name) }
    : refuse('Name an institution by its domain.');

/** @param secretHash of a link that is being made. */
export function toGrantee(input: GranteeInput, secretHash: string): Grantee {
  const { person, role, app, institution, link } = input;
  const named = [person, role, app, institution, link === true ? link : undefined];
  if (named.filter((one) => one !== undefined && one !== null).length !== 1) {
    refuse('Name exactly one grantee.');
  }
  if (typeof person === 'string') {
    const webId = asWebId(person);
    return webId === undefined
      ? refuse('Name the grantee by their WebID.')
      : { kind: 'person', webId };
  }
  if (role) return toRole(role);
  if (typeof app === 'string') return { kind: 'app', client: clientId(word(app)) };
  if (typeof institution === 'string') return toInstitution(institution);
  return { kind: 'link', secretHash };
}

const isHeld = (type: RecordType | null | undefined): type is (typeof heldTypes)[number] =>
  heldTypes.some((held) => held === type);
const decimal = /^\d{1,6}(\.\d{1,3})?$/;

function toLoad({ unit, atLeast }: ClaimInput, level: object): Claim {
  if (!unit || typeof atLeast !== 'string' || !decimal.test(atLeast)) {
    return refuse('Say which unit, and at least how much of it.');
  }
  return { kind: 'STUDY_LOAD', unit, atLeast, ...level };
}

export function toClaim(input: ClaimInput): Claim {
  const { kind, recordType, levelMin, skill } = input;
  if (typeof levelMin === 'number' && (levelMin < 0 || levelMin > 8)) refuse('A level is 0 to 8.');
  const level = present({ levelMin: levelMin ?? undefined });
  if (kind === 'STUDY_LOAD') return toLoad(input, level);
  if (kind === 'SKILL') {
    return typeof skill === 'string' ? { kind, skill: word(skill) } : refuse('Say which skill.');
  }
  if (isHeld(recordType)) return { kind, recordType, ...level };
  return refuse('A diploma, microcredential or certificate can be held.');
}
