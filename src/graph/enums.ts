import { registerEnumType } from 'type-graphql';
import { claimKinds, grantStates, purposes } from '../consent/index.js';
import { documentOutcomes, recipientAnswers } from '../documents/index.js';
import {
  grantEventStates,
  importStates,
  myEventKinds,
  orderFields,
  podCopies,
  rowOutcomes,
} from '../flows/index.js';
import { sourceProblems } from '../institutions/index.js';
import {
  alertKinds,
  chainFaults,
  channels,
  connectionStates,
  deletionStates,
  deliveryStates,
  policyEvents,
  requestStates,
  sessionKinds,
  wayKinds,
} from '../ledger/index.js';
import {
  assertedBys,
  badgeTypes,
  earnings,
  enrolmentStates,
  gradingScales,
  passes,
  recordKinds,
  recordStatuses,
  recordTypes,
  resultStates,
  sameStates,
  studyLoadUnits,
} from '../records/index.js';

/** A GraphQL enum of the words themselves. */
export function words<const T extends string>(
  name: string,
  values: readonly T[],
  description: string,
): { readonly [K in T]: K };
export function words(name: string, values: readonly string[], description: string): object {
  const names = Object.fromEntries(values.map((value) => [value, value]));
  registerEnumType(names, { name, description });
  return names;
}

export const RecordTypeEnum = words(
  'RecordType',
  recordTypes,
  'What a record is. OEAPI: an association gives an ENROLMENT, its result a RESULT or DIPLOMA.',
);
export const RecordStatusEnum = words(
  'RecordStatus',
  recordStatuses,
  'CURRENT is what the source says now. Earlier versions stay, as SUPERSEDED.',
);
export const AssertedByEnum = words(
  'AssertedBy',
  assertedBys,
  'Who says so. SELF and IMPORT are the learner’s own word, whatever the document looks like.',
);
export const RecordKindEnum = words('RecordKind', recordKinds, 'What the result is a result of.');
export const PassEnum = words(
  'Pass',
  passes,
  'Whether it was passed, as the source says. Never worked out from a grade.',
);
export const ResultStateEnum = words(
  'ResultState',
  resultStates,
  'OEAPI result state. OTHER: a word we do not know, in stateRaw.',
);
export const EnrolmentStateEnum = words(
  'EnrolmentState',
  enrolmentStates,
  'OEAPI association state, by the institution that says it.',
);
export const GradingScaleEnum = words(
  'GradingScale',
  gradingScales,
  'The scale a grade is on. Grades on different scales are never converted or compared.',
);
export const StudyLoadUnitEnum = words(
  'StudyLoadUnit',
  studyLoadUnits,
  'EC: European credits (hbo, wo). SBU: study hours in mbo. Units are never added to one another.',
);
export const LeftOutReasonEnum = words(
  'LeftOutReason',
  [
    ...earnings.filter((earning) => earning !== 'EARNED'),
    'SUPERSEDED',
    'WITHDRAWN',
    'RETAKE',
    'PART_OF_COUNTED',
    'SAME_ACHIEVEMENT',
    'REVOKED',
    'SUSPENDED',
  ],
  'Why a record’s study load is not in the total.',
);
export const SameStateEnum = words(
  'SameAchievementState',
  sameStates,
  'ASKED: it may be, and nobody said so. SAME, NOT_THE_SAME: the learner said so. BY_IDS: the ids of its sources say that it is.',
);
export const PurposeEnum = words(
  'Purpose',
  purposes,
  'What the data is read for. One operation has one purpose; a grant is for one purpose.',
);
export const GrantStateEnum = words(
  'GrantState',
  grantStates,
  'PROPOSED while a young learner’s guardian has not said yes. PREPARING until the pod has closed a view round it, then ACTIVE. SUSPENDED while the learner pauses everything. The rest is final.',
);
export const GranteeKindEnum = words(
  'GranteeKind',
  ['PERSON', 'ROLE', 'APP', 'INSTITUTION', 'LINK'],
  'A person, whoever has a role at an organisation, an app you use yourself, an institution that may write, whoever holds a link.',
);
export const ClaimKindEnum = words(
  'ClaimKind',
  claimKinds,
  'STUDY_LOAD: at least so much was earned. HOLDS: such a diploma, microcredential or certificate. SKILL: such a skill.',
);
export const BadgeTypeEnum = words(
  'BadgeType',
  badgeTypes,
  'The kinds of badge that edubadges tells apart.',
);
export const DocumentOutcomeEnum = words(
  'DocumentOutcome',
  documentOutcomes,
  'IMPORTED: it brings records. RECOGNISED: a sound file about nothing that anybody learned. REFUSED: nothing of it can be kept.',
);
export const DocumentRecipientEnum = words(
  'DocumentRecipient',
  recipientAnswers,
  'MATCH: given to the address in your kluis. NO_MATCH: to another address; what you keep of it says so. UNCHECKED: it cannot be told.',
);
export const DeliveryStateEnum = words(
  'DeliveryState',
  deliveryStates,
  'WAITING: on its way. DELIVERED: in the pod. FAILED: tried, and tried again later. DEAD: given up after many tries. REFUSED: never taken.',
);
export const ConnectionStateEnum = words(
  'ConnectionState',
  connectionStates,
  'WORKS: you answered when we asked last. FAILING: you did not. NOT_ASKED: nothing was asked yet.',
);
export const DeliveryChannelEnum = words(
  'DeliveryChannel',
  channels,
  'PULL: fetched from you. PUSH: sent to us. INBOX: put in the pod. FILE: sent as a file.',
);
export const OeapiVersionEnum = words('OeapiVersion', ['V5', 'V6'], 'Version of the standard.');
export const PodStateEnum = words(
  'PodState',
  ['CONFIRMED', 'PENDING'],
  'Whether the pod itself has followed. A stop counts at once; access counts from CONFIRMED.',
);
export const SyncProblemEnum = words(
  'SyncProblemCode',
  sourceProblems,
  'Why an institution could not be fetched from: no answer, too busy, it refuses Leerkluis, it answered what cannot be read, or it failed so often that it is left alone for a while.',
);
export const RequestStateEnum = words('RequestState', requestStates, 'What became of a request.');
export const DeletionStateEnum = words(
  'DeletionState',
  deletionStates,
  'ASKED until the grantee says they deleted it, or will not. Their word: nobody here can check it.',
);
export const ImportStateEnum = words(
  'GrantImportState',
  importStates,
  'NEW: not known here. IN_FORCE: holds already. WAS_ENDED: is over for ever. OVER: its end has passed. The rest cannot be used.',
);
export const DecisionEnum = words(
  'AccessDecision',
  ['GRANT', 'DECLINE'],
  'A learner’s answer to a request.',
);
export const NotSharedCodeEnum = words(
  'NotSharedCode',
  ['NOT_IN_GRANT'],
  'Why a part is not shown. It follows from the grant alone, never from what the record holds.',
);
export const LogKindEnum = words(
  'LogKind',
  ['READ', 'CLAIM', 'DENIED', 'POLICY', 'WRITE'],
  'READ: data was released. CLAIM: only yes or no was told. DENIED: a try was refused. POLICY: who may see what changed. WRITE: records came in.',
);
export const WayKindEnum = words(
  'SignInWayKind',
  wayKinds,
  'EDUID: an eduID. SOLID: a WebID, by its own login service.',
);
export const LinkStateEnum = words(
  'InstitutionLinkState',
  ['CURRENT', 'EXPIRED'],
  'EXPIRED: nothing is fetched from there until you sign in there again.',
);
export const PolicyEventEnum = words('PolicyEvent', policyEvents, 'What changed.');
export const LogFaultEnum = words(
  'LogFault',
  chainFaults,
  'What is wrong with a log. MISSING: a line is not there. CHANGED: a line says other than what was written. OUT_OF_ORDER: a line stands at another place, or twice. CUT_SHORT: lines at the end are gone. TOO_LONG: there are lines after the end.',
);
export const PodCopyEnum = words(
  'PodCopyState',
  podCopies,
  'How the log in your pod compares with ours. BEHIND: the same, and some lines are on their way.',
);
export const AlertKindEnum = words(
  'AlertKind',
  alertKinds,
  'FIRST_USE: a grant is used for the first time. NEW_CLIENT: somebody looks through another app than before. UNUSUAL_VOLUME: somebody read more than 50 records in a day, and more than three times what they ever read in one. REFUSED_TRY: somebody who has or had a grant was refused; once a day for each of them.',
);
export const MyEventKindEnum = words(
  'MyEventKind',
  myEventKinds,
  'LOOK: somebody was shown something. REFUSED_TRY: somebody who has or had a grant was not. REQUEST: a request came in, or is no longer open. GRANT_CHANGED: who may see what is another thing now. RECORDS_CHANGED: something new is in your pod.',
);
export const GrantEventStateEnum = words(
  'GrantEventState',
  grantEventStates,
  'ACTIVE: you can read by it. ENDED: you cannot any more, for whatever reason. CHANGED: it is another one than before, such as narrower, longer or resting.',
);
export const ViewerKindEnum = words('ViewerKind', sessionKinds, 'As whom somebody is signed in.');
export const OrderFieldEnum = words('RecordOrderField', orderFields, 'What a list is sorted by.');
export const DirectionEnum = words('SortDirection', ['ASC', 'DESC'], 'First to last, or back.');
export const ProvenanceMethodEnum = words(
  'ProvenanceMethod',
  ['FETCHED_FROM_INSTITUTION', 'ENTERED_BY_LEARNER', 'BROUGHT_BY_LEARNER'],
  'How a record came here. BROUGHT_BY_LEARNER: out of an archive that nobody vouches for.',
);

export const ResultRowOutcomeEnum = words(
  'ResultRowOutcome',
  rowOutcomes,
  'NEW: it is added, or says something else than before. KNOWN: it was there just so. SET_ASIDE: it waits in quarantine. REFUSED: nothing of it was taken, and nothing is kept.',
);

export const ContentEncodingEnum = words(
  'ContentEncoding',
  ['UTF8', 'BASE64'],
  'How bytes are written as text. UTF8: they are that text. BASE64: they are no text.',
);

/** Facets are lower-case words in pods and upper-case ones in the graph. */
export const FacetEnum = {
  CORE: 'core',
  ASSESSMENT: 'assessment',
  CREDITS: 'credits',
  EVIDENCE: 'evidence',
  FEEDBACK: 'feedback',
  IDENTIFIERS: 'identifiers',
  CREDENTIAL: 'credential',
} as const;
registerEnumType(FacetEnum, {
  name: 'Facet',
  description:
    'A part of a record that is shared or not. CORE: what, where, when. ASSESSMENT: grade and outcome. CREDENTIAL: the signed bytes, which hold all of it; shared only where CORE, ASSESSMENT, CREDITS, EVIDENCE and FEEDBACK are too.',
});
export const PersonFacetEnum = {
  NAME: 'name',
  CONTACT: 'contact',
  BIRTHDATE: 'birthdate',
} as const;
registerEnumType(PersonFacetEnum, {
  name: 'PersonFacet',
  description: 'A part of who the learner is that is shared or not.',
});
