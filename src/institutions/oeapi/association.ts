import { present } from '../../base/index.js';
import type { RecordKind } from '../../records/index.js';
import type { DocumentKind } from './dialect.js';
import type { Reference, Source } from './source.js';

/** An association with all that it points to opened: what the facets are read from. */
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
  readonly offerings: DocumentKind;
  /** Told by the association itself; of a component of version 5 only its own document tells. */
  readonly kind?: RecordKind;
}
const course: SubjectKind = {
  field: 'course',
  documents: 'courses',
  offerings: 'course-offerings',
  kind: 'COURSE',
};
const program: SubjectKind = {
  field: 'program',
  documents: 'programs',
  offerings: 'program-offerings',
  kind: 'PROGRAMME',
};
const component: SubjectKind = {
  field: 'component',
  documents: 'components',
  offerings: 'component-offerings',
};
const byAssociationType = new Map<string, SubjectKind>([
  ['programOfferingAssociation', program],
  ['programmeOfferingAssociation', program],
  ['courseOfferingAssociation', course],
  ['componentOfferingAssociation', component],
  [
    'learningComponentOfferingAssociation',
    {
      field: 'component',
      documents: 'learning-components',
      offerings: 'learning-component-offerings',
      kind: 'LEARNING_COMPONENT',
    },
  ],
  [
    'testComponentOfferingAssociation',
    {
      field: 'component',
      documents: 'test-components',
      offerings: 'test-component-offerings',
      kind: 'TEST',
    },
  ],
]);
const byOfferingType = new Map([
  ['program', program],
  ['course', course],
  ['component', component],
]);

/** By the association's own word, else by its offering's. */
function subjectKindOf(own: Source): SubjectKind | undefined {
  const type = own.word('associationType');
  const stated = byAssociationType.get(type ?? '');
  if (stated !== undefined) return stated;
  own.note(type === undefined ? 'MISSING' : 'UNKNOWN_ENUM', 'associationType');
  const offering = own.refer('offering', 'component-offerings').source;
  return byOfferingType.get(offering?.word('offeringType') ?? '');
}

const isTestAdmin = (consumer: Source): boolean => consumer.word('consumerKey') === 'nl-test-admin';

/** An exam is a test also where its component could not be looked up: the exam chain sends nothing else. */
function kindOf(
  subjectKind: SubjectKind | undefined,
  subject: Source | undefined,
  isExam: boolean,
): RecordKind | undefined {
  const type = subject?.word('componentType');
  if (subjectKind?.kind !== undefined) return subjectKind.kind;
  if (subjectKind === undefined) return isExam ? 'TEST' : undefined;
  return (type ?? (isExam ? 'test' : undefined)) === 'test' ? 'TEST' : 'LEARNING_COMPONENT';
}

/** In version 5 a course or a programme has its official papers in a document of its own. */
function specificationOf(subject: Source | undefined, kind: RecordKind | undefined) {
  if (kind !== 'COURSE' && kind !== 'PROGRAMME') return undefined;
  return subject?.refer('educationSpecification', 'education-specifications').source;
}

const noReference: Reference = {};

/** Lists repeat the offering's own session next to it; the offering's counts. */
const sessionOf = (own: Source, offering: Source | undefined): Source | undefined =>
  offering?.refer('academicSession', 'academic-sessions').source ??
  own.refer('academicSession', 'academic-sessions').source;

/** What was taken, as its offering points to it. */
const subjectOf = (subjectKind: SubjectKind | undefined, offering: Source | undefined): Reference =>
  (subjectKind && offering?.refer(subjectKind.field, subjectKind.documents)) ?? noReference;

/** An empty result says nothing and is none. */
const unlessEmpty = (result: Source | undefined): Source | undefined =>
  result !== undefined && Object.keys(result.raw).length > 0 ? result : undefined;

/** Opens what an association refers to; asks the lookups for what came as an id. */
export function openAssociation(id: string, own: Source): Association {
  const result = own.inside('result');
  const subjectKind = subjectKindOf(own);
  const offering = own.refer('offering', subjectKind?.offerings ?? 'component-offerings');
  offering.source?.word('offeringType');
  const subject = subjectOf(subjectKind, offering.source);
  const testAdmin = [...(result?.consumers() ?? []), ...own.consumers()].filter(isTestAdmin);
  const kind = kindOf(subjectKind, subject.source, testAdmin.length > 0);
  return present({
    id,
    own,
    offering,
    subject,
    testAdmin,
    result: unlessEmpty(result),
    subjectField: subjectKind?.field,
    kind,
    specification: specificationOf(subject.source, kind),
    session: sessionOf(own, offering.source),
  });
}
