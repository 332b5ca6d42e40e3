/** All that a learner can mean by a yes, on real servers: to whom, which questions, what never, and with whose leave. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../src/base/index.js';
import {
  grantsUniversityResults,
  guidance,
  merenveld,
  readsSamira,
  revokes,
  revokesAll,
} from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { appOf } from './attacks/app.js';
import { youngLearners } from './whole-model/young.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const results = [{ types: ['RESULT'] }];
const shares = (input: object, who: 'samira' | 'barry' = 'samira') =>
  house.ask(who, 'GrantAccess', {
    input: { purpose: 'CAREER_GUIDANCE', scope: results, ...input },
  });
const titles = (answer: { readonly data: { learner?: unknown; sharedByLink?: unknown } }) => {
  const { learner, sharedByLink }: Record<string, any> = answer.data;
  return (learner ?? sharedByLink).records.nodes.map(({ title }: { title: string }) => title);
};
const adviser = {
  issuer: 'https://inloggen.example',
  organisation: merenveld,
  role: 'career-adviser',
};

const byLink = (secret: string, purpose = 'CAREER_GUIDANCE') =>
  house.ask(undefined, 'SharedByLink', {}, { purpose, headers: { 'x-share-link': secret } });

const asksClaims = () =>
  house.ask('adviser', 'LearnerClaims', { learner: house.account('samira').webId }, guidance);

describe('a yes to a role', () => {
  it('lets in whoever has it, by who asserts it, and the log says as what they read', async () => {
    await revokesAll(house);
    const { data } = await shares({ grantee: { role: adviser } });
    expect(data.grantAccess).toMatchObject({ pod: 'CONFIRMED', grant: { granteeKind: 'ROLE' } });
    const read = await readsSamira(house);
    expect(read.codes).toEqual([]);
    expect(titles(read).length).toBeGreaterThan(0);
    await revokes(house, data.grantAccess.grant.id);
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('attack 14: the same word from another login, or of another organisation, lets nobody in', async () => {
    await revokesAll(house);
    for (const change of [
      { issuer: 'https://elders.example' },
      { organisation: 'roc.example' },
      { role: 'dean' },
    ]) {
      const { codes, data } = await shares({ grantee: { role: { ...adviser, ...change } } });
      expect([codes, data.grantAccess.grant.state]).toEqual([[], 'ACTIVE']);
    }
    // Of the role she does have she knows that it ended; of these, nothing.
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('attack 14: a role asserted more than an hour ago is none any more', async () => {
    await revokesAll(house);
    await shares({ grantee: { role: adviser } });
    expect((await readsSamira(house)).codes).toEqual([]);
    const { db } = house.running.house.ledger;
    const age = (minutes: number) =>
      db.em().execute(
        `update session set roles = (select coalesce(jsonb_agg(role || jsonb_build_object('assertedAt',
           to_char(clock_timestamp() at time zone 'utc' - ? * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), '[]')
         from jsonb_array_elements(roles) role)`,
        [minutes],
        'run',
      );
    await age(61);
    expect((await readsSamira(house)).codes).toEqual(['NOT_FOUND']);
    await age(59);
    expect((await readsSamira(house)).codes).toEqual([]);
  });
});

describe('a yes to an app', () => {
  it('is for the learner’s own use of it, and nobody else’s', async () => {
    const [samira, barry] = [await appOf(house, 'samira'), await appOf(house, 'barry')];
    const purpose = { purpose: 'EMPLOYMENT' };
    await shares({ grantee: { app: samira.clientId }, ...purpose });
    const reads = async (app: typeof samira, as = {}) =>
      house.ask(
        undefined,
        'LearnerRecords',
        { learner: house.account('samira').webId },
        {
          ...purpose,
          headers: { ...(await app.headers()), ...as },
        },
      );
    const read = await reads(samira);
    expect(read.codes).toEqual([]);
    expect(titles(read).length).toBeGreaterThan(0);
    expect((await reads(barry)).codes).toEqual(['NOT_FOUND']);
    // She hears of it there, and nobody else anywhere, whatever they ask.
    const known = async (app: typeof samira) => {
      const options = { ...purpose, headers: await app.headers() };
      const { data } = await house.ask(undefined, 'ConsentedLearners', {}, options);
      return data.consentedLearners.nodes.length;
    };
    expect(await known(samira)).toBe(1);
    expect(await known(barry)).toBe(0);
  });
});

describe('a link', () => {
  it('shows what it shares to whoever holds it, as often as it may, until it is stopped', async () => {
    const { data } = await shares({ grantee: { link: true }, maxSessions: 2 });
    const { linkSecret, grant } = data.grantAccess;
    expect(linkSecret).toMatch(/^[\w-]{22}$/);
    const [once, twice] = [await byLink(linkSecret), await byLink(linkSecret)];
    expect([once.codes, twice.codes]).toEqual([[], []]);
    expect(titles(once).length).toBeGreaterThan(0);
    expect((await byLink(linkSecret)).codes).toEqual(['GRANT_ENDED']);
    expect(grant.granteeKind).toBe('LINK');
    const { data: grants } = await house.ask('samira', 'MyGrants');
    expect(JSON.stringify(grants)).not.toContain(linkSecret);
  });

  it('stopped shows nothing, and a secret of no link reads the same as one that never was', async () => {
    const { data } = await shares({ grantee: { link: true } });
    const { linkSecret, grant } = data.grantAccess;
    expect((await byLink(linkSecret, 'ADMISSION')).codes).toEqual(['NOT_FOUND']);
    await revokes(house, grant.id);
    expect((await byLink(linkSecret)).codes).toEqual(['GRANT_ENDED']);
    const nobodys = await byLink('AAAAAAAAAAAAAAAAAAAAAA');
    expect(nobodys.status).toBe(401);
    expect((await byLink('kort')).status).toBe(401);
  });

  it('attacks 4, 40: opens nothing but what it shares, and no secret that somebody made up opens anything', async () => {
    const { data } = await shares({ grantee: { link: true } });
    const { linkSecret } = data.grantAccess;
    const learner = house.account('samira').webId;
    const asAnybody = (secret: string, query: string) =>
      house.ask(undefined, 'X', {}, { ...guidance, query, headers: { 'x-share-link': secret } });
    const questions = [
      'query X { __schema { types { name } } }',
      `query X { learner(id: "${learner}") { id } }`,
      'query X { receipts { nodes { document } } }',
      'query X { ...on Query { viewer { webId } } }',
    ];
    for (const query of questions) {
      expect((await asAnybody(linkSecret, query)).codes).toEqual(['FORBIDDEN']);
      expect((await asAnybody('AAAAAAAAAAAAAAAAAAAAAA', query)).status).toBe(401);
    }
  });

  it('lasts thirty days at most', async () => {
    const until = new Date(Date.now() + 31 * 86_400_000).toISOString();
    expect((await shares({ grantee: { link: true }, until })).codes).toEqual(['BAD_INPUT']);
  });
});

describe('questions answered with yes or no', () => {
  const claims = [
    { kind: 'STUDY_LOAD', unit: 'EC', atLeast: '2.5' },
    { kind: 'STUDY_LOAD', unit: 'EC', atLeast: '100000' },
  ];

  it('tell no record and no number, and stand in the log', async () => {
    await revokesAll(house);
    const grantee = { person: house.account('adviser').webId };
    const { data } = await shares({ grantee, scope: [], claims });
    expect(data.grantAccess.pod).toBe('CONFIRMED');
    const { data: answer } = await asksClaims();
    expect(answer.learner.claims.map(({ holds, basis }: any) => [holds, basis])).toEqual([
      [true, 'INSTITUTION'],
      [false, null],
    ]);
    const read = await readsSamira(house);
    expect(read.data.learner.records).toMatchObject({ count: 0, nodes: [], totals: [] });
    const { data: log } = await house.ask('samira', 'MyAccessLog', { first: 5 });
    expect(log.myAccessLog.nodes.map(({ kind }: any) => kind)).toContain('CLAIM');
  });

  it('attack 8: the threshold is the learner’s; an argument for it is refused', async () => {
    const query = 'query ($id: ID!) { learner(id: $id) { claims(atLeast: "3") { holds } } }';
    const answer = await house.ask(
      'adviser',
      'X',
      { id: house.account('samira').webId },
      {
        ...guidance,
        query: query.replace('query', 'query X'),
      },
    );
    expect(answer.status).toBe(400);
  });

  it('attack 9: more than five in a grant are refused', async () => {
    const grantee = { person: house.account('adviser').webId };
    const many = Array.from({ length: 6 }, (_, n) => ({
      kind: 'STUDY_LOAD',
      unit: 'EC',
      atLeast: `${n}`,
    }));
    expect((await shares({ grantee, scope: [], claims: many })).codes).toEqual(['BAD_INPUT']);
  });

  it('a block counts for them too, once the views have followed', async () => {
    const blocked = await house.ask('samira', 'BlockRecords', { scope: [{}] });
    expect(blocked.data.blockRecords.pod).toBe('CONFIRMED');
    const { data } = await asksClaims();
    expect(data.learner.claims.map(({ holds }: any) => holds)).toEqual([false, false]);
    await house.ask('samira', 'UnblockRecords', { id: blocked.data.blockRecords.id });
    const { data: after } = await asksClaims();
    expect(after.learner.claims.map(({ holds }: any) => holds)).toEqual([true, false]);
  });
});

describe('a block', () => {
  it('hides records from every grant, but for those excepted, until it is taken back', async () => {
    await revokesAll(house);
    const id = await grantsUniversityResults(house);
    const before = titles(await readsSamira(house));
    expect(before.length).toBeGreaterThan(1);
    const { data } = await house.ask('samira', 'BlockRecords', {
      scope: [{ institutions: [merenveld] }],
    });
    expect(data.blockRecords.pod).toBe('CONFIRMED');
    const hidden = await readsSamira(house);
    expect([hidden.codes, titles(hidden), hidden.data.learner.records.count]).toEqual([[], [], 0]);
    const { data: mine } = await house.ask('samira', 'MyBlocks');
    expect(mine.myBlocks.nodes).toHaveLength(1);
    await house.ask('samira', 'BlockRecords', {
      scope: [{ institutions: [merenveld] }],
      exceptGrants: [id],
    });
    await house.ask('samira', 'UnblockRecords', { id: data.blockRecords.id });
    expect(titles(await readsSamira(house))).toEqual(before);
    const { data: left } = await house.ask('samira', 'MyBlocks');
    await house.ask('samira', 'UnblockRecords', { id: left.myBlocks.nodes[0].id });
  });

  it('holds for a view that still shows it all: the plan hides it at once', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    const { ledger } = house.running.house;
    const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
    if (samira === undefined) throw new Error('no samira');
    // In the database alone: no work for the pod.
    await ledger.db.em().execute(
      `insert into block (id, learner_id, scope, created_at) values
         ('3f0c9a52-8a8e-4f43-9d0b-0f3a4b5c6d7e', ?, '[{}]', clock_timestamp())`,
      [samira.id],
      'run',
    );
    expect(titles(await readsSamira(house))).toEqual([]);
    await ledger.db.em().execute(`update block set scope = '[{"what":1}]'`, [], 'run');
    // One that cannot be read may be a no to anything.
    expect((await readsSamira(house)).codes).toEqual(['NOT_FOUND']);
    await ledger.db.em().execute('delete from block', [], 'run');
    expect(titles(await readsSamira(house)).length).toBeGreaterThan(0);
  });

  it('of a grant that is not one’s own is refused', async () => {
    const id = await grantsUniversityResults(house);
    const answer = await house.ask('barry', 'BlockRecords', { scope: [{}], exceptGrants: [id] });
    expect(answer.codes).toEqual(['NOT_FOUND']);
  });
});

it('a grant that is extended lasts longer, as its next version, with nothing else more', async () => {
  await revokesAll(house);
  const id = await grantsUniversityResults(house);
  const until = new Date(Date.now() + 200 * 86_400_000).toISOString();
  const { data } = await house.ask('samira', 'ExtendGrant', { input: { grantId: id, until } });
  expect(data.extendGrant).toMatchObject({
    pod: 'CONFIRMED',
    grant: { validUntil: until, state: 'ACTIVE' },
  });
  expect((await readsSamira(house)).codes).toEqual([]);
  const sooner = new Date(Date.now() + 86_400_000).toISOString();
  const less = await house.ask('samira', 'ExtendGrant', { input: { grantId: id, until: sooner } });
  expect(less.codes).toEqual(['BAD_INPUT']);
  const ever = new Date(Date.now() + 800 * 86_400_000).toISOString();
  const more = await house.ask('samira', 'ExtendGrant', { input: { grantId: id, until: ever } });
  expect(more.codes).toEqual(['BAD_INPUT']);
});

youngLearners(() => house);
