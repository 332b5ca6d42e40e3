import { Client } from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readsSamira, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { postgresUrl } from '../../fixtures/postgres.js';
import { recordsIn, shares } from './attacks/steps.js';

const poll = { timeout: 20_000, interval: 20 };
const isView = ({ path }: { readonly path: string }): boolean => path.includes('/shared/');

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ isQuiet: true });
  return () => house.stop();
}, 120_000);
beforeEach(() => revokesAll(house));

/** As somebody else on the same server, who is not of the database that goes. */
async function onServer(...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: await postgresUrl() });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
const database = () => new URL(house.databaseUrl).pathname.slice(1);
const databaseGoes = () =>
  onServer(
    `alter database "${database()}" allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database()}'`,
  );
async function databaseIsBack(): Promise<void> {
  await onServer(`alter database "${database()}" allow_connections true`);
  await expect.poll(async () => (await house.ask('samira', 'Viewer')).codes, poll).toEqual([]);
  house.faults.splice(0);
}
const looksLogged = async (): Promise<number> => {
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 100 });
  return data.myAccessLog.nodes.filter(({ kind }: { kind: string }) => kind === 'READ').length;
};
const stateOf = async (id: string) => {
  const { data } = await house.ask('samira', 'MyGrants');
  return data.myGrants.nodes.find((grant: { id: string }) => grant.id === id);
};

describe('attack 23: the database is down', () => {
  it('a stop says that it did not count, nothing is released, and all is as it was once it is back', async () => {
    const grant = await shares(house);
    expect((await readsSamira(house)).codes).toEqual([]);
    const before = await looksLogged();
    await databaseGoes();
    const [stop, read] = [await revokes(house, grant), await readsSamira(house)];
    house.proxy.forget();
    await databaseIsBack();
    expect([stop.codes, read.codes]).toEqual([['UPSTREAM'], ['UPSTREAM']]);
    expect([stop.data ?? null, read.data?.learner ?? null]).toEqual([null, null]);
    expect(await stateOf(grant)).toMatchObject({ state: 'ACTIVE', pod: 'CONFIRMED' });
    expect(await looksLogged()).toBe(before);
    expect((await revokes(house, grant)).data.revokeGrant.pod).toBe('CONFIRMED');
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
  });

  it('while the pod was being read: what it said does not leave, for no line can be written', async () => {
    await shares(house);
    const before = await looksLogged();
    house.proxy.delay((answer) => (isView(answer) ? 700 : 0));
    house.proxy.forget();
    const asked = readsSamira(house, { first: 250 });
    await expect.poll(() => house.proxy.requests.some(isView), poll).toBe(true);
    await databaseGoes();
    const answer = await asked;
    house.proxy.delay(() => 0);
    await databaseIsBack();
    expect([answer.codes, answer.data?.learner ?? null]).toEqual([['UPSTREAM'], null]);
    expect(await looksLogged()).toBe(before);
  });
});

describe('attack 23: the pod is down', () => {
  it('a stop counts at once and says that the pod follows; what it holds leaves no more', async () => {
    const grant = await shares(house);
    expect(recordsIn(await readsSamira(house)).length).toBeGreaterThan(0);
    house.proxy.setDown(true);
    try {
      const down = await readsSamira(house);
      expect([down.codes, down.data?.learner ?? null]).toEqual([['UPSTREAM'], null]);
      expect((await revokes(house, grant)).data.revokeGrant.pod).toBe('PENDING');
      expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    } finally {
      house.proxy.setDown(false);
    }
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await expect.poll(async () => (await stateOf(grant)).pod, poll).toBe('CONFIRMED');
    house.faults.splice(0);
  });

  it('a yes counts no sooner than the pod has it', async () => {
    house.proxy.setDown(true);
    let grant: string;
    try {
      grant = await shares(house);
      expect((await readsSamira(house)).data?.learner ?? null).toBeNull();
    } finally {
      house.proxy.setDown(false);
    }
    await expect.poll(async () => (await stateOf(grant)).pod, poll).toBe('CONFIRMED');
    expect(recordsIn(await readsSamira(house)).length).toBeGreaterThan(0);
    house.faults.splice(0);
  });
});
