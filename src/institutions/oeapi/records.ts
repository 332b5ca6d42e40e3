import { type JsonObject, present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type IdentifiersFacet,
  type IncomingRecord,
  Notes,
  type RecordFacets,
  recordKeyOf,
  type SpecialFacet,
} from '../../records/index.js';
import { assessmentOf, evidenceOf } from './assessment.js';
import { type Association, openAssociation } from './association.js';
import { coreOf, type DeliveringInstitution, enrolmentOf, resultCoreOf } from './core.js';
import { creditsOf } from './credits.js';
import type { Lookup } from './document.js';
import { checkOrganization, codesOf, nationalIdentifiersOf, specialIn } from './identifiers.js';
import { Source } from './source.js';

export const connector = 'oeapi-v5';

const unlessEmpty = (special: SpecialFacet): SpecialFacet | undefined =>
  Object.keys(special).length === 0 ? undefined : special;

/** A programme that was passed is a diploma where its specification says that it leads to one. */
function isDiploma(association: Association, assessment: AssessmentFacet): boolean {
  const document = association.specification?.word('formalDocument');
  const passed = assessment.state.value === 'COMPLETED' && assessment.pass === 'PASSED';
  return (
    association.kind === 'PROGRAMME' &&
    document === 'diploma' &&
    passed &&
    assessment.final !== false
  );
}

function feedbackOf(result: Source): RecordFacets['feedback'] {
  const comment = result.text('comment');
  return comment === undefined || comment.trim() === '' ? undefined : { comment };
}

type Facets = Omit<RecordFacets, 'identifiers'>;

function resultFacets(
  association: Association,
  result: Source,
  institution: DeliveringInstitution,
): Facets {
  checkOrganization(association, institution);
  const common = coreOf(association, institution);
  association.own.word('state'); // the enrolment's
  const assessment = assessmentOf(association, result);
  const recordType = isDiploma(association, assessment) ? 'DIPLOMA' : 'RESULT';
  return present({
    core: resultCoreOf(common, recordType, result),
    assessment,
    credits: creditsOf(association, result, assessment, institution),
    evidence: evidenceOf(association, result),
    feedback: feedbackOf(result),
    special: unlessEmpty(specialIn(result)),
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
    core: present({ ...common, recordType, enrolment: enrolmentOf(association) }),
    special: unlessEmpty({ ...specialIn(own), ...nationalIdentifiersOf(association) }),
  });
  return { ...facets, identifiers: identifiersOf(opened) };
}

/** Of the enrolment and the result that the association with this id gives, or may give. */
export const keysOf = ({ id: institution }: DeliveringInstitution, id: string) =>
  [
    recordKeyOf(institution, connector, 'ENROLMENT', id),
    recordKeyOf(institution, connector, 'RESULT', id),
  ] as const;

/**
 * The records one association gives: the enrolment, and the result where there is one. A result that becomes a diploma
 * (or stops being one, when the school corrects it) stays one record: its key does not change with its type.
 */
export function recordsOf(
  item: JsonObject,
  id: string,
  institution: DeliveringInstitution,
  lookup: Lookup,
): readonly IncomingRecord[] {
  const { result: _result, ...enrolled } = item;
  const [enrolmentKey, resultKey] = keysOf(institution, id);
  const enrolment: IncomingRecord = {
    key: enrolmentKey,
    facets: enrolmentFacets(open(enrolled, id, lookup), institution),
  };
  const opened = open(item, id, lookup);
  const [association] = opened;
  if (association.result === undefined) return [enrolment];
  const facets = resultFacets(association, association.result, institution);
  return [enrolment, { key: resultKey, facets: { ...facets, identifiers: identifiersOf(opened) } }];
}
