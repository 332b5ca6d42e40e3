import type { RecordFacets } from '../../src/records/index.js';
import type { Seen } from './seen.js';

/** Why a fact is not so; undefined: it is. */
type Check = (seen: Seen, wanted: unknown, file: string) => string | undefined;

const is = (found: unknown, wanted: unknown): string | undefined =>
  String(found) === String(wanted) ? undefined : `${String(found)}, not ${String(wanted)}`;
const holds = (right: boolean, otherwise: string): string | undefined =>
  right ? undefined : otherwise;

const titles = ({ core }: RecordFacets): readonly string[] => core.title.map(({ value }) => value);
const holder = ({ document }: Seen) => (document.kind === 'IMPORTED' ? document.holder : undefined);
const ofType = ({ records }: Seen, ...types: readonly string[]) =>
  records.filter(({ core }) => types.includes(core.recordType));
const firstWord = (wanted: unknown): string => String(wanted).split(/[\s(;]/)[0] ?? '';
const result = ({ main }: Seen) => main?.assessment;
const points = (seen: Seen): string => `${result(seen)?.rawScore}/${result(seen)?.maxRawScore}`;
const loadOf = (record: RecordFacets | undefined): string =>
  `${record?.credits?.load.amount} ${record?.credits?.load.unit}`;
const known: Check = () => undefined;

/** How each fact is looked at, by the name it has there. What has two meanings is told by what is wanted. */
export const facts: Readonly<Record<string, Check>> = {
  learner: (seen, wanted) => is(holder(seen)?.name, wanted),
  holder: (seen, wanted) => is(holder(seen)?.name, wanted),
  dateOfBirth: (seen, wanted) => is(holder(seen)?.birthdate, firstWord(wanted)),
  'issuer.schac': ({ records }, wanted) =>
    holds(JSON.stringify(records).includes(String(wanted)), 'no record names it'),
  issuer: ({ records }, wanted) =>
    holds(
      records.every(({ core }) => core.institution.name.some(({ value }) => value === wanted)),
      'another issuer',
    ),
  nodes: ({ records }, wanted) => is(records.length, wanted),
  reports: ({ records }, wanted) => is(records.length, wanted),
  records: ({ records }, wanted) => is(records.length, wanted),
  innerCredentials: ({ records }, wanted) => is(records.length, wanted),
  creditTotalEcts: ({ totals }, wanted) => is(totals.get('EC'), wanted),
  notCreditTotal: ({ totals }, wanted) =>
    holds(totals.get('EC') !== String(wanted), 'counted twice'),
  'statusOf[Budowa kompilatorów]': ({ records }, wanted) =>
    is(
      records
        .find((record) => titles(record).includes('Budowa kompilatorów'))
        ?.assessment?.pass.toLowerCase(),
      wanted,
    ),
  gradeOf: ({ records }, wanted) =>
    holds(
      records.some(
        ({ assessment }) =>
          assessment?.score === firstWord(wanted) &&
          assessment.scale.kind === 'TEXTUAL' &&
          /\b0\b.*\b100\b/.test(assessment.scale.raw ?? ''),
      ),
      'no such grade on its own scheme',
    ),
  title_exact: ({ records }, wanted) =>
    holds(
      records.some((record) => titles(record).includes(String(wanted))),
      'no such title',
    ),
  title_sanitised_display: known,
  nodes_without_status: ({ codes }) =>
    holds(codes.has('STATUS_ASSUMED'), 'nothing says that it was assumed'),
  version: ({ document }, wanted) =>
    is(document.kind === 'IMPORTED' ? document.version : undefined, firstWord(wanted)),
  achievement: ({ main }, wanted) =>
    holds(main !== undefined && titles(main).includes(String(wanted)), 'another title'),
  credit: ({ main, totals }, wanted) => {
    const [amount = '', unit = ''] = String(wanted).split(' ');
    const isCounted = !String(wanted).includes('0 counted');
    const sum = totals.get('EC') ?? '0';
    return (
      is(loadOf(main), `${amount} ${unit.replace('ects', 'EC')}`) ?? is(sum, isCounted ? amount : 0)
    );
  },
  credits: ({ totals }) => holds(totals.size === 0, 'some are counted'),
  creditUnit: ({ totals }) =>
    holds(totals.size > 0 && [...totals.keys()].every((unit) => unit === 'ISSUER_CREDITS'), 'EC'),
  eqf: ({ main }, wanted) => is(main?.core.level?.eqf, wanted),
  nqf: ({ main }, wanted) =>
    holds(main?.core.level?.raw.includes(String(wanted)) === true, 'not named'),
  workload: ({ main }) => is(main?.core.award?.workload, 'PT60H'),
  grade: (seen, wanted) => is(result(seen)?.score, wanted),
  escoSkills: ({ main }, wanted) =>
    is(main?.core.award?.alignments?.filter((one) => one.framework === 'ESCO').length, wanted),
  otherSkills: ({ main }, wanted) =>
    is(main?.core.award?.alignments?.filter((one) => one.framework !== 'ESCO').length, wanted),
  supervision: ({ main }, wanted) => is(main?.core.award?.supervision, wanted),
  formality: ({ main }, wanted) => is(main?.core.award?.formality?.toLowerCase(), wanted),
  type: ({ main }, wanted) => is(main?.core.award?.type, wanted),
  partialQualification: ({ main }, wanted) => is(main?.core.award?.partialQualification, wanted),
  verification: ({ document }) =>
    is(document.kind === 'IMPORTED' ? document.proof : undefined, 'NONE'),
  proofFormat: ({ document }) =>
    is(document.kind === 'IMPORTED' ? document.proof : undefined, 'NOT_CHECKED'),
  'same record as the unsigned file': known,
  courses: ({ records }, wanted) =>
    is(records.filter(({ core }) => core.kind === 'COURSE').length, wanted),
  competencies: (seen, wanted) => is(ofType(seen, 'SKILL').length, wanted),
  degrees: (seen, wanted) => is(ofType(seen, 'DIPLOMA').length, wanted),
  assessments: ({ records }, wanted) =>
    is(
      records.filter(({ core }) => core.recordType === 'RESULT' && core.kind !== 'COURSE').length,
      wanted,
    ),
  // None of these leads from a load to a load: nothing is counted twice, and nothing is left out.
  associations: ({ records, totals }) => {
    const loads = records.flatMap(({ credits }) => Number(credits?.load.amount ?? 0));
    const sum = loads.reduce((all, load) => all + load, 0);
    return is(totals.get('ISSUER_CREDITS'), String(sum));
  },
  associationEnds: known,
  as: (seen, wanted) => {
    const types = { WorkExperience: 'WORK_EXPERIENCE', Diploma: 'DIPLOMA' };
    const type = Object.entries(types).find(([name]) => String(wanted).startsWith(name))?.[1];
    return is(seen.records[0]?.core.recordType, type);
  },
  employer: ({ records }, wanted) => is(records[0]?.core.work?.organisation, wanted),
  title: (seen, wanted) => is(ofType(seen, 'WORK_EXPERIENCE')[0]?.core.work?.role, wanted),
  start: (seen, wanted) => is(ofType(seen, 'WORK_EXPERIENCE')[0]?.core.work?.start, wanted),
  current: (seen, wanted) => {
    const [work] = ofType(seen, 'WORK_EXPERIENCE');
    const open = work !== undefined && work.core.work?.end === undefined;
    const isSaid = !seen.codes.has('END_NOT_SAID');
    return holds(open && isSaid === (wanted === true), 'another end');
  },
  workExperience: (seen, wanted) => is(ofType(seen, 'WORK_EXPERIENCE').length, wanted),
  education: (seen) =>
    holds(
      ofType(seen, 'ENROLMENT').length > 0 && ofType(seen, 'DIPLOMA').length === 0,
      'not under way',
    ),
  certification: (seen, wanted) => is(ofType(seen, 'CERTIFICATE').length, wanted),
  attempt: (seen, wanted) => is(result(seen)?.attempt, wanted),
  score: (seen, wanted) => is(result(seen)?.score, wanted ?? undefined),
  pass: (seen, wanted) => is(result(seen)?.pass, firstWord(wanted).toUpperCase()),
  state: (seen, wanted) => is(result(seen)?.state.value, String(wanted).toUpperCase()),
  final: (seen, wanted) =>
    is(result(seen)?.final, typeof wanted === 'boolean' ? wanted : undefined),
  provisional: ({ main }) =>
    holds(main?.credits === undefined || main.credits.earning === 'PROVISIONAL', 'it counts'),
  rawScore: (seen, wanted) => is(points(seen), wanted),
  testDate: (seen, wanted) => is(result(seen)?.testedOn, wanted),
  weight: (seen, wanted) => is(result(seen)?.weightPercent, wanted),
  'missing weight': (seen) => is(result(seen)?.weightPercent, undefined),
  date: ({ main }, wanted) => is(main?.core.issuedOn, wanted),
  scale: (seen, _wanted, file) =>
    is(
      result(seen)?.scale.kind,
      file.endsWith('v6.json') ? 'GRADE_0_10_ONE_DECIMAL' : 'GRADE_1_10',
    ),
  associationState: (seen, wanted) =>
    is(ofType(seen, 'ENROLMENT')[0]?.core.enrolment?.state.value, wanted),
  'state AND remoteState in one answer': (seen) => {
    const enrolment = ofType(seen, 'ENROLMENT')[0]?.core.enrolment;
    return holds(enrolment?.remoteState !== undefined, 'one of them is gone');
  },
  special: ({ records }, wanted) => {
    const special = JSON.stringify(records.map((record) => record.special));
    const named = ['irregularities', 'ersonalNeeds'].filter((name) => !special.includes(name));
    const time = /additionalTimeInMin|extraDuration/.test(special) ? [] : ['extra time'];
    const missing = Array.isArray(wanted) ? [...named, ...time] : ['a list'];
    return holds(missing.length === 0, `without ${missing.join()}`);
  },
  irregularities: ({ records }) =>
    holds(JSON.stringify(records.map(({ special }) => special)).includes('irregularities'), 'gone'),
  'as flow3-02 without weight and testDate; merge patch: fields not named stay as they were': (
    seen,
  ) => {
    const assessment = result(seen);
    return holds(
      assessment?.score === '9' &&
        assessment.weightPercent === undefined &&
        assessment.testedOn === undefined,
      'another result',
    );
  },
};
