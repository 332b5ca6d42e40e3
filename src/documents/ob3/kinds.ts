import { present } from '../../base/index.js';
import type { badgeTypes, RecordKind, RecordType } from '../../records/index.js';
import type { Claims } from '../vc/claims.js';

type BadgeType = (typeof badgeTypes)[number];
export interface Kind {
  readonly recordType: RecordType;
  readonly kind?: RecordKind;
  /** Of the European framework: what this kind of degree usually is. */
  readonly eqf?: number;
}

const badge: Kind = { recordType: 'MICROCREDENTIAL' };
const certificate: Kind = { recordType: 'CERTIFICATE' };
const degree = (eqf?: number): Kind => ({
  recordType: 'DIPLOMA',
  ...(eqf !== undefined && { eqf }),
});

/** Open Badges' own words for what was achieved. What no word names more exactly is a badge. */
const kinds: Readonly<Record<string, Kind>> = {
  Achievement: badge,
  ApprenticeshipCertificate: certificate,
  Assessment: { recordType: 'RESULT', kind: 'TEST' },
  Assignment: { recordType: 'RESULT', kind: 'LEARNING_COMPONENT' },
  AssociateDegree: degree(5),
  Award: badge,
  Badge: badge,
  BachelorDegree: degree(6),
  Certificate: certificate,
  CertificateOfCompletion: certificate,
  Certification: certificate,
  CoCurricular: badge,
  CommunityService: badge,
  Competency: { recordType: 'SKILL' },
  Course: { recordType: 'RESULT', kind: 'COURSE' },
  Degree: degree(),
  Diploma: degree(),
  DoctoralDegree: degree(8),
  Fieldwork: badge,
  GeneralEducationDevelopment: degree(),
  JourneymanCertificate: certificate,
  LearningProgram: { recordType: 'RESULT', kind: 'PROGRAMME' },
  License: certificate,
  MasterCertificate: certificate,
  MasterDegree: degree(7),
  Membership: badge,
  MicroCredential: badge,
  ProfessionalDoctorate: degree(8),
  QualityAssuranceCredential: badge,
  ResearchDoctorate: degree(8),
  SecondarySchoolDiploma: degree(),
};

export const kindNamed = (word: string | undefined): Kind | undefined =>
  word !== undefined && Object.hasOwn(kinds, word) ? kinds[word] : undefined;

const schemaName = /\/(microcredential|regular|extracur)[a-z_]*\.json$/i;
const badgeOf: Readonly<Record<string, BadgeType>> = {
  microcredential: 'MICROCREDENTIAL',
  regular: 'REGULAR',
  extracur: 'EXTRACURRICULAR',
};

/** The Dutch profile says only by the schemas a credential promises to keep which of its three kinds of badge it is. */
export function badgeTypeOf(root: Claims | undefined): BadgeType | undefined {
  const names = (root?.elements('credentialSchema') ?? []).flatMap((schema) => {
    const id: unknown =
      typeof schema === 'object' && schema !== null && 'id' in schema ? schema.id : schema;
    const name = typeof id === 'string' ? schemaName.exec(id)?.[1]?.toLowerCase() : undefined;
    return name === undefined ? [] : [badgeOf[name]];
  });
  return names.find((name) => name !== undefined);
}

export interface Achieved extends Kind {
  /** The source's own word. */
  readonly type?: string;
  readonly badge?: BadgeType;
}

function wordOf(achievement: Claims): string | undefined {
  const stated = achievement.word('achievementType');
  if (stated === undefined || stated === '') return undefined;
  const isOwn = stated.startsWith('ext:') || kindNamed(stated) !== undefined;
  if (!isOwn) achievement.note('UNKNOWN_ENUM', 'achievementType');
  return stated;
}

const besideIn = (achievement: Claims): string | undefined =>
  achievement.types().find((type) => type !== 'Achievement' && kindNamed(type) !== undefined);

/**
 * What kind of record an achievement is: by its `achievementType`; by a type beside `Achievement` where HR Open writes it
 * so; else a badge, of the Dutch kind its schemas name. Its name decides nothing: a badge called "Diploma" is a badge until
 * its issuer says more, and a "regular" badge with the number of a programme is mostly for a part of that programme.
 */
export function achievedOf(achievement: Claims | undefined, root: Claims | undefined): Achieved {
  const beside = achievement && besideIn(achievement);
  const type = (achievement && wordOf(achievement)) ?? beside;
  const badgeType =
    badgeTypeOf(root) ?? (type === 'MicroCredential' ? 'MICROCREDENTIAL' : undefined);
  const kind = kindNamed(type) ?? kindNamed(beside) ?? badge;
  return present({ ...kind, type, badge: badgeType });
}
