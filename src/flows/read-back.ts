import { z } from 'zod';
import { Fault, institutionId, type LearnerId } from '../base/index.js';
import { writePurpose } from '../consent/index.js';
import { keysOfAssociation } from '../institutions/index.js';
import type { DueWork } from '../ledger/index.js';
import { facets } from '../records/index.js';
import { actorOf } from './change-consent.js';
import type { Caller, House, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import { standingAssociation } from './patch-bases.js';
import { writeAccessOf } from './push-results.js';
import { storedRecords } from './stored-records.js';

const ForReadBack = z.object({
  institution: z.string().transform(institutionId),
  sourceId: z.string(),
  reply: z.uuid(),
});

/** Milliseconds after which nobody waits for an answer any more. */
const waitedForMs = 60_000;

/**
 * A worker looks up what an institution asks back. Whatever goes wrong, it is not tried again: who asked hears that there
 * was no answer in time, and nothing else has to wait for it.
 */
export async function lookUpForReadBack(
  shop: Workshop,
  learner: LearnerId,
  work: DueWork,
): Promise<void> {
  if (Date.now() - Date.parse(work.since) > waitedForMs) return;
  try {
    await lookUp(shop, learner, work);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

async function lookUp(shop: Workshop, learner: LearnerId, { payload }: DueWork): Promise<void> {
  const { institution, sourceId: id, reply } = ForReadBack.parse(JSON.parse(payload));
  const owner = await learnerOf(shop, learner);
  const stored = (await storedRecords(shop, owner.storage)).get(institution);
  const found = await standingAssociation(shop, owner, stored, { institution, id });
  const text = found === undefined ? null : JSON.stringify(found.base.association);
  await shop.ledger.deliveries.answerReadBack(reply, text);
}

export type ReadBackAnswer =
  | { readonly kind: 'FORBIDDEN' }
  | { readonly kind: 'UNKNOWN' }
  /** JSON text of the association. */
  | { readonly kind: 'FOUND'; readonly text: string };

/**
 * An institution reads back an association that it delivered itself, and nothing else. In the learner's log first, like
 * whatever leaves.
 * @throws Fault `PodUnreachable` when the pod gave no answer in time; `Conflict` when the learner's policy moved meanwhile.
 */
export async function readBack(
  house: House,
  caller: Caller,
  asked: { readonly learner: string; readonly associationId: string },
): Promise<ReadBackAnswer> {
  const access = await writeAccessOf(house, caller, asked.learner);
  if (access === undefined) return { kind: 'FORBIDDEN' };
  const { learner, desk, under } = access;
  const what = { institution: desk.id, sourceId: asked.associationId };
  const found = await house.ledger.deliveries.readBack(learner.id, what, house.podWaitMs);
  if (found === undefined) throw new Fault('PodUnreachable', 'the pod did not answer in time');
  if (found.text === null) {
    // Stopped meanwhile, it is not even told that there is none.
    const still = await writeAccessOf(house, caller, asked.learner);
    return { kind: still === undefined ? 'FORBIDDEN' : 'UNKNOWN' };
  }
  const keys = keysOfAssociation(desk, asked.associationId);
  const outcome = await house.ledger.release([
    {
      learner: learner.id,
      epoch: under.epoch,
      uses: [],
      ...(under.app !== undefined && { app: under.app }),
      log: {
        kind: 'READ',
        actor: actorOf(caller),
        purpose: writePurpose,
        operation: caller.operation,
        grants: under.grants,
        epoch: under.epoch,
        // All of an association leaves, whatever of it there is.
        records: keys.map((key) => ({ key, facets: [...facets] })),
        person: [],
        aggregates: [],
      },
    },
  ]);
  if (outcome.kind === 'moved') {
    throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
  }
  return { kind: 'FOUND', text: found.text };
}
