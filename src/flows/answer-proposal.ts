import { Fault, present } from '../base/index.js';
import type { LearnerRow, ProposalRow, ProposalState } from '../ledger/index.js';
import { actorOf } from './change-consent.js';
import type { Caller, House } from './house.js';
import { type KnownNames, namesFor, personCalled } from './known-names.js';
import { organisationThrough } from './organisations.js';
import { ownLearner } from './own-records.js';
import { type NewStep, planStep, type StepChange } from './plan-route.js';
import { openProposal, type ProposalContent } from './proposal-content.js';
import { type OfferingSeen, offeringsSeen } from './search-offerings.js';
import { type Words, wordsIn } from './words.js';

/** A proposal that waits for its learner. */
export interface MyProposal {
  readonly row: ProposalRow;
  readonly content: ProposalContent;
  /** What the catalogue says of it today; absent: it has it no longer, or it never was one of its. */
  readonly offering?: OfferingSeen;
}
export interface ProposalAnswered {
  readonly state: ProposalState;
  /** What became of the route; absent for a no, and for what was answered so before. */
  readonly change?: StepChange;
}

const noProposal = () => new Fault('NotFound', 'There is no such proposal.');
const somebody: Words = { nl: 'Iemand', en: 'Somebody' };

/** Oldest first, with the names of those who proposed. */
export async function myProposals(
  house: House,
  caller: Caller,
): Promise<{ readonly proposals: readonly MyProposal[]; readonly names: KnownNames }> {
  const { id } = await ownLearner(house, caller);
  const rows = await house.ledger.stepProposals.ofLearner(id);
  const open = rows.filter(({ state }) => state === 'OPEN');
  const contents = open.flatMap((row) => {
    const content = openProposal(house, id, row);
    return content === undefined ? [] : [{ row, content }];
  });
  const keys = contents.flatMap(({ content }) => content.offering ?? []);
  const found = keys.length === 0 ? [] : await house.ledger.catalogue.find(keys);
  const seen = new Map(
    (await offeringsSeen(house, caller, found)).map((one) => [one.offering.key, one]),
  );
  const names = await namesFor(house, id, { actors: open.map(({ proposer }) => proposer) });
  const proposals = contents.map(({ row, content }) =>
    present({ row, content, offering: seen.get(content.offering ?? '') }),
  );
  return { proposals, names };
}

/** By their own name, else by that of whom they speak for where that was looked into. */
async function calledOf(house: House, { id }: LearnerRow, { proposer, client }: ProposalRow) {
  const names = await namesFor(house, id, { actors: [proposer] });
  const organisation = organisationThrough(house, proposer, client);
  return personCalled(names, proposer) ?? (organisation && wordsIn(organisation.name)) ?? somebody;
}

/** The note stays behind: in a route stand the learner's own words. */
const stepIn = ({ offering, title: [title] }: ProposalContent): NewStep =>
  offering === undefined ? { title: title?.value ?? '' } : { offering };

/**
 * Into the route, while no other answer comes between. Where that cannot be, it waits on; what breaks off half way is taken up
 * by the next yes, and is in the route once.
 */
async function takeUp(
  house: House,
  caller: Caller,
  {
    learner,
    row,
    step,
  }: { readonly learner: LearnerRow; readonly row: ProposalRow; readonly step: NewStep },
): Promise<StepChange | undefined> {
  const { stepProposals } = house.ledger;
  if ((await stepProposals.take(learner.id, row.id)) !== 'OPEN') return undefined;
  try {
    return await planStep(house, caller, step);
  } catch (error) {
    await stepProposals.putBack(learner.id, row.id);
    throw error;
  }
}

/**
 * A learner answers a proposal. A yes puts it in their route as they would themselves, whatever became of the proposer's
 * access: it is their own choice. Said twice it is said once.
 */
export async function answerProposal(
  house: House,
  caller: Caller,
  {
    id,
    accept,
    before,
    language,
  }: {
    readonly id: string;
    readonly accept: boolean;
    readonly before?: string | undefined;
    /** Of the learner: a route keeps what somebody is called in one. */
    readonly language: keyof Words;
  },
): Promise<ProposalAnswered> {
  const learner = await ownLearner(house, caller);
  const { stepProposals } = house.ledger;
  const row = (await stepProposals.ofLearner(learner.id)).find((one) => one.id === id);
  const content = row && openProposal(house, learner.id, row);
  if (row === undefined || content === undefined) {
    throw noProposal();
  }
  const state: ProposalState = accept ? 'ACCEPTED' : 'DECLINED';
  let change: StepChange | undefined;
  if (row.state === 'OPEN' && accept) {
    const proposedBy = (await calledOf(house, learner, row))[language];
    const step = { ...stepIn(content), proposedBy };
    change = await takeUp(house, caller, {
      learner,
      row,
      step: { ...step, ...present({ before }) },
    });
  }
  const now = await stepProposals.answer(learner.id, id, { state, actor: actorOf(caller) });
  if (now === undefined) throw noProposal();
  if (now !== state) throw new Fault('Conflict', 'You gave another answer to this before.');
  return { state, ...present({ change }) };
}
