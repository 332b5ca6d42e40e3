import { present } from '../../base/index.js';
import type {
  AssessmentFacet,
  Award,
  CoreFacet,
  Level,
  RecordFacets,
  RecordType,
  SetAside,
} from '../../records/index.js';
import type { DocumentName } from '../names.js';
import { broughtBy, type Drafted, itemKey, type Opened } from '../reading.js';
import type { Claims } from './claims.js';
import { type Credential, issuedOnOf, validUntilOf } from './credential.js';
import { datesIn, organisationIn, roleIn, said, workOf } from './work.js';

/** Where in the subject, if not the subject itself, employment and education are said. */
const jobs = ['employmentRecord', 'employment', 'hasOccupation', 'workExperience', 'employee'];
const employers = ['employer', 'worksFor', 'organization', 'hiringOrganization', 'company'];
const degrees = ['hasCredential', 'degree', 'qualification', 'diploma', 'educationalCredential'];

const isJob = (source: Claims): boolean =>
  roleIn(source) !== undefined && organisationIn(source, employers) !== undefined;

const inside = (subject: Claims, names: readonly string[]): readonly Claims[] =>
  names
    .filter((name) => typeof subject.raw[name] === 'object')
    .flatMap((name) => subject.each(name));

const hours = (source: Claims): number | undefined => {
  const stated = source.amount('hoursPerWeek');
  return stated !== undefined && stated > 0 && stated <= 168 ? stated : undefined;
};

type Facets = Pick<RecordFacets, 'core' | 'assessment'>;

/** What an employer says of work: the issuer's word still, which the learner brought. */
function jobFacets({ root, issuer }: Credential, source: Claims): Facets {
  source.types();
  const [role, organisation] = [roleIn(source), organisationIn(source, employers)];
  const work = workOf(source, present({ role, organisation, ...datesIn(source) }), hours(source));
  const validUntil = validUntilOf(root, 'validUntil', 'expirationDate');
  return {
    core: present({
      recordType: 'WORK_EXPERIENCE' as const,
      title: said(role ?? ''),
      description: root.texts('description'),
      ...broughtBy(issuer.name),
      issuedOn: issuedOnOf(root),
      work,
      award: validUntil === undefined ? undefined : { validUntil },
    }),
  };
}

/** schema.org's words for what a credential is. One that says nothing of it, where a degree is meant, is a degree. */
const categories: readonly (readonly [word: RegExp, type: RecordType])[] = [
  [/micro-?credential|badge/i, 'MICROCREDENTIAL'],
  [/certificat|licen[cs]e/i, 'CERTIFICATE'],
  [/./, 'DIPLOMA'],
];

const levels: readonly (readonly [word: RegExp, eqf: number])[] = [
  [/associate/i, 5],
  [/bachelor/i, 6],
  [/master/i, 7],
  [/doctor|ph\.?d/i, 8],
];

function levelOf(source: Claims): Level | undefined {
  const words = [source.word('educationalLevel'), ...source.types()];
  const stated = words.flatMap((word) => {
    const eqf = levels.find(([level]) => word !== undefined && level.test(word))?.[1];
    return word === undefined || eqf === undefined ? [] : [{ raw: word, eqf, derived: true }];
  });
  return stated[0];
}

/** An average of all its courses is no mark on any scale that we know. */
function gradeOf(subject: Claims): AssessmentFacet | undefined {
  const score = subject.brief('gpa');
  return score === undefined
    ? undefined
    : {
        state: { value: 'COMPLETED' },
        pass: 'UNKNOWN',
        score,
        scale: { kind: 'OTHER', raw: 'GPA' },
      };
}

const competencesOf = (source: Claims) =>
  source
    .elements('competencyRequired')
    .slice(0, 100)
    .flatMap((name) =>
      typeof name === 'string' && name.trim() !== '' && name.length <= 200 ? [{ name }] : [],
    );

function degreeAward(root: Claims, source: Claims, type: string | undefined): Award | undefined {
  const alignments = competencesOf(source);
  const award = present({
    type,
    validUntil: validUntilOf(root, 'validUntil', 'expirationDate'),
    alignments: alignments.length === 0 ? undefined : alignments,
  });
  return Object.keys(award).length === 0 ? undefined : award;
}

function degreeFacets({ root, subject, issuer }: Credential, source: Claims): Facets | undefined {
  const [own, around] = [source.texts('name'), root.texts('name')];
  const title = own ?? around;
  if (title === undefined) return undefined;
  const category = source.word('credentialCategory');
  const [awardedOn, validFrom] = [source.date('dateAwarded'), issuedOnOf(root)];
  const awardedBy = organisationIn(source, ['awardedBy', 'college', 'university', 'school']);
  const core: CoreFacet = present({
    recordType: categories.find(([word]) => word.test(category ?? 'degree'))?.[1] ?? 'DIPLOMA',
    title,
    description: source.texts('description') ?? root.texts('description'),
    ...broughtBy(awardedBy === undefined ? issuer.name : said(awardedBy)),
    issuedOn: awardedOn ?? validFrom,
    level: levelOf(source),
    award: degreeAward(root, source, category),
  });
  return present({ core, assessment: gradeOf(subject) });
}

/** Whether what is said of somebody is work or a degree. */
export const isWorkOrDegree = (subject: Claims): boolean =>
  [subject, ...inside(subject, jobs)].some(isJob) ||
  inside(subject, degrees).length > 0 ||
  subject.types().includes('EducationalOccupationalCredential');

function facetsOf(credential: Credential): Facets | undefined {
  const { subject } = credential;
  const job = [subject, ...inside(subject, jobs)].find(isJob);
  if (job !== undefined) return jobFacets(credential, job);
  const [degree] = inside(subject, degrees);
  if (degree !== undefined) return degreeFacets(credential, degree);
  const isOne = subject.types().includes('EducationalOccupationalCredential');
  return isOne ? degreeFacets(credential, subject) : undefined;
}

/** A credential of no badge standard: of work or of a degree, told by what its subject says. Of others we know no meaning. */
export function readGeneric(
  opened: Opened,
  standard: DocumentName,
  item: string,
  credential: Credential,
): Drafted | SetAside {
  const { root, issuer } = credential;
  const facets = facetsOf(credential);
  if (facets === undefined) return { code: 'CREDENTIAL_TYPE_UNSUPPORTED', path: `${item}/type` };
  root.has('name');
  const id = root.id();
  const identifiers = {
    connector: standard,
    sourceId: id === undefined ? `sha256:${opened.sha256}${item}` : id,
    codes: issuer.id === undefined ? [] : [{ type: 'issuer', code: issuer.id }],
    losses: root.losses(),
    issues: root.notes.issues(),
  };
  return { key: itemKey(opened, item), item, facets: { ...facets, identifiers } };
}
