import { present } from '../../base/index.js';
import type { RecordKind } from '../../records/index.js';
import type { DocumentKind } from './document.js';
import type { Reference, Source } from './source.js';

/** A v5 association with all that it points to opened: what the facets are read from. */
export interface Association {
  readonly id: string;
  readonly own: Source;
  readonly result?: Source;
  readonly offering: Reference;
  /** What was taken: the course, the programme or the component of the offering. */
  readonly subject: Reference;
  readonly subjectField?: 'course' | 'program' | 'component';
  readonly kind?: RecordKind;
  readonly specification?: Source;
  readonly session?: Source;
  /** What consumer nl-test-admin (the mbo exam chain) adds: to the result first, then to the association. */
  readonly testAdmin: readonly Source[];
}

interface SubjectKind {
  readonly field: 'course' | 'program' | 'component';
  readonly documents: DocumentKind;
}
const course: SubjectKind = { field: 'course', documents: 'courses' };
const program: SubjectKind = { field: 'program', documents: 'programs' };
const component: SubjectKind = { field: 'component', documents: 'components' };
const byAssociationType = new Map([
  ['programOfferingAssociation', program],
  ['courseOfferingAssociation', course],
  ['componentOfferingAssociation', component],
]);
const byOfferingType = new Map([
  ['program', program],
  ['course', course],
  ['component', component],
]);

function subjectKindOf(own: Source, offering: Source | undefined): SubjectKind | undefined {
  const type = own.word('associationType');
  const stated = byAssociationType.get(type ?? '');
  const offered = byOfferingType.get(offering?.word('offeringType') ?? '');
  if (stated === undefined) {
    own.note(type === undefined ? 'MISSING' : 'UNKNOWN_ENUM', 'associationType');
  }
  return stated ?? offered;
}

const isTestAdmin = (consumer: Source): boolean => consumer.word('consumerKey') === 'nl-test-admin';

/** An exam is a test also where its component could not be looked up: the exam chain sends nothing else. */
function kindOf(
  subjectKind: SubjectKind | undefined,
  subject: Source | undefined,
  isExam: boolean,
): RecordKind | undefined {
  if (subjectKind === course) return 'COURSE';
  if (subjectKind === program) return 'PROGRAMME';
  if (subjectKind === undefined) return undefined;
  const type = subject?.word('componentType') ?? (isExam ? 'test' : undefined);
  return type === 'test' ? 'TEST' : 'LEARNING_COMPONENT';
}

function specificationOf(subject: Source | undefined, kind: RecordKind | undefined) {
  if (kind !== 'COURSE' && kind !== 'PROGRAMME') return undefined;
  return subject?.refer('educationSpecification', 'education-specifications').source;
}

const noReference: Reference = {};

/** Lists repeat the offering's own session next to it; the offering's counts. */
const sessionOf = (own: Source, offering: Source | undefined): Source | undefined =>
  offering?.refer('academicSession', 'academic-sessions').source ??
  own.refer('academicSession', 'academic-sessions').source;

/** Opens what an association refers to; asks the lookups for what came as an id. */
export function openAssociation(id: string, own: Source): Association {
  const result = own.inside('result');
  const offering = own.refer('offering', 'offerings');
  const subjectKind = subjectKindOf(own, offering.source);
  const subject =
    (subjectKind && offering.source?.refer(subjectKind.field, subjectKind.documents)) ??
    noReference;
  const testAdmin = [...(result?.consumers() ?? []), ...own.consumers()].filter(isTestAdmin);
  const kind = kindOf(subjectKind, subject.source, testAdmin.length > 0);
  return present({
    id,
    own,
    offering,
    subject,
    testAdmin,
    // An empty result says nothing and is none.
    result: result !== undefined && Object.keys(result.raw).length > 0 ? result : undefined,
    subjectField: subjectKind?.field,
    kind,
    specification: specificationOf(subject.source, kind),
    session: sessionOf(own, offering.source),
  });
}
