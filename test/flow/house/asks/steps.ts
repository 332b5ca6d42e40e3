import type { PersonaKey } from '../../../../src/demo/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { rowsOf } from '../attacks/ledger-rows.js';

const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** A request as the page sends it; to Samira, for results, unless something else is said. */
export const askInput = (house: TestHouse, change: object = {}) => ({
  learner: house.account('samira').webId,
  purpose: 'CAREER_GUIDANCE',
  items: [{ recordTypes: ['RESULT'], facets: ['CORE', 'CREDITS'], required: true }],
  reason: 'Om samen te kijken welke opleiding past.',
  until: daysAhead(30),
  ...change,
});
export const asks = (
  house: TestHouse,
  who: PersonaKey,
  change: object = {},
): Promise<GraphAnswer> => house.ask(who, 'RequestAccess', { input: askInput(house, change) });

export interface RequestNode {
  readonly id: string;
  readonly grantee: string;
  readonly state: string;
  readonly reason: string;
  readonly origin: string;
  readonly clientOrigin: string | null;
  readonly client: string;
  readonly organisation: { readonly name: string; readonly verified: boolean } | null;
  readonly retentionDays: number | null;
}
export async function requestsOf(
  house: TestHouse,
  learner: PersonaKey = 'samira',
): Promise<readonly RequestNode[]> {
  return (await house.ask(learner, 'MyRequests')).data.myRequests.nodes;
}
export async function openFrom(house: TestHouse, who: PersonaKey): Promise<RequestNode> {
  const { webId } = house.account(who);
  const found = (await requestsOf(house)).find(
    ({ grantee, state }) => grantee === webId && state === 'OPEN',
  );
  if (found === undefined) throw new Error(`${who} has no open request`);
  return found;
}
export const answers = (house: TestHouse, input: object): Promise<GraphAnswer> =>
  house.ask('samira', 'AnswerAccessRequest', { input });

/** As if all that was asked so far had been asked and answered so many days earlier. */
export const daysLater = (house: TestHouse, days: number) =>
  rowsOf(
    house,
    `update access_request set created_at = created_at - interval '${days} days',
       answered_at = answered_at - interval '${days} days'`,
  );
/** As if nobody had asked anything yet. */
export const forgetAsks = async (house: TestHouse): Promise<void> => {
  for (const table of ['access_request', 'muted_grantee', 'message_due']) {
    await rowsOf(house, `delete from ${table}`);
  }
};
export const declines = async (house: TestHouse, who: PersonaKey): Promise<GraphAnswer> =>
  answers(house, { requestId: (await openFrom(house, who)).id, decision: 'DECLINE' });
export const mutes = (house: TestHouse, muted = true): Promise<GraphAnswer> =>
  house.ask('samira', 'MuteGrantee', { grantee: house.account('adviser').webId, muted });

/** Where mails lead people to. */
export const page = 'https://kluis.example';
