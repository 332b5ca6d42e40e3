import { isObject, present } from '../../base/index.js';
import {
  type Award,
  type badgeTypes,
  type CoreFacet,
  type Level,
  type StudyLoad,
  studyLoad,
  type Texts,
} from '../../records/index.js';
import { isLanguageTag } from '../language.js';
import { alignmentsOf } from '../ob3/alignments.js';
import type { Claims } from '../vc/claims.js';
import { type Issuer, issuerOf as issuerIn } from '../vc/credential.js';

/** Each extension of edubadges is an object of its own that holds one field. */
const inExtension = (badge: Claims, name: string): Claims | undefined => {
  const key = [`extensions:${name}Extension`, `${name}Extension`].find((each) => badge.has(each));
  const extension = key === undefined ? undefined : badge.inside(key);
  extension?.types();
  extension?.has('@context');
  return extension;
};

export function languageOf(badge: Claims): string {
  const extension = inExtension(badge, 'Language');
  const tag = (extension?.word('Language') ?? badge.word('@language'))?.trim() ?? '';
  if (tag === '') return 'und';
  if (!isLanguageTag(tag)) (extension ?? badge).note('LANGUAGE_TAG', 'Language');
  return tag;
}

export interface Loads {
  readonly load?: StudyLoad;
  readonly workload?: string;
}

/** EC, hours of study of an mbo badge, or only the hours it took: never one for another. */
export function loadsOf(badge: Claims): Loads {
  const amountOf = (name: string, field: string) => inExtension(badge, name)?.amount(field);
  const [ec, sbu] = [amountOf('ECTS', 'ECTS'), amountOf('StudyLoad', 'StudyLoad')];
  const hours = amountOf('TimeInvestment', 'TimeInvestment');
  if (ec !== undefined && sbu !== undefined) badge.note('MORE_THAN_ONE_LOAD', 'StudyLoad');
  const workload = hours === undefined ? undefined : `PT${hours}H`;
  if (ec !== undefined) return present({ load: studyLoad('EC', ec), workload });
  if (sbu !== undefined) return present({ load: studyLoad('SBU', sbu), workload });
  return hours === undefined ? {} : { load: studyLoad('HOUR', hours) };
}

/** edubadges numbers both frameworks alike; its field is named after the European one. */
function levelOf(badge: Claims): Level | undefined {
  const eqf = inExtension(badge, 'EQF')?.amount('EQF');
  if (eqf === undefined) return undefined;
  return Number.isInteger(eqf) && eqf >= 0 && eqf <= 8
    ? { raw: `EQF ${eqf}`, eqf, derived: false }
    : undefined;
}

const badgeWords: Readonly<Record<string, (typeof badgeTypes)[number]>> = {
  micro_credential: 'MICROCREDENTIAL',
  microcredential: 'MICROCREDENTIAL',
  regular: 'REGULAR',
  extra_curricular: 'EXTRACURRICULAR',
  extracurricular: 'EXTRACURRICULAR',
};

function badgeTypeOf(badge: Claims): (typeof badgeTypes)[number] | undefined {
  const word = badge.word('badge_class_type') ?? badge.word('badgeClassType') ?? '';
  if (Object.hasOwn(badgeWords, word)) return badgeWords[word];
  const flags = ['is_micro_credentials', 'isMicroCredentials'].map((name) => {
    badge.has(name);
    return badge.raw[name];
  });
  return flags.includes(true) ? 'MICROCREDENTIAL' : undefined;
}

/** An address, a text, or an object with either. */
function criteriaOf(badge: Claims, language: string): Texts | undefined {
  const plain = badge.raw['criteria'];
  if (typeof plain === 'string') return badge.texts('criteria');
  const criteria = isObject(plain) ? badge.inside('criteria') : undefined;
  criteria?.types();
  const link = criteria?.link('id');
  return (
    criteria?.texts('narrative', language) ??
    (link === undefined ? undefined : [{ language: 'und', value: link }])
  );
}

const truth = (badge: Claims, name: string): boolean | undefined => {
  badge.has(name);
  const value = badge.raw[name];
  return typeof value === 'boolean' ? value : undefined;
};

function qualityOf(badge: Claims): Award['quality'] {
  const name = badge.word('quality_assurance_name')?.trim();
  const url = badge.link('quality_assurance_url');
  return name === undefined || name === '' ? undefined : present({ name, url });
}

/** The standard has `alignment`; version 1.1, and edubadges in places, write it in the plural. */
const aligned = (badge: Claims) => [...badge.each('alignment'), ...badge.each('alignments')];

export function awardOf(
  badge: Claims,
  language: string,
  { workload }: Loads,
  validUntil: string | undefined,
): { readonly award?: Award; readonly level?: Level } {
  const { level, quality, others } = alignmentsOf(aligned(badge), {});
  const award = present({
    type: 'Badge',
    badge: badgeTypeOf(badge),
    criteria: criteriaOf(badge, language),
    participation: badge.word('participation'),
    assessment: badge.word('assessment_type'),
    identityChecked: truth(badge, 'assessment_id_verified'),
    stackable: truth(badge, 'stackable'),
    workload,
    quality: qualityOf(badge) ?? quality,
    validUntil,
    alignments: others,
  });
  return present({ award, level: levelOf(badge) ?? level });
}

/** By the name of the institution above the issuer where edubadges says it. */
export function issuerOf(badge: Claims): Issuer | undefined {
  const source = isObject(badge.raw['issuer']) ? badge.inside('issuer') : undefined;
  const name = source && inExtension(source, 'InstitutionName')?.texts('InstitutionName');
  const issuer = issuerIn(badge);
  return name === undefined ? issuer : { codes: [], ...issuer, name };
}

/** What was learned, as edubadges has it beside the description. */
export function descriptionOf(badge: Claims, language: string): CoreFacet['description'] {
  const outcome = inExtension(badge, 'LearningOutcome')?.texts('LearningOutcome', language) ?? [];
  const texts = [...(badge.texts('description', language) ?? []), ...outcome];
  return texts.length === 0 ? undefined : texts;
}

export function codesOf(badge: Claims, issuer: string | undefined) {
  const programmes = inExtension(badge, 'EducationProgramIdentifier');
  const numbers = (programmes?.elements('EducationProgramIdentifier') ?? []).slice(0, 20);
  return [
    ...[badge.word('id')].flatMap((code) =>
      code === undefined || code === '' ? [] : [{ type: 'badge', code }],
    ),
    ...numbers.flatMap((each) =>
      typeof each === 'number' || typeof each === 'string'
        ? [{ type: 'educationProgramIdentifier', code: String(each).slice(0, 200) }]
        : [],
    ),
    ...(issuer === undefined ? [] : [{ type: 'issuer', code: issuer }]),
  ];
}
