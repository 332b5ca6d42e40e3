import { beforeAll, describe, expect, it } from 'vitest';
import { institutionId, type LearnerId } from '../../../src/base/index.js';
import type { NewAccessRequest } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { byLearner, enrol, noor, terms, toNoor, wim } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const asks = (change: Partial<NewAccessRequest> = {}): NewAccessRequest => ({
  grantee: noor.webId,
  client: noor.client,
  purpose: 'CAREER_GUIDANCE',
  items: [
    {
      recordTypes: ['RESULT'],
      institutions: [institutionId('heidestad.example')],
      facets: ['core', 'assessment'],
      required: true,
    },
    { recordTypes: ['DIPLOMA'], institutions: [], facets: ['core'], required: false },
  ],
  personFacets: ['name'],
  reason: 'Om samen te kijken welke master bij je past.',
  until: new Date('2027-03-01T00:00:00.000Z'),
  ...change,
});
/** As often as a test likes; that there is a limit has tests of its own. */
async function ask(learner: LearnerId | undefined, asked: string, request: NewAccessRequest) {
  const id = await kluis.ledger.requests.add(learner, asked, request, 1000);
  if (id === undefined) throw new Error('nobody asked a thousand times');
  return id;
}
const statesOf = async (learner: LearnerId) =>
  (await kluis.ledger.requests.ofLearner(learner)).map(({ state }) => state);
const yesTo = (answers: string) => ({
  grantee: toNoor,
  terms: terms(),
  actor: byLearner,
  answers,
});

it('a learner reads what was asked, and finds the asking in the log', async () => {
  const learner = await enrol(kluis.ledger);
  const id = await ask(learner, 'https://pod.example/asked#me', asks());
  const found = await kluis.ledger.requests.byId(learner, id);
  expect(found).toEqual({ ...asks(), id, state: 'OPEN', createdAt: found?.createdAt });
  expect(await kluis.ledger.requests.ofLearner(learner)).toEqual([found]);
  expect(await kluis.ledger.log.read(learner, 1)).toMatchObject([
    { kind: 'POLICY', event: 'ACCESS_REQUESTED', grantee: noor.webId, actor: noor },
  ]);
});

it('asking is no change of policy', async () => {
  const learner = await enrol(kluis.ledger);
  await ask(learner, 'https://pod.example/asked#me', asks());
  expect(await kluis.ledger.grants.policyBetween(learner, [noor.webId])).toMatchObject({
    epoch: 0,
  });
});

it('asking somebody who has no kluis here is stored alike and answered alike', async () => {
  const learner = await enrol(kluis.ledger);
  const ids = [
    await ask(learner, 'https://pod.example/asked#me', asks()),
    await ask(undefined, 'https://pod.example/nobody#me', asks()),
  ];
  const [known, unknown] = await kluis.sql(
    `select grantee, client, purpose, items, person_facets, reason, until, state, answered_at from access_request
     where id = any($1) order by learner_id nulls last`,
    [ids],
  );
  expect(unknown).toEqual(known);
  expect(unknown).toBeDefined();
});

it('a new ask replaces the open one of the same grantee, and of nobody else', async () => {
  const { requests } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  const first = await ask(learner, 'https://pod.example/asked#me', asks());
  const ofWim = await ask(learner, 'https://pod.example/asked#me', asks({ grantee: wim.webId }));
  const neighbour = await enrol(kluis.ledger);
  await ask(neighbour, 'https://pod.example/asked#me', asks());
  const second = await ask(
    learner,
    'https://pod.example/asked#me',
    asks({ reason: 'Nu ook voor je stage.' }),
  );
  const open = (await requests.ofLearner(learner)).map(({ id }) => id);
  expect(open.toSorted()).toEqual([ofWim, second].toSorted());
  expect(await requests.byId(learner, first)).toMatchObject({ state: 'REPLACED' });
  expect(await statesOf(neighbour)).toEqual(['OPEN']);
});

it('asked twice at once, one request is open', async () => {
  const learner = await enrol(kluis.ledger);
  const both = Array.from({ length: 4 }, () =>
    ask(learner, 'https://pod.example/asked#me', asks()),
  );
  await Promise.all(both);
  expect(await statesOf(learner)).toEqual(['OPEN']);
});

it('a declined request cannot be granted, replaced or declined again; a new ask meanwhile is not laid before the learner', async () => {
  const { requests, grants } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  const id = await ask(learner, 'https://pod.example/asked#me', asks());
  expect(await requests.decline(learner, id, byLearner)).toBe(true);
  expect(await requests.decline(learner, id, byLearner)).toBe(false);
  expect(await grants.grant(learner, yesTo(id))).toEqual({ kind: 'not open' });
  expect(await grants.ofLearner(learner)).toEqual([]);
  await ask(learner, 'https://pod.example/asked#me', asks());
  expect(await statesOf(learner)).toEqual(['DECLINED']);
});

it('two yeses to one request at once make one grant', async () => {
  const { grants } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  const id = await ask(learner, 'https://pod.example/asked#me', asks());
  const yeses = Array.from({ length: 2 }, () => grants.grant(learner, yesTo(id)));
  expect((await Promise.all(yeses)).filter((given) => given?.kind === 'made')).toHaveLength(1);
  expect(await grants.ofLearner(learner)).toHaveLength(1);
  expect(await statesOf(learner)).toEqual(['GRANTED']);
});

it('a yes and a no at once: one of them counts', async () => {
  const { requests, grants } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  const id = await ask(learner, 'https://pod.example/asked#me', asks());
  const [given, declined] = await Promise.all([
    grants.grant(learner, yesTo(id)),
    requests.decline(learner, id, byLearner),
  ]);
  expect(declined).toBe(given?.kind !== 'made');
  expect(await statesOf(learner)).toEqual([declined ? 'DECLINED' : 'GRANTED']);
});

describe("a request is its learner's own:", () => {
  it.each(['shown', 'granted', 'declined'] as const)('a neighbour has it not %s', async (what) => {
    const { requests, grants } = kluis.ledger;
    const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
    const id = await ask(samira, 'https://pod.example/asked#me', asks());
    const tries = {
      shown: () => requests.byId(barry, id),
      granted: async () => (await grants.grant(barry, yesTo(id)))?.kind === 'made',
      declined: () => requests.decline(barry, id, byLearner),
    };
    expect((await tries[what]()) ?? false).toBe(false);
    expect(await statesOf(samira)).toEqual(['OPEN']);
    expect(await grants.ofLearner(barry)).toEqual([]);
  });
});
