import { randomUUID } from 'node:crypto';
import { Fault, type LearnerId, present, unambiguous } from '../base/index.js';
import type { ProposalRow } from '../ledger/index.js';
import { answerQuery, type Refused } from './answer-query.js';
import type { Caller, House } from './house.js';
import { type NewStep, stepOf } from './plan-route.js';
import { openProposal, type ProposalContent, sealProposal } from './proposal-content.js';
import { disclosureOf, type Reading } from './reading.js';
import { routeIn } from './route-in.js';

/** What a proposer says: something of the catalogue or a title, and why. */
export type StepAsked = { readonly note?: string } & (
  | { readonly offering: string }
  | { readonly title: string }
);
/** What somebody proposed, for themself to see. */
export interface ProposedStep extends Pick<ProposalRow, 'id' | 'state' | 'madeAt'> {
  readonly content: ProposalContent;
}
type ProposeOutcome = { readonly kind: 'proposed'; readonly id: string } | Refused;

/** How often it is tried anew because the policy moved meanwhile. */
const tries = 3;
const longestKey = 100;

/** The learner's route, read as this proposer's own delegate: without it nothing is proposed, and it is a refused try. */
async function readRoute(house: House, caller: Caller, asked: string): Promise<Reading | Refused> {
  const answer = await answerQuery(house, caller, asked);
  const given = answer.kind === 'access' ? await answer.open() : answer;
  if (given.kind === 'refused') return given;
  const { reading } = given;
  const route = routeIn(reading);
  if (route !== undefined) {
    // That there is one is told by the answer.
    reading.notes.record(route.key, 'core');
    return reading;
  }
  if (reading.partial) throw new Fault('PodUnreachable', 'a part of the pod could not be read');
  const { learner, purpose } = reading;
  const { operation } = caller;
  const facts = { actor: actorOf(caller, reading), purpose, operation };
  const because = 'NO_GRANT' as const;
  await house.ledger.log.noteRefused(learner, { kind: 'DENIED', ...facts, because }, new Date());
  return { kind: 'refused', because };
}

const actorOf = ({ principal }: Caller, { role }: Reading) =>
  present({ webId: principal.webId, client: principal.clientId, role });

/** Of what is said only: not of the learner, so that it is the same for everybody. */
async function contentOf(house: House, asked: StepAsked): Promise<ProposalContent> {
  const { offering, title, note } = await stepOf(house, '', asked satisfies NewStep);
  const called = offering?.title ?? [{ language: 'und', value: title ?? '' }];
  return present({ offering: offering?.key, title: called, note });
}

const markOf = (
  { rowSeal }: House,
  { principal }: Caller,
  learner: LearnerId,
  key: string,
): string => rowSeal.mark('step proposal', unambiguous([learner, principal.webId, key]));

/** What is proposed, by an id that its proposer made. */
interface Proposing {
  readonly content: ProposalContent;
  readonly key: string;
}

/** @returns undefined where what the learner allows changed meanwhile: then nothing is proposed. */
async function proposedIn(
  house: House,
  caller: Caller,
  reading: Reading,
  { content, key }: Proposing,
): Promise<string | undefined> {
  const { ledger } = house;
  const outcome = await ledger.release([disclosureOf(reading, caller)]);
  if (outcome.kind === 'moved') return undefined;
  const { epoch, purpose, grants, learner } = reading;
  const { kind, clientId } = caller.principal;
  const id = randomUUID();
  const made = await ledger.stepProposals.propose(learner, {
    id,
    mark: markOf(house, caller, learner, key),
    sealed: sealProposal(house, { learner, id }, content),
    actor: actorOf(caller, reading),
    epoch,
    purpose,
    grants,
    most: house.proposalsPerDay,
    ...(kind === 'token' && { app: clientId }),
  });
  if (made.kind === 'MOVED') return undefined;
  if ('id' in made) return made.id;
  if (made.kind === 'TOO_OFTEN')
    throw new Fault('RateLimited', 'as many proposals as fit in a day');
  throw new Fault('BadInput', 'Twenty of your proposals wait for this learner: that is the most.');
}

/**
 * Somebody proposes a step to a learner who shows them their route for this purpose. It waits, sealed, for the learner's word:
 * nothing is written to the pod. It is taken only while what the learner allows is as it was when the route was read.
 * @param learner a WebID, or a pairwise id we gave this proposer.
 * @param key made by the proposer: sent again, it is not proposed again.
 */
export async function proposeStep(
  house: House,
  caller: Caller,
  {
    learner,
    step,
    key = randomUUID(),
  }: { readonly learner: string; readonly step: StepAsked; readonly key?: string | undefined },
): Promise<ProposeOutcome> {
  if (key === '' || key.length > longestKey) {
    throw new Fault('BadInput', 'A key has 1 to 100 characters.');
  }
  const content = await contentOf(house, step);
  for (let at = 0; at < tries; at += 1) {
    const reading = await readRoute(house, caller, learner);
    if ('kind' in reading) return reading;
    const id = await proposedIn(house, caller, reading, { content, key });
    if (id !== undefined) return { kind: 'proposed', id };
  }
  throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
}

/** What became of what this reader proposed, in a reading that shows them the route. */
export async function proposedTo(
  house: House,
  { principal }: Caller,
  reading: Reading,
): Promise<readonly ProposedStep[] | undefined> {
  const route = routeIn(reading);
  if (route === undefined) return undefined;
  reading.notes.record(route.key, 'core');
  const rows = await house.ledger.stepProposals.by(reading.learner, principal.webId);
  return rows.flatMap((row) => {
    const content = openProposal(house, reading.learner, row);
    return content === undefined ? [] : [{ ...row, content }];
  });
}
