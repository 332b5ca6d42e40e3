import type { PersonaKey } from '../../../../src/demo/index.js';
import { guidance } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

/** A WebID that could be somebody’s, and is nobody’s here. */
export const stranger = 'http://localhost:1/nobody/profile/card#me';
/** An id that nobody was given. */
export const nonsense = 'bm9uc2Vuc2U';

export interface RecordNode {
  readonly __typename?: string;
  readonly id: string;
  readonly institution: { readonly id: string };
}
export const recordsIn = ({ data }: GraphAnswer): readonly RecordNode[] =>
  (data.learner?.records ?? data.myRecords).nodes;
export const cursorIn = ({ data }: GraphAnswer): string =>
  (data.learner?.records ?? data.myRecords).pageInfo.endCursor;

/** Samira shares of her own accord: everything in core and credits, where nothing else is said. @returns her id of the grant. */
export async function shares(
  house: TestHouse,
  change: object = {},
  grantee: PersonaKey = 'adviser',
): Promise<string> {
  const input = {
    grantee: { person: house.account(grantee).webId },
    purpose: guidance.purpose,
    scope: [{}],
    ...change,
  };
  const answer = await house.ask('samira', 'GrantAccess', { input });
  return answer.data.grantAccess.grant.id;
}

export const reads = (house: TestHouse, learner: string, who: PersonaKey = 'adviser') =>
  house.ask(who, 'LearnerRecords', { learner, first: 250 }, guidance);
export const readsById = (house: TestHouse, id: string, who: PersonaKey = 'adviser') =>
  house.ask(who, 'RecordById', { id }, guidance);
