import { type JsonObject, present, sha256Hex, uuidOf } from '../../base/index.js';
import type { Texts } from '../../records/index.js';
import type { Award, AwardedAchievement, AwardedSubject, Awarder } from './award.js';
import { microcredentialContextUrl } from './own-context.js';
import { schemaUrlOf } from './schemas/served.js';

/** The place of a credential in a list that says whether it still holds. */
export interface StatusEntry {
  readonly purpose: 'revocation' | 'suspension';
  /** Address of the list. */
  readonly list: string;
  readonly index: number;
}

export const openBadgeContexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  // Names the kind of schema below; without it no processor of JSON-LD takes the credential.
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  microcredentialContextUrl,
] as const;

const schemaOfOpenBadges =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';
const schemaType = '1EdTechJsonSchemaValidator2019';

/** To the second: XML Schema's dateTimeStamp. */
const instant = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z');
/** Open Badges has an instant where a day is meant: its midnight in UTC is that day for whoever reads it in Europe. */
const midnight = (day: string): string => `${day}T00:00:00Z`;
const lastSecond = (day: string): string => `${day}T23:59:59Z`;

/** Open Badges gives an issuer one name: in the language of what is awarded, else in Dutch, else in English. */
function nameIn(names: Texts, language: string): string | undefined {
  const wanted = [language, language.split('-')[0], 'nl', 'en'];
  const found = wanted.map((each) => names.find((name) => name.language === each));
  return (found.find((name) => name !== undefined) ?? names[0])?.value;
}

function issuerOf({ did, name, schacHome, brin, url }: Awarder, language: string): JsonObject {
  const codes = [['ext:schacHome', schacHome] as const, ['ext:BRIN', brin] as const];
  return present({
    id: did,
    type: ['Profile'],
    name: nameIn(name, language),
    url,
    otherIdentifier: codes.flatMap(([identifierType, identifier]) =>
      identifier === undefined ? [] : [{ type: 'IdentifierEntry', identifierType, identifier }],
    ),
  });
}

const alignment = (parts: object): JsonObject => ({ type: ['Alignment'], ...present(parts) });

function alignmentsOf({ eqf, nlqf, quality, alignments = [] }: AwardedAchievement) {
  const levels = [
    eqf !== undefined && {
      targetType: 'ext:EQF',
      targetName: `EQF level ${eqf}`,
      targetCode: String(eqf),
      targetUrl:
        'https://europass.europa.eu/en/europass-digital-tools/european-qualifications-framework',
    },
    nlqf !== undefined && {
      targetType: 'ext:NLQF',
      targetName: `NLQF level ${nlqf}`,
      targetCode: nlqf,
      targetUrl: 'https://www.nlqf.nl/',
    },
    quality !== undefined && {
      targetType: 'ext:QualityAssurance',
      targetName: quality.name,
      targetDescription: quality.description,
      targetUrl: quality.url,
    },
  ];
  const others = alignments.map(({ name, framework, code, url }) => ({
    targetName: name,
    targetFramework: framework,
    targetCode: code,
    targetUrl: url,
  }));
  const all = [...levels.filter((each) => each !== false), ...others].map((each) =>
    alignment(each),
  );
  return all.length === 0 ? undefined : all;
}

/** The same for every credential of one achievement. */
const scaleIdOf = ({ id, scale }: AwardedAchievement): string =>
  `urn:uuid:${uuidOf(`${id} ${scale?.name ?? ''}`)}`;

function resultDescriptionOf(achievement: AwardedAchievement): readonly JsonObject[] | undefined {
  const { scale } = achievement;
  if (scale === undefined) return undefined;
  const { name, range, words, required } = scale;
  const shape = present({
    id: scaleIdOf(achievement),
    type: ['ResultDescription'],
    name,
    resultType: range === undefined ? 'Result' : 'RawScore',
    valueMin: range?.min,
    valueMax: range?.max,
    allowedValue: words,
    requiredValue: required,
  });
  return [shape];
}

/** One plain number stands as a number, as the Dutch schemas have it; any other way it is text. */
function programmesIn(programmes: readonly string[] = []): unknown {
  const [first, ...others] = programmes;
  if (others.length > 0) return programmes;
  return first !== undefined && /^[1-9]\d{0,8}$/.test(first) ? Number(first) : first;
}

function achievementOf(achievement: AwardedAchievement): JsonObject {
  const { load, kind, type, image } = achievement;
  return present({
    id: achievement.id,
    type: ['Achievement', 'EducredentialAchievement'],
    achievementType: type ?? (kind === 'MICROCREDENTIAL' ? 'MicroCredential' : undefined),
    name: achievement.name,
    description: achievement.description,
    criteria: { narrative: achievement.criteria },
    inLanguage: achievement.language,
    image: image === undefined ? undefined : { id: image, type: 'Image' },
    ECTS: load?.unit === 'EC' ? Number(load.amount) : undefined,
    SBU: load?.unit === 'SBU' ? Number(load.amount) : undefined,
    timeInvestment: achievement.timeInvestment,
    participationType: achievement.participation,
    assessmentType: achievement.assessment,
    supervisionType: achievement.supervision,
    identityChecked: achievement.identityChecked,
    educationProgramIdentifier: programmesIn(achievement.programmes),
    alignment: alignmentsOf(achievement),
    resultDescription: resultDescriptionOf(achievement),
  });
}

function identifierOf({ identifier }: AwardedSubject): readonly JsonObject[] | undefined {
  if (identifier === undefined) return undefined;
  const { type, value, salt } = identifier;
  const identityHash = `sha256$${sha256Hex(value + salt)}`;
  return [{ type: 'IdentityObject', identityType: type, hashed: true, identityHash, salt }];
}

function resultOf({ result, achievement }: Award): readonly JsonObject[] | undefined {
  if (result === undefined) return undefined;
  const resultDescription = achievement.scale === undefined ? undefined : scaleIdOf(achievement);
  const { value, status } = result;
  return [present({ type: ['Result'], resultDescription, value, status })];
}

const statusOf = ({ purpose, list, index }: StatusEntry): JsonObject => ({
  id: `${list}#${index}`,
  type: 'BitstringStatusListEntry',
  statusPurpose: purpose,
  statusListIndex: String(index),
  statusListCredential: list,
});

/** Open Badges' own schema knows one entry alone; the data model of credentials knows several. */
function statusesOf(entries: readonly StatusEntry[]): unknown {
  const [first, ...others] = entries.map(statusOf);
  return others.length === 0 ? first : [first, ...others];
}

/** An award as Open Badges 3.0, in the form of credentials 2.0, before it is signed. */
export function toOpenBadge(award: Award, status: readonly StatusEntry[]): JsonObject {
  const { achievement, subject, validUntil } = award;
  const schemas = [schemaOfOpenBadges, schemaUrlOf(achievement.kind)];
  return present({
    '@context': [...openBadgeContexts],
    id: award.id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: issuerOf(award.issuer, achievement.language),
    awardedDate: midnight(award.awardedOn),
    validFrom: instant(award.validFrom),
    validUntil: validUntil === undefined ? undefined : lastSecond(validUntil),
    credentialSubject: present({
      id: subject.id,
      type: ['AchievementSubject'],
      identifier: identifierOf(subject),
      achievement: achievementOf(achievement),
      result: resultOf(award),
    }),
    credentialSchema: schemas.flatMap((id) => (id === undefined ? [] : [{ id, type: schemaType }])),
    credentialStatus: statusesOf(status),
  });
}
