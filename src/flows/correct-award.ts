import { randomUUID } from 'node:crypto';
import { canonicalJson, Fault } from '../base/index.js';
import { dutchFindings, mayBeSigned, schemaFindings, toOpenBadge } from '../credentials/index.js';
import type { AwardRow, NewAward } from '../ledger/index.js';
import {
  type AwardContent,
  type AwardLabel,
  awardToCheck,
  completed,
  contentIn,
  type DraftedContent,
  isRenewal,
  labelIn,
  misfitsIn,
  type RenewedContent,
} from './award-content.js';
import { renewedReason, withdrawalBy } from './award-withdrawal.js';
import { type AwardChangeMade, done, lookAnew, ownAward, reasonOf } from './change-award.js';
import { actorOf } from './change-consent.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { isNamed, recipientOf, signingDid } from './offer-awards.js';

/** The award that took the place of another, and how far the end of that one is known. */
export interface AwardReplaced extends AwardChangeMade {
  readonly id: string;
}
interface Next {
  readonly row: AwardRow;
  readonly desk: InstitutionDesk;
  readonly content: AwardContent | RenewedContent;
  readonly title?: string;
  readonly reason: string;
}

function nextOf(
  house: House,
  caller: Caller,
  { row, desk, content, title, reason, before }: Next & { readonly before: AwardLabel },
): NewAward {
  const { rowSeal: seal } = house;
  const label = title === undefined ? before : { ...before, title };
  return {
    id: randomUUID(),
    institution: desk.id,
    source: row.source,
    version: row.version + 1,
    replaces: row.id,
    isRenewal: isRenewal(content),
    said: seal.mark(desk.id, canonicalJson(content)),
    label: seal.seal(desk.id, JSON.stringify(label)),
    sealed: seal.seal(desk.id, JSON.stringify(content)),
    isSame: isNamed(seal, desk.id, label.title),
    actor: actorOf(caller),
    withdrawal: withdrawalBy(house, { id: row.learner }, desk, reason),
  };
}

const notSo = () => new Fault('Conflict', 'This cannot be done to it as it is now.');

/** Whoever it was given to, and lets this institution still: what a learner took back is brought by no correction. */
async function reachedBy(house: House, caller: Caller, { row, desk }: Next): Promise<AwardLabel> {
  const label = labelIn(house.rowSeal, desk.id, row.label);
  const learner = label && (await recipientOf(house, caller, desk, label.person));
  if (label === undefined || learner?.id !== row.learner) {
    throw new Fault(
      'Conflict',
      'This learner does not let you add to their kluis any more. You can still revoke it.',
    );
  }
  return label;
}

/** The old one holds until the new one is signed: then its list says that it is over, before this answers. */
async function renewal(
  house: House,
  { row }: Next,
  made: { readonly id: string; readonly work: readonly string[] },
): Promise<AwardReplaced> {
  const since = Date.now();
  const { awards } = house.ledger;
  await done(house, made.work, since);
  const { state = 'ACCEPTED', record } = (await awards.byId(made.id)) ?? {};
  if (state === 'WITHDRAWN') {
    throw new Fault(
      'Conflict',
      'What is to be renewed does not stand in the learner’s pod as it was signed, or was taken back.',
    );
  }
  const { id } = made;
  if (state !== 'ISSUED' || record === undefined) {
    return { id, state, list: 'PENDING', pod: 'PENDING' };
  }
  await lookAnew(house, row.digest === undefined ? [] : [row.digest]);
  const owed = [record, row.record ?? record].map((one) => awards.owed(row.learner, one));
  const pod = await done(house, (await Promise.all(owed)).flat(), since);
  return { id, state, list: 'CONFIRMED', pod };
}

async function replace(house: House, caller: Caller, next: Next): Promise<AwardReplaced> {
  const since = Date.now();
  const { row } = next;
  const before = await reachedBy(house, caller, next);
  const made = await house.ledger.awards.offer(
    row.learner,
    nextOf(house, caller, { ...next, before }),
  );
  if (made === undefined || made.kind === 'NOT_SO') throw notSo();
  if (!('id' in made)) {
    throw new Fault('Conflict', 'A later version took its place by now. Look at the list again.');
  }
  if (made.kind === 'RENEWING') return renewal(house, next, made);
  const back = made.kind === 'CORRECTED' ? made : { list: [], pod: [], digests: [] };
  const list = await done(house, back.list, since);
  await lookAnew(house, back.digests);
  const state = (await house.ledger.awards.byId(made.id))?.state ?? 'OFFERED';
  return { id: made.id, state, list, pod: await done(house, back.pod, since) };
}

async function refuseWrong(
  house: House,
  desk: InstitutionDesk,
  content: AwardContent,
): Promise<void> {
  const award = awardToCheck(content, desk, await signingDid(house, desk));
  const isSound =
    misfitsIn(content).length === 0 &&
    mayBeSigned(dutchFindings(award)) &&
    schemaFindings(toOpenBadge(award, [])).length === 0;
  if (!isSound) {
    throw new Fault(
      'BadInput',
      'This cannot be signed as it is. Try it as a new award to see why.',
    );
  }
}

/**
 * An institution mends what it gave, as long as it waits, is on its way or holds: the old one is taken back, and the new one names
 * it. Who had accepted the old one has the new one without being asked again; called otherwise, it is offered to them.
 * @throws Fault `Conflict` for what is not so that this can be done to it, or of a learner who does not let it any more.
 */
export async function correctAward(
  house: House,
  caller: Caller,
  asked: { readonly id: string; readonly content: DraftedContent; readonly reason: string },
): Promise<AwardReplaced> {
  const reason = reasonOf(asked.reason);
  const { row, desk } = await ownAward(house, caller, asked.id);
  const content = completed(desk.id, asked.content);
  await refuseWrong(house, desk, content);
  return replace(house, caller, { row, desk, content, title: content.achievement.name, reason });
}

/**
 * The same again, until another day. What was signed is read back from the learner's pod: it is nowhere else.
 * @throws Fault `Conflict` for what does not hold, or does not stand there as it was signed.
 */
export async function renewAward(
  house: House,
  caller: Caller,
  { id, validUntil }: { readonly id: string; readonly validUntil: string },
): Promise<AwardReplaced> {
  const { row, desk } = await ownAward(house, caller, id);
  const today = new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(validUntil) || validUntil < today) {
    throw new Fault('BadInput', 'A renewal ends on a day that is still to come.');
  }
  const isIssued = row.state === 'ISSUED';
  const known = contentIn(house.rowSeal, desk.id, row.sealed);
  if (!isIssued && (known === undefined || isRenewal(known))) throw notSo();
  const content =
    isIssued || known === undefined ? { renews: row.id, validUntil } : { ...known, validUntil };
  return replace(house, caller, { row, desk, content, reason: renewedReason });
}
