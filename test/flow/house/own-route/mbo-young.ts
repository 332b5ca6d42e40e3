/** Who decides alone, and who does not. */
import { expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import type { DemoAccount } from '../../../../src/demo/index.js';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import { allows } from '../../../fixtures/guest.js';
import { hostRoc } from '../../../fixtures/own-route/mbo.js';
import type { RouteStage } from './stage.js';

type Data = any;

const yearsAgo = (n: number): string =>
  new Date(Date.now() - n * 365.2425 * 86_400_000).toISOString().slice(0, 10);

export function mboYoung(stage: () => RouteStage): void {
  /** Somebody of that age, with a kluis. */
  async function young({ webId: own, podRoot: storage }: DemoAccount, age: number) {
    const person = { birthdate: yearsAgo(age) };
    await stage().house.running.admin.openKluis({ webId: webId(own), storage, person });
    return webId(own);
  }
  const asks = async (browser: Browser, operation: string, variables: object): Promise<Data> =>
    (await stage().ask(browser, operation, variables)).data;

  it('J3.9: under sixteen nothing is asked before a parent or guardian says yes too; at seventeen one decides alone', async () => {
    const { house, stranger } = stage();
    const before = stage().school('g').enrolments().length;
    const [child, older] = [newBrowser(), newBrowser()];
    await child.go(`${house.origin}/demo/developer`);
    const own = await young(house.account('developer'), 15);
    const guardian = webId(house.account('adviser').webId);
    expect(await house.running.admin.nameGuardian(own, guardian)).toBe(true);
    const found = await asks(child, 'SearchOfferings', {
      first: 5,
      filter: { text: 'slim meten' },
    });
    const [{ id: offering }] = found.offerings.nodes;
    const { step: planned } = (await asks(child, 'PlanStep', { input: { offering } })).planStep;
    expect(await allows(child, house, 'samira')).toBe('/route');
    const enrols = async () =>
      (await asks(child, 'EnrolStep', { input: { step: planned, agreed: true } })).enrolStep;
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

    await young(stranger, 17);
    await stage().byPod(older, stranger);
    const { grantAccess } = await asks(older, 'GrantAccess', {
      input: { grantee: { institution: hostRoc.id }, purpose: 'ENROLMENT', scope: [] },
    });
    expect(grantAccess.grant.state).toBe('ACTIVE');
  });
}
