import { randomUUID } from 'node:crypto';
import { canonicalJson, Fault } from '../base/index.js';
import { dutchFindings, mayBeSigned, schemaFindings, toOpenBadge } from '../credentials/index.js';
import type { AwardRow, NewAward } from '../ledger/index.js';
import {
  type AwardContent,
  awardToCheck,
  completed,
  contentIn,
  type DraftedContent,
  isRenewal,
  labelIn,
  misfitsIn,
  type RenewedContent,
} from './award-content.js';
import { type AwardChangeMade, done, ownAward, reasonOf } from './change-award.js';
import { actorOf } from './change-consent.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { signingDid, withdrawalBy } from './offer-awards.js';

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
  { row, desk, content, title, reason }: Next,
): NewAward {
  const { rowSeal: seal } = house;
  const { source, version } = row;
  const before = labelIn(seal, desk.id, row.label) ?? { title: '', person: '', sourceId: '' };
  const label = title === undefined ? before : { ...before, title };
  return {
    id: randomUUID(),
    institution: desk.id,
    source,
    version: version + 1,
    said: seal.mark(desk.id, canonicalJson(content)),
    label: seal.seal(desk.id, JSON.stringify(label)),
    sealed: seal.seal(desk.id, JSON.stringify(content)),
    actor: actorOf(caller),
    withdrawal: withdrawalBy(house, { id: row.learner }, desk, reason),
  };
}

async function replace(house: House, caller: Caller, next: Next): Promise<AwardReplaced> {
  const since = Date.now();
  const { row } = next;
  const made = await house.ledger.awards.offer(row.learner, nextOf(house, caller, next));
  if (made === undefined || !('id' in made)) {
    throw new Fault('Conflict', 'A later version took its place by now. Look at the list again.');
  }
  const { list, pod } = made.kind === 'CORRECTED' ? made : { list: [], pod: [] };
  const published = await done(house, list, since);
  if (row.digest !== undefined) await house.credentials.recheck(row.digest);
  const state = (await house.ledger.awards.byId(made.id))?.state ?? 'OFFERED';
  return { id: made.id, state, list: published, pod: await done(house, pod, since) };
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
 * An institution mends what it gave: the old one is taken back, and the new one names it. Who had accepted the old one has the new
 * one without being asked again.
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

const later =
  'Verlengd: hiervoor is een nieuwe in de plaats gekomen. / Renewed: a new one took its place.';

/** The same again, until another day. What was signed is read back from the learner's pod: it is nowhere else. */
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
  const isIssued = row.state === 'ISSUED' || row.state === 'SUSPENDED';
  const known = contentIn(house.rowSeal, desk.id, row.sealed);
  if (!isIssued && (known === undefined || isRenewal(known))) {
    throw new Fault('Conflict', 'This cannot be done to it as it is now.');
  }
  const content =
    isIssued || known === undefined ? { renews: row.id, validUntil } : { ...known, validUntil };
  return replace(house, caller, { row, desk, content, reason: later });
}
