/** Who decides alone, and who does not. */
import { expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import type { EduidPerson } from '../../../fixtures/eduid-provider.js';
import { allows } from '../../../fixtures/guest.js';
import { hostRoc } from '../../../fixtures/own-route/mbo.js';
import type { RouteStage } from './stage.js';

type Data = any;

const yearsAgo = (n: number): string =>
  new Date(Date.now() - n * 365.2425 * 86_400_000).toISOString().slice(0, 10);
export const child: EduidPerson = {
  eduid: '7a2c0d2e-0000-4000-8000-000000000015',
  given_name: 'Fenna',
  family_name: 'de Boer',
};
const older: EduidPerson = { ...child, eduid: '7a2c0d2e-0000-4000-8000-000000000017' };

/** Somebody comes by eduID for the first time, and is of that age. */
export async function comesAt(
  { house, byEduid, viewer }: RouteStage,
  who: EduidPerson,
  age: number,
): Promise<Browser> {
  const browser = newBrowser();
  expect(await byEduid(browser, who)).toBe('/');
  const own = webId((await viewer(browser)).webId);
  const row = await house.running.house.ledger.learners.byWebId(own);
  const person = { birthdate: yearsAgo(age) };
  await house.running.admin.openKluis({ webId: own, storage: String(row?.storage), person });
  const guardian = webId(house.account('adviser').webId);
  expect(await house.running.admin.nameGuardian(own, guardian)).toBe(age < 16);
  return browser;
}

export function mboYoung(stage: () => RouteStage): void {
  const asks = async (browser: Browser, operation: string, variables: object): Promise<Data> =>
    (await stage().ask(browser, operation, variables)).data;

  it('J3.9: under sixteen nothing is asked before a parent or guardian says yes too; at seventeen one decides alone', async () => {
    const { house } = stage();
    const before = stage().school('g').enrolments().length;
    const young = await comesAt(stage(), child, 15);
    const filter = { text: 'slim meten' };
    const found = await asks(young, 'SearchOfferings', { first: 5, filter });
    const [{ id: offering }] = found.offerings.nodes;
    const { step } = (await asks(young, 'PlanStep', { input: { offering } })).planStep;
    expect(await allows(young, house, 'samira')).toBe('/route');
    const enrols = async () =>
      (await asks(young, 'EnrolStep', { input: { step, agreed: true } })).enrolStep;
    expect((await enrols()).outcome).toBe('WAITS');
    expect(stage().school('g').enrolments()).toHaveLength(before);
    const { data } = await house.ask('adviser', 'MyWards');
    const waiting = data.myWards.nodes
      .flatMap(({ grants }: Data) => grants)
      .find(({ state }: Data) => state === 'PROPOSED');
    const yes = await house.ask('adviser', 'CosignGrant', { id: waiting.id, agrees: true });
    expect(yes.codes).toEqual([]);
    expect((await enrols()).outcome).toBe('ASKED');
    await expect.poll(() => stage().school('g').enrolments().length).toBe(before + 1);

    const alone = await comesAt(stage(), older, 17);
    const { grantAccess } = await asks(alone, 'GrantAccess', {
      input: { grantee: { institution: hostRoc.id }, purpose: 'ENROLMENT', scope: [] },
    });
    expect(grantAccess.grant.state).toBe('ACTIVE');
  });
}
