import type { LearnerId } from '../base/index.js';
import { type Withdrawal, withdrawnMark } from '../ledger/index.js';
import { markOf } from './archive-tools.js';
import type { House, InstitutionDesk } from './house.js';
import { withdrawalOf } from './withdrawal.js';

/** What a learner reads of one that was renewed. */
export const renewedReason =
  'Verlengd: hiervoor is een nieuwe in de plaats gekomen. / Renewed: a new one took its place.';

/** How a pod is told that one is taken back. */
export const withdrawalBy =
  (
    house: Pick<House, 'fingerprint'>,
    learner: { readonly id: LearnerId },
    desk: Pick<InstitutionDesk, 'id'>,
    reason: string,
  ): Withdrawal =>
  (record) => {
    const delivery = withdrawalOf(learner.id, desk.id, { keys: [record], reason }, new Date());
    const mark = markOf(house, learner, delivery);
    return { delivery, mark, about: [record], hashes: new Map([[record, withdrawnMark]]) };
  };
