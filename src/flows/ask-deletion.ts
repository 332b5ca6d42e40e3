import { Fault, type GrantId } from '../base/index.js';
import { writerOf } from '../consent/index.js';
import type { DeletionRow, ReceiptRow } from '../ledger/index.js';
import { actorOf } from './change-consent.js';
import type { Caller, House } from './house.js';
import { grantsKnownTo } from './known-grants.js';
import { granteeIn, type KnownNames, namesFor } from './known-names.js';
import { ownLearner } from './own-records.js';
import { plainText } from './plain-text.js';
import { reasonLength } from './request-access.js';

/** A learner asks a former grantee to delete what they had seen. */
export async function askDeletion(house: House, caller: Caller, id: GrantId): Promise<void> {
  const learner = await ownLearner(house, caller);
  const grant = await house.ledger.grants.byId(id);
  if (grant?.learner === learner.id && writerOf(grant) !== undefined) {
    throw new Fault(
      'BadInput',
      'With this access nothing of yours was seen: it was to write only.',
    );
  }
  if (!(await house.ledger.deletions.ask(learner.id, id, actorOf(caller)))) {
    throw new Fault('NotFound', 'You can ask this once access that was in force is over.');
  }
}

/** Who was asked says whether they did. Their word; nobody here can check it. */
export async function answerDeletion(
  house: House,
  caller: Caller,
  { id, done, text }: { readonly id: string; readonly done: boolean; readonly text?: string },
): Promise<void> {
  const said = {
    id,
    done,
    actor: actorOf(caller),
    ...(text !== undefined && { text: plainText(text, reasonLength) }),
  };
  const known = (await grantsKnownTo(house, caller)).map((grant) => grant.id);
  if (!(await house.ledger.deletions.answer(known, said))) {
    throw new Fault('NotFound', 'Nothing of this name was asked of you.');
  }
}

export const deletionsAskedOfMe = async (
  house: House,
  caller: Caller,
): Promise<readonly DeletionRow[]> =>
  house.ledger.deletions.ofGrants((await grantsKnownTo(house, caller)).map(({ id }) => id));

/** What a learner asked to delete, and what those are called whom they asked. */
export async function myDeletions(
  house: House,
  caller: Caller,
): Promise<{ readonly rows: readonly DeletionRow[]; readonly names: KnownNames }> {
  const { id } = await ownLearner(house, caller);
  const rows = await house.ledger.deletions.ofLearner(id);
  const grantees = rows.flatMap(({ grantee }) => granteeIn(grantee) ?? []);
  return { rows, names: await namesFor(house, id, { grantees }) };
}

/** In writing: to a learner of their own grants, to anybody else of the grants to them. */
export async function receiptsFor(house: House, caller: Caller): Promise<readonly ReceiptRow[]> {
  const { principal } = caller;
  const learner =
    principal.kind === 'session' ? await house.ledger.learners.byWebId(principal.webId) : undefined;
  if (learner !== undefined) return house.ledger.receipts.ofLearner(learner.id);
  return house.ledger.receipts.ofGrants((await grantsKnownTo(house, caller)).map(({ id }) => id));
}
