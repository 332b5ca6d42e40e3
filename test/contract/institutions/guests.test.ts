import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type DemoInstitution,
  demoPeople,
  type LearnerInfo,
  universityAssociations,
} from '../../../src/demo/institutions/index.js';
import { application, basic, get, isObject, itemsOf, type Json, school } from './school.js';

const now = () => new Date('2026-11-28T12:00:00Z');
const guest: LearnerInfo = {
  eduid: '7be2d0f1-55aa-4c3e-9d10-7f6f2b1c0e99',
  givenName: 'Noor',
  surname: 'Visser',
  mail: 'noor.visser@post.example',
  eppn: 'n.visser@heidestad.example',
};
/** As an issuer that is asked of each token; one learner to a number, so that tests do not meet. */
const tokensOf = async (token: string) => {
  const [, n] = /^token-(\d+)$/.exec(token) ?? [];
  if (n === undefined) return undefined;
  const eduid = n === '0' ? guest.eduid : `${guest.eduid.slice(0, -2)}${n.padStart(2, '0')}`;
  return { person: { ...guest, eduid } };
};
const credentials = { applicationId: 'leerkluis', password: 'proef', learnerTokens: tokensOf };

/** The school that the guest comes from, as far as it is told something. */
const told: { readonly url: string; readonly login: string | undefined; readonly body: unknown }[] =
  [];
const home = createServer((request, response) => {
  let text = '';
  request.on('data', (part: Buffer) => {
    text += part.toString('utf8');
  });
  request.once('end', () => {
    const body: unknown = JSON.parse(text);
    told.push({
      url: `${request.method} ${request.url}`,
      login: request.headers.authorization,
      body,
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
const homeUrl = await new Promise<string>((resolve) => {
  home.listen(0, '127.0.0.1', () => {
    const at = home.address();
    resolve(`http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`);
  });
});
afterAll(() => {
  home.closeAllConnections();
  home.close();
});
const authorization = basic('merenveld', 'van de gastheer');
const signedIn: typeof fetch = (url, init) => {
  const headers = new Headers(init?.headers);
  headers.set('authorization', authorization);
  return fetch(url, { ...init, headers });
};

const notify = { url: homeUrl, fetch: signedIn };
const host = await school('university', { now, credentials, notify });
const host6 = await school('university', {
  now,
  credentials,
  version: 6,
  notify: { ...notify, version: 6 },
});

const runOf = async (primaryCode: string, list = 'courses', id = 'courseId'): Promise<Json> => {
  const found = itemsOf((await get(host, `/${list}?primaryCode=${primaryCode}`)).body)[0] ?? {};
  const path = `/${list}/${String(found[id])}/offerings?since=2026-08-01`;
  return itemsOf((await get(host, path)).body)[0] ?? {};
};
// biome-ignore format: a table is read in columns
const runs = {
  open:    await runOf('GEO-210'),
  counted: await runOf('BIO-210'),
  full:    await runOf('CIW-210'),
  queue:   await runOf('INF-130'),
  soon:    await runOf('BIO-205'),
  over:    await runOf('BIO-310'),
  waits:   await runOf('GEO-320'),
  denies:  await runOf('EDU-302'),
  minor:   await runOf('M-GLO', 'programs', 'programId'),
};

const issuer = { primaryCode: { codeType: 'schacHome', code: 'heidestad.example' } };
async function send(
  to: DemoInstitution,
  [method, path, type]: readonly [string, string, string],
  login: string,
  body: unknown,
): Promise<{ readonly status: number; readonly body: Json }> {
  const response = await fetch(`${to.url}${path}`, {
    method,
    headers: { authorization: login, 'content-type': type },
    body: JSON.stringify(body),
  });
  const said: unknown = await response.json();
  return { status: response.status, body: isObject(said) ? said : {} };
}
const json = 'application/json';
const external = '/associations/external/me';
const ask = (n: number, offering: unknown, remoteState: unknown = 'associated') =>
  send(host, ['POST', external, json], `Bearer token-${n}`, { remoteState, offering, issuer });
const patch = (id: unknown, body: unknown, login = application) =>
  send(host, ['PATCH', `/associations/${String(id)}`, 'application/merge-patch+json'], login, body);
const stateOf = async (id: unknown) =>
  (await get(host, `/associations/${String(id)}`)).body['state'];
const placesOf = async (run: Json) => {
  const { body } = await get(host, `/offerings/${String(run['offeringId'])}`);
  return [body['enrolledNumberStudents'], body['pendingNumberStudents']];
};

it('a guest is enrolled, once however often they ask, and counted', async () => {
  expect(await placesOf(runs.counted)).toEqual([41, undefined]);
  const first = await ask(0, runs.counted);
  expect(first).toMatchObject({ status: 201, body: { state: 'associated' } });
  expect(first.body['message']).toEqual([
    { language: 'nl-NL', value: 'Je bent ingeschreven voor Gedrag van dieren.' },
    { language: 'en-GB', value: 'You are enrolled in Animal Behaviour.' },
  ]);
  const again = await ask(0, runs.counted['offeringId']);
  expect(again).toEqual({ status: 200, body: first.body });
  expect(await placesOf(runs.counted)).toEqual([42, undefined]);
});

it('what the host keeps of a guest is what the issuer told', async () => {
  const { body } = await get(host, '/persons/me', { authorization: 'Bearer token-0' });
  expect(body).toMatchObject({
    givenName: 'Noor',
    surname: 'Visser',
    displayName: 'Noor Visser',
    mail: 'noor.visser@post.example',
    affiliations: ['guest'],
  });
  const list = await get(host, `/persons/${String(body['personId'])}/associations`);
  expect(itemsOf(list.body)).toMatchObject([{ state: 'associated', role: 'student' }]);
  expect(JSON.stringify(list.body)).not.toContain('remoteState');
  expect(host.enrolments()).toMatchObject([
    { home: 'heidestad.example', remoteState: 'associated' },
  ]);
  const unknown = await get(host, '/persons/me', { authorization: 'Bearer token-98' });
  expect(unknown.status).toBe(404);
});

const samiras = async () => ({
  person: { ...guest, eduid: '5e2f9d47-1b8a-49c3-a0d4-3cf6b7e85a09' },
});

it('whoever the school has by the same eduID is no guest but that learner', async () => {
  const own = await school('university', {
    now,
    credentials: { ...credentials, learnerTokens: samiras },
  });
  const { body } = await get(own, '/persons/me', { authorization: 'Bearer any' });
  expect(body['personId']).toBe(demoPeople.university.samira.personId);
});

// biome-ignore format: a table is read in columns
const decided = [
  // what                                     run            state        words
  ['full, without a queue, is denied',        runs.full,   'denied',     'er is geen plaats meer'],
  ['full, with a queue, is queued',           runs.queue,  'queued',     'wachtlijst'],
  ['something asked of them waits to hear',   runs.waits,  'pending',    'besluit later'],
  ['no guests is denied',                     runs.denies, 'denied',     'laat nu geen gasten toe'],
  ['a minor is a place too',                  runs.minor,  'associated', 'ingeschreven'],
] as const;
it.each(decided)('%s', async (_what, run, state, words) => {
  const { status, body } = await ask(1, run);
  expect([status, body['state']]).toEqual([201, state]);
  expect(JSON.stringify(body['message'])).toContain(words);
});

const beside = { remoteState: 'associated' };
// biome-ignore format: a table is read in columns
const refused = [
  ['before the period',            () => ask(2, runs.soon),                                403],
  ['after the period',             () => ask(2, runs.over),                                403],
  ['for what is not there',        () => ask(2, '00000000-0000-4000-8000-000000000000'),   400],
  ['without a state',              () => ask(2, runs.open, 7),                             400],
  ['as one who gave it up',        () => ask(2, runs.open, 'canceled'),                    400],
  ['in a word of version 6',       () => ask(2, runs.open, 'cancelled'),                   400],
  ['in another media type',        () => send(host, ['POST', external, 'text/plain'], 'Bearer token-2', beside), 415],
  ['with what is no object',       () => send(host, ['POST', external, json], 'Bearer token-2', 'x'),            400],
  ['with far too much',            () => send(host, ['POST', external, json], 'Bearer token-2', 'x'.repeat(200_000)), 413],
  ['with an unknown token',        () => send(host, ['POST', external, json], 'Bearer token-x', beside),         401],
  ['with the application’s login', () => send(host, ['POST', external, json], application, beside),              401],
] as const;
it.each(refused)('asked %s is refused, and nobody is there', async (_how, asking, status) => {
  const before = host.enrolments().length;
  const { status: answered, body } = await asking();
  expect(answered).toBe(status);
  expect(body).toMatchObject({ status: String(status) });
  expect(host.enrolments()).toHaveLength(before);
});

describe('the school that the guest comes from', () => {
  it('withdraws: the place is free again, and can be asked for again under the same id', async () => {
    const { body } = await ask(3, { primaryCode: runs.open['primaryCode'] });
    const places = await placesOf(runs.open);
    const gone = await patch(body['associationId'], { remoteState: 'canceled' });
    expect(gone).toMatchObject({ status: 200, body: { state: 'canceled' } });
    expect(await placesOf(runs.open)).toEqual([Number(places[0]) - 1, places[1]]);
    expect(await stateOf(body['associationId'])).toBe('canceled');
    const again = await ask(3, runs.open);
    expect(again).toMatchObject({
      status: 200,
      body: { associationId: body['associationId'], state: 'associated' },
    });
    expect(await placesOf(runs.open)).toEqual(places);
  });

  it('gives no results, and changes nothing of the host’s own students', async () => {
    const { body } = await ask(3, runs.open);
    const mark = { result: { state: 'completed', score: '10' } };
    expect((await patch(body['associationId'], mark)).status).toBe(403);
    const own = universityAssociations.samiraInProgress;
    expect((await patch(own, { remoteState: 'canceled' })).status).toBe(405);
    expect(await stateOf(own)).toBe('associated');
    const stranger = await patch(body['associationId'], { remoteState: 'canceled' }, 'Basic eA==');
    expect(stranger.status).toBe(401);
  });

  it('is told what is decided by hand, and of a result, in the host’s own name', async () => {
    const { body } = await ask(4, runs.waits);
    const id = String(body['associationId']);
    told.length = 0;
    expect(await host.decideLater(id, 'associated')).toBe(200);
    const result = {
      state: 'completed',
      pass: 'passed',
      score: '7.5',
      resultDate: '2026-11-27',
      studyLoad: { studyLoadUnit: 'ects', value: 10 },
    } as const;
    expect(await host.giveResult(id, result)).toBe(200);
    const to = { url: `PATCH /associations/${id}`, login: authorization };
    expect(told).toEqual([
      { ...to, body: { remoteState: 'associated' } },
      { ...to, body: { remoteState: 'associated', result } },
    ]);
    expect((await get(host, `/associations/${id}`)).body['result']).toEqual(result);
    await expect(host.giveResult(universityAssociations.samiraPassed, result)).rejects.toThrow(
      RangeError,
    );
  });
});

describe('a test decides what the host says', () => {
  it('at once, of one offering or of all', async () => {
    const reason = { nl: 'de groep is compleet', en: 'the group is complete' };
    host.decide({ decide: 'queued' });
    host.decide({ decide: 'denied', reason }, String(runs.open['offeringId']));
    const denied = await ask(5, runs.open);
    expect(denied.body['state']).toBe('denied');
    expect(JSON.stringify(denied.body['message'])).toContain(reason.en);
    expect((await ask(5, runs.counted)).body['state']).toBe('queued');
    host.decide(undefined);
    host.decide(undefined, String(runs.open['offeringId']));
    expect((await ask(6, runs.open)).body['state']).toBe('associated');
  });

  it('after a while: pending until then', async () => {
    host.decide({ decide: 'denied', afterMs: 5 });
    const { body } = await ask(7, runs.open);
    host.decide(undefined);
    expect(body['state']).toBe('pending');
    await expect.poll(() => stateOf(body['associationId']), { interval: 2 }).toBe('denied');
  });

  it('nothing, and does nothing; or does it and is not heard', async () => {
    host.behave({ down: true, at: external });
    await expect(ask(8, runs.open)).rejects.toThrow('fetch failed');
    host.behave({ failEvery: 1, at: external });
    expect((await ask(8, runs.open)).status).toBe(503);
    const before = host.enrolments().length;
    host.behave({ cutAfter: 0, at: external });
    await expect(ask(8, runs.open)).rejects.toThrow('terminated');
    host.behave({});
    expect(host.enrolments()).toHaveLength(before + 1);
    expect((await ask(8, runs.open)).status).toBe(200);
  });
});

it('version 6 has an address for each kind, and its own words', async () => {
  const path = '/course-offering-associations';
  const ask6 = (offering: Json) =>
    send(host6, ['POST', `${path}/external/me`, json], 'Bearer token-9', {
      remoteState: 'associated',
      issuer,
      ...offering,
    });
  const { status, body } = await ask6({ courseOfferingId: runs.open['offeringId'] });
  expect([status, body['state']]).toEqual([201, 'associated']);
  const whole = { courseOffering: { courseOfferingId: runs.open['offeringId'] } };
  expect(await ask6(whole)).toEqual({ status: 200, body });
  expect((await ask6({ courseOfferingId: runs.minor['offeringId'] })).status).toBe(400);
  const target = `${path}/${String(body['associationId'])}`;
  expect((await get(host6, target)).body).toMatchObject({ remoteState: 'associated' });
  const withdraw = { remoteState: 'cancelled' };
  const type = 'application/merge-patch+json';
  const gone = await send(host6, ['PATCH', target, type], application, withdraw);
  expect(gone).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  told.length = 0;
  await host6.decideLater(String(body['associationId']), 'denied');
  expect(told).toMatchObject([{ url: `PATCH ${target}`, body: { remoteState: 'denied' } }]);
  const minor = { programmeOfferingId: runs.minor['offeringId'], remoteState: 'pending' };
  const other = '/programme-offering-associations/external/me';
  expect((await send(host6, ['POST', other, json], 'Bearer token-9', minor)).status).toBe(201);
});

it('a token is in nothing that the school remembers', () => {
  expect(host.requests.length).toBeGreaterThan(20);
  expect(JSON.stringify([host.requests, host.enrolments()])).not.toMatch(/token-|Noor|Visser/);
});
