/** What a look through a pod finds: who can read there without a grant, what cannot be looked at, and views that are not as agreed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutOf, rulesOf } from '../../../src/pod/index.js';
import { grantsUniversityResults, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { solidLogin } from '../../fixtures/solid-login.js';
import { newestGrant } from './kept-true/steps.js';

// A house of its own: what ended here before is looked through as well.
let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 20_000 });
});
afterAll(() => house.stop());

interface PodAudit {
  readonly at: string | null;
  readonly strays: readonly object[];
  readonly unseen: readonly string[];
}
/** What Samira hears once her pod was looked through from now on; until then she hears of the time before. */
async function audited(headers: Readonly<Record<string, string>> = {}): Promise<PodAudit> {
  const from = Date.now();
  let heard: PodAudit | undefined;
  await expect
    .poll(
      async () => {
        const { data } = await house.ask('samira', 'AuditMyPod', {}, { headers });
        heard = data.auditMyPod;
        return heard?.at === null ? 0 : Date.parse(heard?.at ?? '');
      },
      { timeout: 120_000, interval: 2000 },
    )
    .toBeGreaterThan(from);
  if (heard === undefined) throw new TypeError('an audit answers');
  return heard;
}

describe('the drift audit', () => {
  it('finds nobody where all is as it should be', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    expect((await audited()).strays).toEqual([]);
  });

  it('names who can read without a grant, and where, in a sentence', async () => {
    const samira = await solidLogin(house.pods, house.account('samira'));
    const { samira: row } = await newestGrant(house);
    const { index } = layoutOf(row.storage);
    const stranger = 'https://elders.example/ruud#me';
    const rule = (agent: string) => `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
      @prefix acp: <http://www.w3.org/ns/solid/acp#>.
      <> a acp:AccessControlResource; acp:resource <${index}>; acp:accessControl <#a>.
      <#a> a acp:AccessControl; acp:apply <#p>.
      <#p> a acp:Policy; acp:allow acl:Read; acp:anyOf <#m>.
      <#m> a acp:Matcher; acp:agent ${agent}.`;
    const put = (body: string) =>
      samira.fetch(rulesOf(index), {
        method: 'PUT',
        headers: { 'content-type': 'text/turtle' },
        body,
      });
    expect((await put(rule(`<${stranger}>`))).ok).toBe(true);
    expect((await audited({ 'accept-language': 'en' })).strays).toEqual([
      {
        agent: stranger,
        client: null,
        at: index,
        modes: ['Read'],
        sentence: 'Somebody can read this without a grant of yours here.',
      },
    ]);
    await samira.fetch(rulesOf(index), { method: 'DELETE' });
    expect((await audited()).strays).toEqual([]);
  });
});

describe('the drift audit of a pod that shows only part', () => {
  it('names what it could not look at', async () => {
    await grantsUniversityResults(house);
    const { samira } = await newestGrant(house);
    const { index } = layoutOf(samira.storage);
    house.proxy.sayOnly(403, new URL(rulesOf(index)).pathname);
    const { unseen } = await audited();
    house.proxy.sayOnly(undefined);
    expect(unseen).toEqual([index]);
    expect((await audited()).unseen).toEqual([]);
  });
});

describe('the repair that comes with it', () => {
  it('builds a view anew that was edited, and shuts one of a grant that is over', async () => {
    await revokesAll(house);
    const over = await grantsUniversityResults(house);
    const { grant: old } = await newestGrant(house);
    const { build } = house.running.workshop;
    const [view, rules] = [
      await (await build.fetch(old.view)).text(),
      await (await build.fetch(rulesOf(old.view))).text(),
    ];
    await revokes(house, over);
    await grantsUniversityResults(house);
    const { grant } = await newestGrant(house);
    const right = await (await build.fetch(grant.view)).text();
    const put = (url: string, body: string, type: string) =>
      build.fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
    await put(grant.view, '{"person":{},"records":[]}', 'application/json');
    // As a backup of the pod brings them back.
    await put(old.view, view, 'application/json');
    await put(rulesOf(old.view), rules, 'text/turtle');
    expect((await audited()).strays).toEqual([]);
    expect(await (await build.fetch(grant.view)).text()).toBe(right);
    expect((await build.fetch(old.view)).status).toBe(404);
    expect((await build.fetch(rulesOf(old.view))).status).toBe(404);
  });
});
