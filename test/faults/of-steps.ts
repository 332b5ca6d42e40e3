import type { Fault } from './fault.js';

const steps = 'test/unit/route/steps.test.ts';
const progress = 'test/unit/route/progress.test.ts';
const access = 'test/unit/route/access.test.ts';
const route = 'test/flow/house/route.test.ts';
const enrol = 'test/flow/house/enrol.test.ts';

/** How far a step is, what is earned and planned, and what is asked of a host. */
export const ofSteps: readonly Fault[] = [
  {
    name: 'hidden-outcome-not-said-to-be',
    what: 'A reader who is not shown how it ended takes the enrolment for all there is.',
    file: 'src/route/steps.ts',
    find: "      one.assessment === 'HIDDEN' &&",
    replace: '      one.assessment === undefined &&',
    caughtBy: [steps],
  },
  {
    name: 'recognised-over-passed',
    what: 'What was passed itself is told as recognised.',
    file: 'src/route/steps.ts',
    find: "if (outcome?.state !== 'COMPLETED' && recognised.has(offering.key)) {",
    replace: 'if (recognised.has(offering.key)) {',
    caughtBy: [steps],
  },
  {
    name: 'failed-before-and-so-failed-now',
    what: 'A fail in an earlier run of a course is told of a plan to take it again.',
    file: 'src/route/steps.ts',
    find: 'const [last] = runs.filter(',
    replace: 'const [last] = there.filter(',
    caughtBy: [steps],
  },
  {
    name: 'provisional-counts-as-passed',
    what: 'A result that is not final closes a step.',
    file: 'src/route/steps.ts',
    find: "state.value === 'COMPLETED' && final !== false;",
    replace: "state.value === 'COMPLETED' && final !== undefined;",
    caughtBy: [steps],
  },
  {
    name: 'home-says-yes-over-the-hosts-no',
    what: 'What the home school says counts before the no of the host.',
    file: 'src/route/steps.ts',
    find: "  if (hostEnd !== undefined) return { state: hostEnd, by: 'HOST' };\n",
    replace: '',
    caughtBy: [steps],
  },
  {
    name: 'another-schools-enrolment-taken-for-home',
    what: 'An enrolment elsewhere with the same id is taken for the home side of this one.',
    file: 'src/route/steps.ts',
    find: ' && one.core.enrolment?.remoteState !== undefined,',
    replace: ',',
    caughtBy: [steps],
  },
  {
    name: 'planned-twice-counts-twice',
    what: 'A programme and its courses are both planned load.',
    file: 'src/route/progress.ts',
    find: 'if (isOver(one.now) || isTold(one, steps, at)) return [];',
    replace: 'if (isOver(one.now)) return [];',
    caughtBy: [progress],
  },
  {
    name: 'own-word-towards-the-goal',
    what: 'What a learner says themselves counts for a diploma.',
    file: 'src/route/progress.ts',
    find: 'inTotals.has(key) && !isOwnWord)',
    replace: 'inTotals.has(key) || isOwnWord)',
    caughtBy: [progress],
  },
  {
    name: 'full-can-be-chosen',
    what: 'What has no place left can be planned.',
    file: 'src/route/access.ts',
    find: "  return period.kind !== 'CLOSED' && isFull && !hasQueue ? closed('FULL') : period;",
    replace: "  return isFull && hasQueue ? closed('FULL') : period;",
    caughtBy: [access],
  },
  {
    name: 'lost-by-two-at-once',
    what: 'Of two changes of a route at once one is lost.',
    file: 'src/ledger/own-entries.ts',
    find: "  if (await hasMoved(tx, learner, asked)) return { kind: 'moved' };\n",
    replace: '',
    caughtBy: [route],
  },
  {
    name: 'asked-without-a-yes',
    what: 'A host is asked before the learner agreed.',
    file: 'src/flows/enrol.ts',
    find: '  if (!agreed) throw',
    replace: '  if (agreed === undefined) throw',
    caughtBy: [enrol],
  },
  {
    name: 'asked-under-no-agreement',
    what: 'A host that the learner let go of is asked again.',
    file: 'src/flows/send-enrolment.ts',
    find: "  if (agreed === 'ENDED') return stopped(row, content, 'AGREEMENT_ENDED');\n",
    replace: '',
    caughtBy: [enrol],
  },
  {
    name: 'called-off-and-the-host-never-told',
    what: 'What a host may have heard is called off without a word to it.',
    file: 'src/flows/send-enrolment.ts',
    find: '  if (!row.isSent) return',
    replace: '  if (content.associationId === undefined) return',
    caughtBy: [enrol],
  },
  {
    name: 'two-rights-for-one-question',
    what: 'A learner who asks twice at once gives two rights.',
    file: 'src/flows/enrol.ts',
    find: '      unlessGiven: true,\n',
    replace: '',
    caughtBy: [enrol],
  },
  {
    name: 'somebody-elses-eduid',
    what: 'A token of somebody else is used in a learner’s name.',
    file: 'src/http/login-doors.ts',
    find: '  if (!isHere || !(await linkEduid(house, learner.id, who))) {',
    replace: '  if (!isHere || who === undefined) {',
    caughtBy: [enrol],
  },
  {
    name: 'leave-comes-back',
    what: 'Leave that was taken back while it was renewed is kept all the same.',
    file: 'src/flows/authority.ts',
    find: '  if (await tools.ledger.enrolments.authority.replace(learner, next)) return authority.accessToken;',
    replace:
      '  await tools.ledger.enrolments.authority.keep(learner, next.sealed, next.expiresAt);\n  if (next.before !== "") return authority.accessToken;',
    caughtBy: [enrol],
  },
];
