import { type LearnerId, present } from '../base/index.js';
import type { OpenRequest } from '../route/index.js';
import { openEnrolment } from './enrolment-content.js';
import type { House } from './house.js';

/** What of a learner's own was asked for and goes on, for how far their steps are. */
export async function openRequests(
  house: Pick<House, 'ledger' | 'rowSeal'>,
  learner: LearnerId,
): Promise<readonly OpenRequest[]> {
  const rows = await house.ledger.enrolments.of(learner);
  return rows.flatMap((row): readonly OpenRequest[] => {
    const content = openEnrolment(house, row);
    if (content === undefined) return [];
    const { offering, home, homeState, hostState, message, detail, redirect } = content;
    const request = {
      offering: offering.key,
      stage: row.stage,
      code: row.code,
      isSent: row.isSent,
      home: home === undefined ? undefined : { value: homeState },
      host: hostState,
      message,
      detail,
      redirect,
    };
    return [present(request)];
  });
}
