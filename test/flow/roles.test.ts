import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedBuilderKey } from '../../src/builder-public-key.js';
import { type Answer, openSetUp, type SetUp, school } from '../fixtures/set-up.js';
import { appOf } from './house/attacks/app.js';

const guidance = { 'x-purpose': 'CAREER_GUIDANCE' };

describe('one database, one pod server, a worker and two apis, each a process of its own', () => {
  let all: SetUp;
  beforeAll(async () => {
    all = await openSetUp();
  }, 180_000);
  afterAll(() => all.stop(), 60_000);

  /** Noor asks at one api; Samira says yes at the other, and the pod follows. @returns the grant's id. */
  async function grants(): Promise<string> {
    const input = {
      learner: all.account('samira').webId,
      purpose: 'CAREER_GUIDANCE',
      items: [
        { recordTypes: ['RESULT'], institutions: [], facets: ['CORE', 'CREDITS'], required: true },
      ],
      reason: 'Om samen te kijken welke opleiding past.',
      until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    };
    await all.ask({ at: 1, who: 'adviser', operation: 'RequestAccess', variables: { input } });
    const asked = await all.ask({ at: 0, who: 'samira', operation: 'MyRequests' });
    const open = asked.data.myRequests.nodes.find(
      ({ state }: { state: string }) => state === 'OPEN',
    );
    const yes = {
      requestId: open.id,
      decision: 'GRANT',
      scope: [{ types: ['RESULT'], institutions: [school] }],
      facets: ['CORE', 'CREDITS'],
    };
    const answer = await all.ask({
      at: 0,
      who: 'samira',
      operation: 'AnswerAccessRequest',
      variables: { input: yes },
    });
    const { id } = answer.data.answerAccessRequest.grant;
    await podSays('CONFIRMED', id);
    return id;
  }
  const reads = (at: 0 | 1): Promise<Answer> =>
    all.ask({
      at,
      who: 'adviser',
      operation: 'LearnerRecords',
      variables: { learner: all.account('samira').webId },
      headers: guidance,
    });
  const revokes = async (at: 0 | 1, id: string) =>
    (await all.ask({ at, who: 'samira', operation: 'RevokeGrant', variables: { id } })).data
      .revokeGrant.pod;
  const podOf = async (id: string) => {
    const { data } = await all.ask({ at: 1, who: 'samira', operation: 'MyGrants' });
    return data.myGrants.nodes.find((grant: { id: string }) => grant.id === id).pod;
  };

  /** Whether the pod has done what was said, however long it takes on a busy machine. */
  const podSays = (state: string, id: string) =>
    expect.poll(() => podOf(id), { timeout: 40_000, interval: 200 }).toBe(state);

  it('the apis have no private key of the builder, and no folder that holds it', async () => {
    const own = (await readdir(all.builderKeysDir)).toSorted();
    expect(own).toEqual(['attestation.pem', 'builder-issuer.pem', 'issuers']);
    const shared = await readdir(all.keysDir);
    expect(shared).toEqual(
      expect.arrayContaining(['attestation.pub.pem', 'builder-issuer.pub.pem']),
    );
    expect(shared).not.toContain('attestation.pem');
    expect(shared).not.toContain('builder-issuer.pem');
  });

  it('both apis publish the same keys, and the worker shows nothing but whether it is well', async () => {
    for (const path of ['/jwks', '/builder/jwks', '/attestation/jwks', '/agents/builder']) {
      const [one, other] = await Promise.all(
        ['0', '1'].map(async (to) =>
          (await fetch(all.origin + path, { headers: { 'x-to': to } })).text(),
        ),
      );
      expect(one).toMatch(/kid|oidcIssuer/);
      expect(other).toBe(one);
    }
    const worker = `http://127.0.0.1:${all.workerPort}`;
    expect((await fetch(`${worker}/readyz`)).status).toBe(200);
    for (const path of ['/graphql', '/graphiql', '/jwks', '/agents/builder', '/demo/samira']) {
      expect((await fetch(worker + path)).status).toBe(404);
    }
  });

  it('what one api fetched and granted is read through the other', async () => {
    const variables = { institution: school };
    const sync = { operation: 'SyncInstitution', variables } as const;
    const { data } = await all.ask({ at: 0, who: 'samira', ...sync });
    expect(data.syncInstitution.received).toBeGreaterThan(0);
    expect((await reads(1)).codes).toEqual(['NOT_FOUND']);
    await grants();
    const count = async () => (await reads(1)).data.learner.records.count;
    await expect.poll(count, { timeout: 40_000, interval: 200 }).toBe(12);
    const read = await reads(1);
    const other = await reads(0);
    expect(other.data.learner.id).toBe(read.data.learner.id);
    expect(other.data.learner.records.nodes).toEqual(read.data.learner.records.nodes);
  });

  it('what one api revokes, the other refuses at once', async () => {
    const id = await grants();
    expect((await reads(1)).codes).toEqual([]);
    const { data } = await all.ask({ at: 0, who: 'samira', operation: 'MyGrants' });
    for (const grant of data.myGrants.nodes) {
      if (grant.state === 'ACTIVE') await revokes(0, grant.id);
    }
    expect((await reads(1)).codes).toEqual(['GRANT_ENDED']);
    await podSays('CONFIRMED', id);
  });

  it('a proof used at one api is refused at the other, and a new one is not', async () => {
    const app = await appOf(all, 'adviser');
    const variables = { learner: all.account('samira').webId };
    const knock = { operation: 'LearnerRecords', variables };
    const headers = { ...(await app.headers()), ...guidance };
    expect(await all.ask({ at: 0, ...knock, headers })).toMatchObject({ status: 200 });
    const again = await all.ask({ at: 1, ...knock, headers });
    expect(again).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    const fresh = { ...(await app.headers()), ...guidance };
    expect(await all.ask({ at: 1, ...knock, headers: fresh })).toMatchObject({ status: 200 });
  });

  it('without a worker a revoke counts all the same; the next worker sees to the pod', async () => {
    const id = await grants();
    const worker = all.processes.find(({ role }) => role === 'worker');
    await worker?.end('SIGKILL');
    expect(await revokes(0, id)).toBe('PENDING');
    expect((await reads(1)).codes).toEqual(['GRANT_ENDED']);
    expect(await podOf(id)).toBe('PENDING');
    await all.startWorker();
    await podSays('CONFIRMED', id);
  }, 120_000);

  it('asked to stop, every process ends well', async () => {
    const running = all.processes.filter(({ ended }) => !ended());
    expect(running.map(({ role }) => role).toSorted()).toEqual(['api', 'api', 'pods', 'worker']);
    for (const one of running) expect(await one.end('SIGTERM')).toBe(0);
  }, 60_000);
});

it('an api that no worker ever made a key for says so in one sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leerkluis-no-worker-'));
  const waiting = publishedBuilderKey(folder, 300);
  await expect(waiting).rejects.toThrow('please start a worker');
  await rm(folder, { recursive: true });
});
