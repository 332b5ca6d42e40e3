import type { Fault } from './fault.js';

const flow = 'src/flows/propose-step.ts';
const ledger = 'src/ledger/step-proposals.ts';
const caughtBy = ['test/flow/house/proposals.test.ts'];

/** A learner's own route, and who has a say in it. */
export const ofRoute: readonly Fault[] = [
  {
    name: 'proposed-without-the-route',
    what: 'Whoever is shown anything at all proposes a step.',
    file: flow,
    find: '  const { reading } = given;\n  const route = routeIn(reading);',
    replace: '  const { reading } = given;\n  const [route = routeIn(reading)] = reading.records;',
    caughtBy,
  },
  {
    name: 'proposed-after-the-stop',
    what: 'A proposal that was under way is taken after the grant was stopped.',
    file: ledger,
    find: 'if (row.epoch !== epoch || row.held)',
    replace: 'if (epoch < 0 || row.held)',
    caughtBy,
  },
  {
    name: 'refused-proposal-not-logged',
    what: 'The learner does not read that somebody without their route tried to propose.',
    file: flow,
    find: '  await house.ledger.log.noteRefused(learner, {',
    replace: '  if (because !== "NO_GRANT") await house.ledger.log.noteRefused(learner, {',
    caughtBy,
  },
  {
    name: 'proposals-told-without-the-route',
    what: 'A proposer hears what became of a step though the route is not shown to them any more.',
    file: flow,
    find: '  const route = routeIn(reading);\n  if (route === undefined) return undefined;',
    replace: '  const [route] = reading.records;\n  if (route === undefined) return undefined;',
    caughtBy,
  },
  {
    name: 'proposal-answered-otherwise',
    what: 'A no can be changed into a yes after all.',
    file: ledger,
    find: "if (before === undefined || (before.state !== 'OPEN' && !isOnItsWay))",
    replace: 'if (before === undefined)',
    caughtBy,
  },
  {
    name: 'twenty-first-proposal-taken',
    what: 'One more waits than a learner is to be asked.',
    file: ledger,
    find: 'if (open >= mostProposals)',
    replace: 'if (open > mostProposals)',
    caughtBy,
  },
  {
    name: 'muted-proposer-heard',
    what: 'What somebody proposes of whom the learner does not want to hear is laid before them.',
    file: ledger,
    find: "muted ? 'HELD' : 'OPEN'",
    replace: "'OPEN'",
    caughtBy,
  },
  {
    name: 'no-in-the-midst-of-a-yes',
    what: 'A no comes between while a yes is on its way into the route: the step is there, and was declined.',
    file: 'src/flows/answer-proposal.ts',
    find: "  if ((await stepProposals.take(learner.id, row.id)) !== 'OPEN') return undefined;",
    replace: '  if (row.id === learner.id) return undefined;',
    caughtBy,
  },
  {
    name: 'step-of-them-told-as-ones-own',
    what: 'An adviser reads “you” where the learner is meant.',
    file: 'src/graph/route-step-types.ts',
    find: 'this.context.isOwn ? stepSentence : stepSentenceOfThem',
    replace: 'this.context.isOwn ? stepSentence : stepSentence',
    caughtBy: ['test/flow/house/route.test.ts'],
  },
  {
    name: 'access-of-the-adviser',
    what: 'An adviser reads in a learner’s route why they themselves may take something.',
    file: 'src/graph/route-step-types.ts',
    find: 'new OfferingType(this.seen, this.context.isOwn)',
    replace: 'new OfferingType(this.seen)',
    caughtBy: ['test/flow/house/route.test.ts'],
  },
  {
    name: 'lapsed-proposal-shown',
    what: 'What lapsed is laid before the learner still.',
    file: ledger,
    find: 'where learner_id = ? and made_at > clock_timestamp() - ${lapse}`;',
    replace: 'where learner_id = ?`;',
    caughtBy,
  },
];
