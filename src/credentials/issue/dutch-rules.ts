import {
  type Award,
  type AwardedAchievement,
  type AwardedLoad,
  assessmentTypes,
  participationTypes,
  supervisionTypes,
} from './award.js';
import { isBelowRequired, outsideScale } from './scale-rules.js';

/** What an institution has to mend, or may want to look at, before it is signed. */
export const awardFindingCodes = [
  'MISSING',
  'NOT_A_UUID',
  'NOT_A_DAY',
  'NOT_AN_ADDRESS',
  'UNKNOWN_WORD',
  'LEVEL_OUT_OF_RANGE',
  'LOAD_NOT_A_NUMBER',
  'LOAD_OUT_OF_RANGE',
  'LOAD_NOT_IN_STEPS',
  'LOAD_UNIT_OF_ANOTHER_SECTOR',
  'LOAD_UNUSUAL',
  'RESULT_NOT_COMPLETED',
  'SCORE_OUTSIDE_SCALE',
  'SCORE_BELOW_REQUIRED',
  'PERIOD_REVERSED',
] as const;
export type AwardFindingCode = (typeof awardFindingCodes)[number];

export interface AwardFinding {
  readonly code: AwardFindingCode;
  /** JSON pointer into the award. */
  readonly path: string;
  /** An error is not signed. */
  readonly severity: 'ERROR' | 'WARNING';
}

const error = (code: AwardFindingCode, path: string): AwardFinding => ({
  code,
  path,
  severity: 'ERROR',
});
const warning = (code: AwardFindingCode, path: string): AwardFinding => ({
  code,
  path,
  severity: 'WARNING',
});
const unless = (holds: boolean, code: AwardFindingCode, path: string): readonly AwardFinding[] =>
  holds ? [] : [error(code, path)];

type Member = keyof AwardedAchievement;
const always = ['name', 'description', 'criteria', 'language'] as const;
const ofBadges = ['image', 'scale'] as const;
const required: Readonly<Record<NonNullable<AwardedAchievement['kind']>, readonly Member[]>> = {
  EXTRACURRICULAR: [...always, ...ofBadges],
  REGULAR: [...always, ...ofBadges, 'load', 'programmes'],
  MICROCREDENTIAL: [
    ...always,
    ...ofBadges,
    'load',
    'assessment',
    'identityChecked',
    'participation',
    'supervision',
    'quality',
  ],
};

const isThere = (value: unknown): boolean =>
  value !== undefined &&
  (typeof value !== 'string' || value.trim() !== '') &&
  (!Array.isArray(value) || value.length > 0);

function missing({ achievement, result, issuer }: Award): readonly AwardFinding[] {
  const { kind } = achievement;
  const members = kind === undefined ? always : required[kind];
  const hasLevel = achievement.eqf !== undefined || achievement.nlqf !== undefined;
  const isAligned =
    hasLevel || achievement.quality !== undefined || isThere(achievement.alignments);
  return [
    ...members.flatMap((name) =>
      unless(isThere(achievement[name]), 'MISSING', `/achievement/${name}`),
    ),
    ...unless(kind !== 'MICROCREDENTIAL' || hasLevel, 'MISSING', '/achievement/eqf'),
    ...unless(kind !== 'REGULAR' || isAligned, 'MISSING', '/achievement/alignments'),
    ...unless(kind === undefined || result !== undefined, 'MISSING', '/result'),
    ...unless(issuer.name.length > 0, 'MISSING', '/issuer/name'),
  ];
}

const lists = {
  participation: participationTypes,
  assessment: assessmentTypes,
  supervision: supervisionTypes,
} as const satisfies Partial<Record<Member, readonly string[]>>;
const names = ['participation', 'assessment', 'supervision'] as const;

const words = ({ achievement }: Award): readonly AwardFinding[] =>
  names.flatMap((name) => {
    const word = achievement[name];
    const list: readonly string[] = lists[name];
    const fits = word === undefined || word === '' || list.includes(word);
    return unless(fits, 'UNKNOWN_WORD', `/achievement/${name}`);
  });

const levels = ({ achievement: { eqf, nlqf } }: Award): readonly AwardFinding[] => [
  ...unless(
    eqf === undefined || (Number.isInteger(eqf) && eqf >= 1 && eqf <= 8),
    'LEVEL_OUT_OF_RANGE',
    '/achievement/eqf',
  ),
  ...unless(
    nlqf === undefined || /^(?:[1-8]|4\+)$/.test(nlqf),
    'LEVEL_OUT_OF_RANGE',
    '/achievement/nlqf',
  ),
];

const decimal = /^(?:0|[1-9]\d{0,5})(?:\.\d{1,3})?$/;
const loadPath = '/achievement/load/amount';

/** Half credits in edubadges' three kinds, tenths in an ordinary result; SBU are whole clock hours. */
function size({ unit, amount }: AwardedLoad, isBadge: boolean): readonly AwardFinding[] {
  if (!decimal.test(amount)) return [error('LOAD_NOT_A_NUMBER', loadPath)];
  const thousandths = Math.round(Number(amount) * 1000);
  const step = unit === 'SBU' ? 1000 : isBadge ? 500 : 100;
  const isInRange = thousandths >= step && (unit === 'SBU' || thousandths <= 240_000);
  return [
    ...unless(isInRange, 'LOAD_OUT_OF_RANGE', loadPath),
    ...unless(thousandths % step === 0, 'LOAD_NOT_IN_STEPS', loadPath),
  ];
}

/** What the Dutch frameworks have in mind for a microcredential; another size is said, and signed all the same. */
const isUsual = ({ unit, amount }: AwardedLoad): boolean =>
  unit === 'EC' ? Number(amount) >= 3 && Number(amount) <= 30 : Number(amount) >= 240;

function load({ achievement, issuer: { sector } }: Award): readonly AwardFinding[] {
  const { load: stated, kind } = achievement;
  if (stated === undefined) return [];
  const ofSector = sector === undefined ? stated.unit : sector === 'MBO' ? 'SBU' : 'EC';
  const findings = [
    ...unless(stated.unit === ofSector, 'LOAD_UNIT_OF_ANOTHER_SECTOR', '/achievement/load/unit'),
    ...size(stated, kind !== undefined),
  ];
  const isOdd = kind === 'MICROCREDENTIAL' && findings.length === 0 && !isUsual(stated);
  return isOdd ? [warning('LOAD_UNUSUAL', loadPath)] : findings;
}

const hours = ({ achievement: { timeInvestment } }: Award): readonly AwardFinding[] =>
  unless(
    timeInvestment === undefined || (Number.isInteger(timeInvestment) && timeInvestment >= 1),
    'LOAD_OUT_OF_RANGE',
    '/achievement/timeInvestment',
  );

function grade({ achievement, result: stated }: Award): readonly AwardFinding[] {
  if (stated === undefined) return [];
  const { kind, scale } = achievement;
  const isDone = kind === undefined || stated.status === 'Completed';
  const ended = unless(isDone, 'RESULT_NOT_COMPLETED', '/result/status');
  if (scale === undefined) return ended;
  const odd = outsideScale(scale, stated).map((path) => error('SCORE_OUTSIDE_SCALE', path));
  const low = isBelowRequired(scale, stated)
    ? [warning('SCORE_BELOW_REQUIRED', '/result/value')]
    : [];
  return [...ended, ...odd, ...low];
}

const urn = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const address = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);
const picture = (text: string): boolean =>
  text.startsWith('https://')
    ? URL.canParse(text)
    : /^data:image\/(?:png|svg\+xml|jpeg);/.test(text);

function addresses({ achievement, issuer }: Award): readonly AwardFinding[] {
  const stated: readonly (readonly [string | undefined, string])[] = [
    [achievement.quality?.url, '/achievement/quality/url'],
    [issuer.url, '/issuer/url'],
    ...(achievement.alignments ?? []).map(
      ({ url }, n) => [url, `/achievement/alignments/${n}/url`] as const,
    ),
  ];
  return stated.flatMap(([url, path]) =>
    unless(url === undefined || address(url), 'NOT_AN_ADDRESS', path),
  );
}

function identities({ id, subject, achievement }: Award): readonly AwardFinding[] {
  const { image } = achievement;
  return [
    ...unless(urn.test(id), 'NOT_A_UUID', '/id'),
    ...unless(urn.test(subject.id), 'NOT_A_UUID', '/subject/id'),
    ...unless(
      urn.test(achievement.id) || address(achievement.id),
      'NOT_AN_ADDRESS',
      '/achievement/id',
    ),
    ...unless(image === undefined || picture(image), 'NOT_AN_ADDRESS', '/achievement/image'),
  ];
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime());
  return isWritten && day.toISOString().startsWith(text);
}

function period({ awardedOn, validFrom, validUntil }: Award): readonly AwardFinding[] {
  const from = validFrom.toISOString().slice(0, 10);
  return [
    ...unless(isDay(awardedOn), 'NOT_A_DAY', '/awardedOn'),
    ...unless(validUntil === undefined || isDay(validUntil), 'NOT_A_DAY', '/validUntil'),
    ...unless(validUntil === undefined || from <= validUntil, 'PERIOD_REVERSED', '/validUntil'),
  ];
}

const checks = [identities, missing, words, levels, load, hours, addresses, grade, period];

/** What the Dutch profile of Open Badges, and its frameworks for microcredentials, say of an award. */
export const dutchFindings = (award: Award): readonly AwardFinding[] =>
  checks.flatMap((check) => check(award));

/** Whether it may be signed: warnings do not stand in its way. */
export const mayBeSigned = (findings: readonly AwardFinding[]): boolean =>
  findings.every(({ severity }) => severity === 'WARNING');
