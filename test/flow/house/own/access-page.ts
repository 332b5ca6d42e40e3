import { beforeAll, expect, it } from 'vitest';
import { readsSamira, revokes } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';

/** Samira shares with Noor, for advice. */
export async function shares(house: TestHouse, change: object): Promise<string> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{}],
    ...change,
  };
  const { data } = await house.ask('samira', 'GrantAccess', { input });
  expect(data.grantAccess).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'ACTIVE' } });
  return data.grantAccess.grant.id;
}

const grantsOf = async (house: TestHouse) =>
  (await house.ask('samira', 'MyGrants')).data.myGrants.nodes;
const withoutIds = (text: string): unknown =>
  JSON.parse(text, (name, value) =>
    ['id', 'record', 'counted', 'version', 'endCursor', 'view', 'pageInfo'].includes(name)
      ? undefined
      : value,
  );

/** What a learner is told of who has access: what they see, why, and a stop undone. */
export function accessPage(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  const facets = ['CORE', 'CREDITS'];
  const scope = [{ types: ['RESULT'] }];
  it('shows what the receiver sees, before and after it is shared, and takes no use', async () => {
    const input = {
      grantee: { person: house.account('adviser').webId },
      purpose: 'CAREER_GUIDANCE',
      scope,
      facets,
    };
    const would = await house.ask('samira', 'PreviewScope', { input });
    const grant = await shares(house, { scope, facets });
    const does = await house.ask('samira', 'PreviewGrant', { id: grant });
    const seen = await readsSamira(house);
    const list = withoutIds(JSON.stringify(seen.data.learner.records));
    expect(seen.data.learner.records.count).toBeGreaterThan(10);
    expect(withoutIds(JSON.stringify(would.data.previewScope.records))).toEqual(list);
    expect(withoutIds(JSON.stringify(does.data.previewGrant.records))).toEqual(list);
    expect(does.data.previewGrant.records.view.grants).toEqual([
      { id: grant, validUntil: expect.any(String) },
    ]);
    const other = await house.ask('barry', 'PreviewGrant', { id: grant });
    expect([other.data, other.codes]).toEqual([{ previewGrant: null }, ['NOT_FOUND']]);
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 3 });
    expect(data.myAccessLog.nodes[1]).toMatchObject({
      kind: 'READ',
      purpose: 'SELF_USE',
      operation: 'PreviewGrant',
      grants: [],
    });
    const [row] = await grantsOf(house);
    expect(row).toMatchObject({ id: grant, used: 1, looks: 1 });
    expect(Date.parse(row.lastViewedAt)).toBeGreaterThan(Date.now() - 600_000);
    const { data: theirs } = await house.ask(
      'adviser',
      'TheirLooks',
      {},
      {
        query: 'query TheirLooks { consentedLearners { nodes { grants { looks lastViewedAt } } } }',
      },
    );
    const told = theirs.consentedLearners.nodes.flatMap(
      ({ grants }: { grants: object[] }) => grants,
    );
    expect(new Set(told.map((one: object) => JSON.stringify(one)))).toEqual(
      new Set(['{"looks":0,"lastViewedAt":null}']),
    );
  });

  it('says who can see a record, and why, in a sentence', async () => {
    const [grant] = await grantsOf(house);
    const { data } = await house.ask('samira', 'MyRecords', { first: 250 });
    const nodes: { id: string; recordType: string }[] = data.myRecords.nodes;
    const idOf = (type: string) => nodes.find(({ recordType }) => recordType === type)?.id;
    const why = async (recordId: string | undefined, language: string) =>
      house.ask('samira', 'WhyVisible', { recordId }, { headers: { 'accept-language': language } });
    const dutch = (await why(idOf('RESULT'), 'nl')).data.whyVisible;
    expect(dutch).toMatchObject([{ grant: { id: grant.id }, facets }]);
    expect(dutch[0].sentence).toMatch(
      /^Iemand van Loopbaanplein De Delta kan dit zien omdat je op \d+ \p{L}+ loopbaanbegeleiding toestond, tot \d+ \p{L}+; zonder cijfer\.$/u,
    );
    expect((await why(idOf('RESULT'), 'en')).data.whyVisible[0].sentence).toMatch(
      /^Somebody at Career Square De Delta can see this because you allowed career guidance on \d+ \p{L}+, until \d+ \p{L}+; without the grade\.$/u,
    );
    expect((await why(idOf('ENROLMENT'), 'nl')).data.whyVisible).toEqual([]);
    expect((await why('geen-nummer', 'nl')).codes).toEqual(['NOT_FOUND']);
  });

  it('undoes a stop: the receiver reads on under a new grant, and a block made since holds', async () => {
    const [grant] = await grantsOf(house);
    const { count } = (await readsSamira(house)).data.learner.records;
    await revokes(house, grant.id);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    const hides = { scope: [{ types: ['RESULT'], institutions: ['merenveld.example'] }] };
    const block = await house.ask('samira', 'BlockRecords', hides);
    expect(block.codes).toEqual([]);
    const both = await Promise.all(
      [1, 2].map(() => house.ask('samira', 'GrantAgain', { id: grant.id })),
    );
    const ids = both.map(({ data }) => data.grantAgain.grant.id);
    expect(new Set(ids).size).toBe(1);
    expect(both[0]?.data.grantAgain).toMatchObject({
      pod: 'CONFIRMED',
      grant: { state: 'ACTIVE', validUntil: grant.validUntil },
    });
    const now = (await readsSamira(house)).data.learner.records;
    expect(now.count).toBeLessThan(count);
    expect(now.count).toBeGreaterThan(0);
    const barry = await house.ask('barry', 'GrantAgain', { id: grant.id });
    const live = await house.ask('samira', 'GrantAgain', { id: ids[0] });
    expect([...barry.codes, ...live.codes]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
}
