import { type JsonObject, present, unambiguous } from '../../base/index.js';
import {
  type AssessmentFacet,
  distinctLosses,
  type IdentifiersFacet,
  type IncomingRecord,
  Notes,
  type RecordFacets,
  recordKeyOf,
  type SpecialFacet,
} from '../../records/index.js';
import { assessmentOf, evidenceOf } from './assessment.js';
import { type Association, openAssociation } from './association.js';
import { joined, type Tried } from './attempts.js';
import {
  coreOf,
  type DeliveringInstitution,
  enrolledIn,
  enrolmentOf,
  resultCoreOf,
} from './core.js';
import { creditsOf } from './credits.js';
import type { Lookup } from './document.js';
import { checkOrganization, codesOf, nationalIdentifiersOf } from './identifiers.js';
import { personOf } from './refusal.js';
import { Source } from './source.js';
import { specialIn } from './special.js';
import { lossesOfAttempts, triesIn } from './tries.js';

/**
 * What keys and records call the connector: the word of when it spoke version 5 alone. A school that changes to version 6
 * keeps its records, so the word stays whatever version is spoken.
 */
export const connector = 'oeapi-v5';

const unlessEmpty = (special: SpecialFacet): SpecialFacet | undefined =>
  Object.keys(special).length === 0 ? undefined : special;

const isWord = (word: string | undefined): boolean => word !== undefined;

/** A programme that was passed is a diploma where its specification (in version 6 itself) says that it leads to one. */
function isDiploma(association: Association, assessment: AssessmentFacet): boolean {
  const holders = [association.specification, association.subject.source];
  const document = holders.map((holder) => holder?.word('formalDocument')).find(isWord);
  const passed = assessment.state.value === 'COMPLETED' && assessment.pass === 'PASSED';
  return (
    association.kind === 'PROGRAMME' &&
    document === 'diploma' &&
    passed &&
    assessment.final !== false
  );
}

/** What systems write where nobody wrote anything. */
const placeholders: ReadonlySet<string> = new Set(['string', 'none', 'null', 'undefined']);

function feedbackOf(result: Source): RecordFacets['feedback'] {
  const comment = result.text('comment');
  if (comment === undefined || comment.trim() === '') return undefined;
  if (!placeholders.has(comment.trim().toLowerCase())) return { comment };
  result.note('COMMENT_PLACEHOLDER', 'comment');
  return undefined;
}

type Facets = Omit<RecordFacets, 'identifiers'>;

/** What is said of the enrolment, which is a record of its own. */
export const ofTheEnrolment: ReadonlySet<string> = new Set([
  'state',
  'remoteState',
  'startDateTime',
  'expectedEndDateTime',
  'actualEndDateTime',
]);

function resultFacets(
  association: Association,
  result: Source,
  institution: DeliveringInstitution,
): Facets {
  checkOrganization(association, institution);
  const common = coreOf(association, institution);
  for (const name of ofTheEnrolment) association.own.word(name);
  const assessment = assessmentOf(association, result);
  const recordType = isDiploma(association, assessment) ? 'DIPLOMA' : 'RESULT';
  return present({
    core: resultCoreOf(common, recordType, result),
    assessment,
    credits: creditsOf(association, result, assessment, institution),
    evidence: evidenceOf(association, result),
    feedback: feedbackOf(result),
    special: unlessEmpty(specialIn(result.raw)),
  });
}

type Open = readonly [Association, Source, Notes];

function open(item: JsonObject, id: string, lookup: Lookup): Open {
  const notes = new Notes();
  const own = new Source(item, '', { notes, lookup });
  own.word('associationId');
  own.word('role');
  if (typeof item['person'] === 'string') own.word('person');
  return [openAssociation(id, own), own, notes];
}

/** Last, since what was read by then is no loss. */
const identifiersOf = ([association, own, notes]: Open): IdentifiersFacet => ({
  connector,
  sourceId: association.id,
  codes: codesOf(association),
  losses: own.losses(),
  issues: notes.issues(),
});

/** Read without the result: nothing in an enrolment tells, or changes with, how it ended. */
function enrolmentFacets(opened: Open, institution: DeliveringInstitution): RecordFacets {
  const [association, own] = opened;
  checkOrganization(association, institution);
  const common = coreOf(association, institution);
  const recordType = 'ENROLMENT' as const;
  const facets: Facets = present({
    core: present({
      ...common,
      recordType,
      period: common.period ?? enrolledIn(association),
      enrolment: enrolmentOf(association),
    }),
    special: unlessEmpty({ ...specialIn(own.raw), ...nationalIdentifiersOf(association) }),
  });
  return { ...facets, identifiers: identifiersOf(opened) };
}

/** Of the enrolment and the result that the association with this id gives, or may give. */
export const keysOf = ({ id: institution }: DeliveringInstitution, id: string) =>
  [
    recordKeyOf(institution, connector, 'ENROLMENT', id),
    recordKeyOf(institution, connector, 'RESULT', id),
  ] as const;

function resultOf(
  item: JsonObject,
  id: string,
  institution: DeliveringInstitution,
  lookup: Lookup,
): readonly [RecordFacets, Association] | undefined {
  const opened = open(item, id, lookup);
  const [association] = opened;
  if (association.result === undefined) return undefined;
  const facets = resultFacets(association, association.result, institution);
  return [{ ...facets, identifiers: identifiersOf(opened) }, association];
}

/** Tries of one person at one test; undefined where it is not sure that they are. */
function testOf(facets: RecordFacets, association: Association, item: JsonObject) {
  const { subject, offering } = association;
  const what = subject.id ?? offering.id;
  const isTry = facets.core.kind === 'TEST' && facets.assessment?.attempt !== undefined;
  return isTry && what !== undefined ? unambiguous([personOf(item) ?? '', what]) : undefined;
}

const withLosses = (facets: RecordFacets, losses: readonly string[]): RecordFacets => ({
  ...facets,
  identifiers: {
    ...facets.identifiers,
    losses: distinctLosses([...facets.identifiers.losses, ...losses]),
  },
});

/**
 * The records one association gives: the enrolment, and the result where there is one. A result that becomes a diploma
 * (or stops being one, when the school corrects it) stays one record: its key does not change with its type.
 * @param item in the words of version 5.
 */
export function recordsOf(
  item: JsonObject,
  id: string,
  institution: DeliveringInstitution,
  lookup: Lookup,
): readonly Tried[] {
  const { result: _result, attempts: _attempts, attemptIds: _ids, ...enrolled } = item;
  const [enrolmentKey, resultKey] = keysOf(institution, id);
  const enrolment: IncomingRecord = {
    key: enrolmentKey,
    facets: enrolmentFacets(open(enrolled, id, lookup), institution),
  };
  const results = triesIn(item, lookup)
    .map((one) => resultOf(one, id, institution, lookup))
    .filter((found) => found !== undefined);
  const last = results.at(-1);
  if (last === undefined) return [enrolment];
  const facets = withLosses(
    results.length === 1 ? last[0] : joined(results.map(([each]) => each)),
    lossesOfAttempts(item),
  );
  const test = testOf(facets, last[1], item);
  return [enrolment, present({ key: resultKey, facets, test })];
}
