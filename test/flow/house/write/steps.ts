import type { DemoAccount, PersonaKey } from '../../../../src/demo/index.js';
import { merenveld, rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import { type GraphAnswer, type TestHouse } from '../../../fixtures/house.js';
import { solidLogin } from '../../../fixtures/solid-login.js';

export { merenveld, rocDeWaterlanden };
export type SolidFetch = typeof fetch;

/** Samira lets a school put results in her kluis. */
export const letsWrite = (
  house: TestHouse,
  change: object = {},
  who: PersonaKey = 'samira',
): Promise<GraphAnswer> =>
  house.ask(who, 'GrantAccess', {
    input: {
      grantee: { institution: rocDeWaterlanden },
      purpose: 'ENROLMENT',
      scope: [],
      ...change,
    },
  });

export async function letsRocWrite(house: TestHouse, change: object = {}) {
  const { codes, data } = await letsWrite(house, change);
  if (codes.length > 0) throw new Error(`no grant: ${codes.join()}`);
  const { grant, pod } = data.grantAccess;
  return { id: String(grant.id), inbox: String(grant.writeAccess.inbox), pod: String(pod), grant };
}

/** A school's own Solid client: Inrupt's library and the app it told of, nothing of ours. */
export const clientOf = async (house: TestHouse, who: PersonaKey) =>
  (await solidLogin(house.pods, house.account(who))).fetch;

/** The same login through an app that nobody said anything of. */
export async function otherClientOf(house: TestHouse, who: PersonaKey) {
  const { client: _told, ...rest }: DemoAccount = house.account(who);
  return (await solidLogin(house.pods, rest)).fetch;
}

const json = { 'content-type': 'application/json' };
let count = 0;
/** A name nobody used before. */
export const fresh = (): string => `levering-${(count += 1)}.json`;

export async function statusOf(answer: Promise<Response>): Promise<number> {
  const response = await answer;
  await response.body?.cancel();
  return response.status;
}
export const puts = (as: SolidFetch, url: string, body = '{"cijfer":"10"}', headers = {}) =>
  statusOf(as(url, { method: 'PUT', headers: { ...json, ...headers }, body }));
export const posts = (as: SolidFetch, url: string, headers = {}) =>
  statusOf(as(url, { method: 'POST', headers: { ...json, ...headers }, body: '{"cijfer":"10"}' }));
/** Whether a school may add to an inbox, by adding. */
export const adds = (as: SolidFetch, inbox: string) => puts(as, `${inbox}${fresh()}`);

export const patches = (as: SolidFetch, url: string, triple = '<urn:x> <urn:y> "z".') =>
  statusOf(
    as(url, {
      method: 'PATCH',
      headers: { 'content-type': 'text/n3' },
      body: `@prefix solid: <http://www.w3.org/ns/solid/terms#>.
        _:p a solid:InsertDeletePatch; solid:inserts { ${triple} }.`,
    }),
  );

export const stateOf = async (house: TestHouse, id: string): Promise<string> => {
  const { data } = await house.ask('samira', 'MyGrants');
  return data.myGrants.nodes.find((grant: { id: string }) => grant.id === id).state;
};
