import * as oidc from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { asksGraph, type Client, clientAt, connects, purpose, registers } from './steps.js';

const seesGrants =
  '{ consentedLearners { nodes { id grants { state facets scope { types } purpose } } } }';
interface Shown {
  readonly title: string;
  readonly institution: { readonly id: string };
  readonly assessment: { readonly __typename: string };
}

/** From registration to the end of access: what an app sees at each step. */
export function journeyOfAnApp(opened: () => TestHouse): void {
  let house: TestHouse;
  let client: Client;
  let samira: string;
  let tokens: Awaited<ReturnType<typeof connects>>['tokens'];
  beforeAll(async () => {
    house = opened();
    samira = house.account('samira').webId;
    client = await clientAt(house, await registers(house));
    ({ tokens } = await connects(house, 'samira', client, {
      decision: 'GRANT',
      clusters: ['RESULTS', 'DIPLOMAS'],
    }));
    return () => revokesAll(house);
  });
  const asks = (query: string, variables: object = {}, headers = {}) =>
    asksGraph(house, client, tokens.access_token, query, variables, headers);

  const titles = async (language: string): Promise<string[]> => {
    const headers = { 'accept-language': language };
    const { data } = await asks('LearnerRecords', { learner: samira, first: 250 }, headers);
    return data.learner.records.nodes.map(({ title }: Shown) => title);
  };

  describe('an app and a learner who gives less than it asked', () => {
    it('J6.1, Third-party app 1: it asks with a purpose, the learner gives less, and it sees what it got', async () => {
      expect(tokens.scope).toBe('results diplomas');
      expect(tokens.claims()?.['webid']).toBe(samira);
      const { data } = await asks(seesGrants);
      // Results without grades and diplomas are one grant: the same parts of both.
      expect(data.consentedLearners.nodes).toHaveLength(1);
      expect(data.consentedLearners.nodes[0].grants).toEqual([
        {
          state: 'ACTIVE',
          facets: ['CORE', 'CREDITS'],
          scope: [{ types: ['RESULT', 'DIPLOMA', 'MICROCREDENTIAL', 'CERTIFICATE'] }],
          purpose,
        },
      ]);
      const mine = await house.ask('samira', 'MyGrants');
      const { client_id: clientId } = client.config.clientMetadata();
      expect(mine.data.myGrants.nodes).toContainEqual(
        expect.objectContaining({
          granteeKind: 'APP',
          clients: [clientId],
          app: expect.objectContaining({ clientId, name: 'Stageplek', organisation: null }),
        }),
      );
    });

    it('Third-party app 2: what is withheld reads NotShared, and the rest arrives, page by page', async () => {
      const all = (await asks('LearnerRecords', { learner: samira, first: 250 })).data.learner
        .records;
      expect(all.count).toBe(all.nodes.length);
      for (const node of all.nodes) expect(node.assessment['__typename']).toBe('NotShared');
      const paged: Shown[] = [];
      const variables = { learner: samira, first: 5 };
      for (let more = true, after: string | undefined; more; ) {
        const answer = await asks('LearnerRecords', { ...variables, after });
        const { nodes, pageInfo } = answer.data.learner.records;
        paged.push(...nodes);
        [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
      }
      expect(paged).toEqual(all.nodes);
    });

    it('J6.2: one question over the schools that it may see, whatever one of them does at that moment', async () => {
      house.schools.servers.university.behave({ delayMs: [60_000, 60_000] });
      try {
        const { records } = (await asks('LearnerRecords', { learner: samira, first: 250 })).data
          .learner;
        const schools = new Set(records.nodes.map(({ institution }: Shown) => institution.id));
        expect(schools).toEqual(new Set(['merenveld.example', 'rocdewaterlanden.example']));
      } finally {
        house.schools.servers.university.behave({});
      }
    });

    it('J6.3, Third-party app 6: texts come in the language it asks, else Dutch', async () => {
      const [dutch, english, finnish] = [
        await titles('nl'),
        await titles('en'),
        await titles('fi'),
      ];
      expect(finnish).toEqual(dutch);
      expect(english).not.toEqual(dutch);
    });

    it('J6.5: totals, counts and filters are over what it may see, and it may not sift by grade', async () => {
      const variables = { learner: samira, first: 250 };
      const filter = { recordTypes: ['RESULT'] };
      const filtered = await asks('LearnerRecords', { ...variables, filter });
      const { records } = filtered.data.learner;
      expect(records.count).toBe(records.nodes.length);
      const units = records.totals.map(({ unit }: { unit: string }) => unit);
      expect(units.toSorted()).toEqual(['EC', 'SBU']);
      const sorted = await asks('LearnerRecords', { ...variables, filter: { pass: ['PASSED'] } });
      expect(sorted.codes).toEqual(['BAD_INPUT']);
    });

    it('Third-party app 3: another purpose, or another learner, is what a stranger gets', async () => {
      const variables = { learner: samira };
      const other = await asks('LearnerRecords', variables, { 'x-purpose': 'RESEARCH' });
      const stranger = await asks('LearnerRecords', { learner: house.account('barry').webId });
      expect([other.codes, stranger.codes]).toEqual([['NOT_FOUND'], ['NOT_FOUND']]);
      expect(other.text).toBe(stranger.text);
    });

    it('Third-party app 4: too large a question is answered with a code before any pod is asked', async () => {
      house.proxy.forget();
      const many = Array.from({ length: 40 }, (_, n) => `a${n}: __typename`).join(' ');
      const answer = await asks(`query($learner: ID!) { learner(id: $learner) { ${many} } }`, {
        learner: samira,
      });
      expect(answer.codes).toEqual(['COST_LIMIT']);
      expect(house.proxy.requests).toEqual([]);
    });

    it('attack 42: what only the learner may do, such as giving access, their token does not let an app do', async () => {
      const given = await asks('GrantAccess', {
        input: { grantee: { link: true }, purpose, scope: [{}] },
      });
      expect(given.codes).toEqual(['FORBIDDEN']);
      for (const query of [
        '{ myRecords { count } }',
        '{ myGrants { paused } }',
        '{ myApps { nodes { name } } }',
      ]) {
        expect((await asks(query)).codes).toEqual(['FORBIDDEN']);
      }
    });
  });

  it('J6.4: whether somebody holds at least 30 EC is told with a date and a ground, and no number', async () => {
    const claims = [{ kind: 'STUDY_LOAD', unit: 'EC', atLeast: '30' }];
    const given = await house.ask('samira', 'GrantAccess', {
      input: {
        grantee: { app: client.config.clientMetadata().client_id },
        purpose: 'ADMISSION',
        scope: [],
        claims,
      },
    });
    expect(given.codes).toEqual([]);
    const answer = await asks(
      'query($learner: ID!) { learner(id: $learner) { claims { holds asOf basis } records { count } } }',
      { learner: samira },
      { 'x-purpose': 'ADMISSION' },
    );
    const [claim] = answer.data.learner.claims;
    expect(claim.holds).toBe(true);
    expect(Object.keys(claim).toSorted()).toEqual(['asOf', 'basis', 'holds']);
    expect(answer.data.learner.records.count).toBe(0);
    await house.ask('samira', 'RevokeGrant', { id: given.data.grantAccess.grant.id });
  });

  it('a later yes takes the place of the one before, and grades of results are no grades of diplomas', async () => {
    const { grants, tokens: later } = await connects(house, 'samira', client, {
      decision: 'GRANT',
      clusters: ['RESULTS_WITH_GRADES', 'DIPLOMAS'],
      institutions: ['merenveld.example'],
      until: new Date(Date.now() + 86_400_000).toISOString(),
    });
    const institutions = ['merenveld.example'];
    const told = grants.map(({ facets, scope }: { facets: string[]; scope: object[] }) => ({
      facets,
      scope,
    }));
    expect(told).toHaveLength(2);
    expect(told).toContainEqual({
      facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
      scope: [{ types: ['RESULT'], institutions }],
    });
    expect(told).toContainEqual({
      facets: ['CORE', 'CREDITS'],
      scope: [{ types: ['DIPLOMA', 'MICROCREDENTIAL', 'CERTIFICATE'], institutions }],
    });
    tokens = later;
    const states = async (): Promise<string[]> => {
      const { data } = await asks(seesGrants);
      const { grants: known } = data.consentedLearners.nodes[0];
      const own = known.filter((grant: { purpose: string }) => grant.purpose === purpose);
      return own.map(({ state }: { state: string }) => state).toSorted();
    };
    await expect.poll(states, { timeout: 20_000 }).toEqual(['ACTIVE', 'ACTIVE', 'REVOKED']);
    const answer = await asks('LearnerRecords', { learner: samira, first: 250 });
    const shown = answer.data.learner.records.nodes.map(
      ({ assessment }: Shown) => assessment['__typename'],
    );
    expect(shown).toContain('Assessment');
  });

  it('Third-party app 7, without live updates: stopped, the very next question says so, and its sign-in is over', async () => {
    const before = await oidc.refreshTokenGrant(
      client.config,
      tokens.refresh_token ?? '',
      undefined,
      {
        DPoP: client.dpop,
      },
    );
    expect(before.scope).toBe('results_with_grades diplomas');
    await revokesAll(house);
    const answer = await asksGraph(house, client, before.access_token, 'LearnerRecords', {
      learner: samira,
    });
    expect([answer.data, answer.codes]).toEqual([{ learner: null }, ['GRANT_ENDED']]);
    await expect(
      oidc.refreshTokenGrant(client.config, before.refresh_token ?? '', undefined, {
        DPoP: client.dpop,
      }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });
}
