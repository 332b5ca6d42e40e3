import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../../src/config.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { freePort, projectRoot } from '../../../../src/embedded/index.js';
import { sessionTokenHash } from '../../../../src/identity/index.js';
import { suspendClient } from '../../../../src/suspend-client.js';
import { wireApi } from '../../../../src/wire.js';
import { readsSamira, revokes, revokesAll } from '../../../fixtures/consent-steps.js';
import { pageHeaders, type TestHouse } from '../../../fixtures/house.js';
import { issuerKeyOf } from '../bad-input/tokens.js';
import { type App, appOf, headersWith, nowSeconds } from './app.js';
import { cookieFor, knock } from './knock.js';
import { type Knocking, knockLive, type LiveLine, openLive } from './line.js';
import { shares } from './steps.js';

/** A second process of the same set-up, as a balancer would have behind it. */
interface Other {
  readonly origin: string;
  stop(): Promise<void>;
}
async function otherServer({ setup }: TestHouse): Promise<Other> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const served = await wireApi({ ...setup, port, publicOrigin: origin });
  served.ready();
  return { origin, stop: () => served.stop() };
}

const textOf = (name: string): Promise<string> =>
  readFile(join(projectRoot, 'schema/operations', `${name}.graphql`), 'utf8');
/** Milliseconds: what is promised. */
const promised = 1000;

/** Until what is followed is being followed: there is no word for it in the protocol. */
const settled = () => sleep(500);
const listens = async (line: LiveLine, query: string): Promise<string> => {
  const id = line.subscribe(query);
  await settled();
  return id;
};
const statesOf = (line: LiveLine, id: string): readonly string[] =>
  line.eventsOf(id).map(({ data }) => data.grantEvents.state);
const kindsOf = (line: LiveLine, id: string): readonly string[] =>
  line.eventsOf(id).map(({ data }) => data.myEvents.kind);
const isNext = (line: LiveLine, id: string, state: string) =>
  line.until(
    (got) => got.id === id && got.type === 'next' && got.payload.data.grantEvents.state === state,
  );

/** Who goes on listening after they have no right to. What happens, happens at one process; who listens is at another. */
export function attacksByListening(opened: () => TestHouse): void {
  let house: TestHouse;
  let other: Other;
  let app: App;
  let [myEvents, grantEvents] = ['', ''];
  beforeAll(async () => {
    house = opened();
    other = await otherServer(house);
    app = await appOf(house, 'adviser');
    [myEvents, grantEvents] = [await textOf('MyEvents'), await textOf('GrantEvents')];
    return () => other.stop();
  });
  beforeEach(() => revokesAll(house));

  const connect = async (init: object, more: Partial<Knocking> = {}): Promise<LiveLine> => {
    const line = await openLive({ origin: other.origin, init, ...more });
    onTestFinished(() => line.close());
    await line.until(({ type }) => type === 'connection_ack');
    return line;
  };
  const asPage = async (who: PersonaKey) => {
    const cookie = await cookieFor(house, who);
    const line = await connect({}, { from: other.origin, headers: { cookie } });
    return { cookie, line };
  };
  const proofFor = async ({ token, key }: Pick<App, 'token' | 'key'>, origin = other.origin) =>
    headersWith({ ...house, origin }, token, key)({ claims: { htm: 'GET' } });
  const asApp = async (one: Pick<App, 'token' | 'key'> = app) => connect(await proofFor(one));

  const closing = async (knocking: Partial<Knocking>) => {
    const line = await openLive({ origin: other.origin, ...knocking });
    const { code, reason } = await line.closed;
    return { code, reason, got: line.got.length };
  };

  describe('attack 30: live updates after a stop', () => {
    it('Third-party app 7: deleting the app’s grant stops its subscription at once, with one last word', async () => {
      const line = await asApp();
      const id = await listens(line, grantEvents);
      const grant = await shares(house, { clients: [app.clientId] });
      await isNext(line, id, 'ACTIVE');
      const from = performance.now();
      await revokes(house, grant);
      const ended = await isNext(line, id, 'ENDED');
      const over = await line.until((got) => got.id === id && got.type === 'complete');
      expect(over.at - from).toBeLessThan(promised);
      expect(over.at).toBeGreaterThanOrEqual(ended.at);
      await settled();
      expect(statesOf(line, id)).toEqual(['ACTIVE', 'ENDED']);
    });

    it('a session that was left: closed, and nothing of what happens then', async () => {
      const { cookie, line } = await asPage('samira');
      const id = await listens(line, myEvents);
      const from = performance.now();
      const left = await knock(house, {
        path: '/sign-out',
        headers: { ...pageHeaders, cookie },
      });
      expect(left.status).toBe(204);
      const { code, at } = await line.closed;
      expect(code).toBe(4401);
      expect(at - from).toBeLessThan(promised);
      await shares(house);
      expect(kindsOf(line, id)).toEqual([]);
    });

    it('a session that ran out', async () => {
      const { line, cookie } = await asPage('samira');
      await listens(line, myEvents);
      await house.running.house.ledger.db
        .em()
        .execute(
          `update session set expires_at = clock_timestamp() + interval '200 milliseconds' where token_hash = ?`,
          [sessionTokenHash(cookie.split('=')[1] ?? '')],
          'run',
        );
      const from = performance.now() + 200;
      const { code, at } = await line.closed;
      expect(code).toBe(4401);
      expect(at - from).toBeLessThan(promised);
    });

    it('a token that ran out', async () => {
      const exp = nowSeconds() + 2;
      const key = await importJWK(await issuerKeyOf(house), 'ES256');
      const token = await new SignJWT({ ...decodeJwt(app.token), exp })
        .setProtectedHeader({ ...decodeProtectedHeader(app.token), alg: 'ES256' })
        .sign(key);
      const line = await asApp({ ...app, token });
      await listens(line, grantEvents);
      const { code } = await line.closed;
      expect(code).toBe(4401);
      expect(Date.now() - exp * 1000).toBeLessThan(promised);
    });

    it('an app that was suspended', async () => {
      const grant = await shares(house, { clients: [app.clientId] });
      const line = await asApp();
      const id = await listens(line, grantEvents);
      const config = readConfig({ DATABASE_URL: house.databaseUrl, LOG_LEVEL: 'silent' });
      const order = { client: app.clientId, resume: false };
      await suspendClient(config, order, () => undefined);
      const from = performance.now();
      const { code, at } = await line.closed;
      expect(code).toBe(4401);
      expect(at - from).toBeLessThan(promised);
      await revokes(house, grant);
      expect(statesOf(line, id)).toEqual([]);
      await suspendClient(config, { ...order, resume: true }, () => undefined);
    });

    it('a server that stops lets everybody go, and takes nobody new', async () => {
      const short = await otherServer(house);
      const headers = { cookie: await cookieFor(house, 'samira') };
      const line = await connect({}, { origin: short.origin, from: short.origin, headers });
      const from = performance.now();
      const [{ code, at }] = await Promise.all([line.closed, short.stop()]);
      expect(code).toBe(1001);
      expect(at - from).toBeLessThan(promised);
    });
  });

  describe('what is told', () => {
    it('a learner hears of a grant and a look, in their language and no more', async () => {
      const cookie = await cookieFor(house, 'samira');
      const more = { from: other.origin, headers: { cookie, 'accept-language': 'nl' } };
      const line = await connect({ acceptLanguage: 'en' }, more);
      const id = await listens(line, myEvents);
      const heard = (kinds: readonly string[]) =>
        expect.poll(() => kindsOf(line, id), { timeout: 10_000 }).toEqual(kinds);
      await shares(house);
      // Said, and in force.
      await heard(['GRANT_CHANGED', 'GRANT_CHANGED']);
      await readsSamira(house);
      await heard(['GRANT_CHANGED', 'GRANT_CHANGED', 'LOOK']);
      expect(line.eventsOf(id).at(-1)).toEqual({
        data: {
          myEvents: {
            kind: 'LOOK',
            at: expect.stringMatching(/^\d{4}-/),
            sentence: 'Somebody looked at your records.',
          },
        },
      });
    });

    it('a grantee hears of a yes and of its end, by the ids that they know', async () => {
      const { line } = await asPage('adviser');
      const id = await listens(line, grantEvents);
      const grant = await shares(house);
      await isNext(line, id, 'ACTIVE');
      const known = (await house.ask('adviser', 'ConsentedLearners')).data.consentedLearners.nodes;
      const mine = known.flatMap(({ id: learner, grants }: { id: string; grants: object[] }) =>
        grants.map((one) => ({ learner, ...one })),
      );
      const told = line.eventsOf(id)[0].data.grantEvents;
      expect(mine).toContainEqual(
        expect.objectContaining({ id: told.grant, learner: told.learner, state: 'ACTIVE' }),
      );
      expect(Object.keys(told).toSorted()).toEqual(['at', 'grant', 'learner', 'state']);
      await revokes(house, grant);
      await isNext(line, id, 'ENDED');
      expect(statesOf(line, id)).toEqual(['ACTIVE', 'ENDED']);
    });
  });

  describe('who is let in', () => {
    const nobody = { code: 4401, reason: 'Unauthorized', got: 0 };

    it('a page of another site is refused before anything, with a cookie or without', async () => {
      const headers = { cookie: await cookieFor(house, 'samira') };
      const { origin } = other;
      for (const from of ['https://evil.example', house.origin, 'null']) {
        expect(await knockLive({ origin, from, headers })).toBe(403);
      }
      expect(await knockLive({ origin, path: '/elsewhere' })).toBe(404);
      expect(await knockLive({ origin, headers: { host: 'evil.example' } })).toBe(421);
    });

    it('without a session or a token that is good: the same goodbye, whatever was wrong', async () => {
      const good = await proofFor(app);
      const used = await proofFor(app);
      (await connect(used)).close();
      const wrong: readonly object[] = [
        {},
        { authorization: 'DPoP x', dpop: 'x' },
        { authorization: good.authorization },
        { ...good, authorization: good['authorization']?.replace('DPoP', 'Bearer') },
        await proofFor(app, house.origin),
        await app.headers(),
        used,
        { authorization: 7 },
      ];
      for (const init of wrong) expect(await closing({ init })).toEqual(nobody);
      const cookie = `leerkluis=${'A'.repeat(43)}`;
      expect(await closing({ from: other.origin, headers: { cookie } })).toEqual(nobody);
      const hers = await cookieFor(house, 'samira');
      expect(await closing({ headers: { cookie: hers } })).toMatchObject({ code: 4403, got: 0 });
    });

    it('nothing but a subscription of moderate size is heard, and of one’s own', async () => {
      const { line } = await asPage('adviser');
      const cases: readonly (readonly [string, string])[] = [
        ['{ viewer { webId } }', 'BAD_INPUT'],
        ['mutation { pauseAll { paused } }', 'BAD_INPUT'],
        ['subscription { nothing }', 'BAD_INPUT'],
        ['subscription {', 'BAD_INPUT'],
        [myEvents, 'FORBIDDEN'],
        [`subscription { grantEvents { ${'id: grant '.repeat(31)} } }`, 'COST_LIMIT'],
      ];
      for (const [query, code] of cases) {
        const id = line.subscribe(query);
        const { payload } = await line.until((got) => got.id === id);
        const errors = payload.errors ?? payload;
        expect(errors.map(({ extensions }: any) => extensions.code)).toEqual([code]);
      }
      const ids = Array.from({ length: 11 }, () => line.subscribe(grantEvents));
      const refused = await line.until(({ type, id }) => type === 'error' && id === ids.at(-1));
      expect(refused.payload[0].extensions.code).toBe('COST_LIMIT');
    });

    it('who sends too much, or too often, is let go; and nobody is there more than ten times', async () => {
      const { line, cookie } = await asPage('samira');
      for (let n = 0; n < 101; n += 1) line.send({ type: 'ping' });
      expect((await line.closed).code).toBe(1008);
      const headers = { cookie };
      const lines = await Promise.all(
        Array.from({ length: 10 }, () => connect({}, { from: other.origin, headers })),
      );
      expect(await closing({ from: other.origin, headers })).toMatchObject({ code: 4429 });
      lines[0]?.send({ type: 'ping', payload: { text: 'x'.repeat(20_001) } });
      expect((await lines[0]?.closed)?.code).toBe(1009);
      for (const one of lines) one.close();
    });
  });
}
