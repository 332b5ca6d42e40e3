import { resultStatuses } from '../credentials/index.js';
import { awardOutcomes } from '../flows/index.js';
import { awardStates } from '../ledger/index.js';
import { words } from './enums.js';

export const AwardLoadUnitEnum = words(
  'AwardLoadUnit',
  ['EC', 'SBU'],
  'EC: credits of higher education. SBU: hours of study in vocational education. Never added up.',
);
export const AwardResultStatusEnum = words(
  'AwardResultStatus',
  resultStatuses,
  'What became of a result (Open Badges: ResultStatusType).',
);
export const AwardOutcomeEnum = words(
  'AwardOutcome',
  awardOutcomes,
  'OFFERED: the learner can answer. CORRECTED: it took the place of an earlier version. KNOWN: it was there just so. REFUSED: nothing came of it.',
);
export const AwardSeverityEnum = words(
  'AwardSeverity',
  ['ERROR', 'WARNING'],
  'An ERROR is not signed. A WARNING is worth a look.',
);
export const AwardAnswerEnum = words(
  'AwardAnswer',
  ['ACCEPT', 'DECLINE'],
  'ACCEPT: it is signed, and comes into your pod. DECLINE: nothing of it is kept.',
);
export const AwardStateEnum = words(
  'AwardState',
  awardStates,
  'OFFERED: not answered. ACCEPTED: on its way. ISSUED: signed, and the learner’s. SUSPENDED: does not hold for now. DECLINED: the learner said no. LAPSED: they did not answer in 60 days. WITHDRAWN: not signed, and not going to be. REVOKED: taken back after that.',
);
