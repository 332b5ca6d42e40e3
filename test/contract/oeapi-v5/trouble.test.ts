import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import {
  demoInstitutions,
  demoPeople,
  hogeschoolAssociations,
  type InstitutionKey,
  type StartOptions,
  startInstitution,
} from '../../../src/demo/institutions/index.js';
import {
  connectOeapi,
  type OeapiSettings,
  readDelivery,
  sourceProblemOf,
} from '../../../src/institutions/index.js';

const credentials = { applicationId: 'leerkluis', password: 'proef' };

async function open(key: InstitutionKey, more: Partial<StartOptions> = {}) {
  const at = { port: 0, host: '127.0.0.1' } as const;
  const server = await startInstitution(key, { ...at, credentials, ...more });
  afterAll(server.stop);
  const { id, name } = demoInstitutions[key];
  const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
  const institution = { id: institutionId(id), name: texts };
  const connect = (change: Partial<OeapiSettings> = {}) =>
    connectOeapi({
      institution,
      baseUrl: server.url,
      credentials: { user: 'leerkluis', password: 'proef' },
      fetch: globalThis.fetch,
      now: () => new Date(),
      timeoutMs: 1000,
      patience: {
        gate: { atOnce: 4, perSecond: 1000, burst: 1000 },
        retry: { tries: 3, backoffMs: 20, longestRetryAfterMs: 5000 },
      },
      ...change,
    });
  return { server, institution, connect };
}

const school = await open('hogeschool');
const { server, institution } = school;
const { barry } = demoPeople.hogeschool;
beforeEach(() => {
  server.behave({});
  server.forgetRequests();
});

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => sourceProblemOf(error),
  );

it('all of a slow school that fails now and then arrives', async () => {
  server.behave({ delayMs: [10, 80], failEvery: 3, retryAfterS: 0 });
  const reading = await school.connect().readLearner(barry.personId, 'row-1');
  expect(reading).toMatchObject({ complete: true, issues: [] });
  const records = reading.deliveries.flatMap((one) => readDelivery(one, institution).records);
  expect(records).toHaveLength(barry.associations + barry.withResult);
  expect(server.requests.length).toBeGreaterThan(3);
});

describe('a school in trouble', () => {
  // biome-ignore format: a table is read in columns
  const troubles = [
    ['is down',            { down: true },                        3, 'NO_ANSWER'],
    ['breaks off',         { cutAfter: 30 },                      3, 'NO_ANSWER'],
    ['is too slow',        { delayMs: 60_000 },                   3, 'NO_ANSWER'],
    ['is out of order',    { failEvery: 1, retryAfterS: 0 },      3, 'BUSY'],
    ['is asked too much',  { tooMany: true, retryAfterS: 3600 },  1, 'BUSY'],
  ] as const;
  it.each(troubles)('that %s (%j) is asked %i times: %s', async (_, behaviour, times, problem) => {
    server.behave(behaviour);
    const connection = school.connect({ timeoutMs: 150 });
    expect(await problemOf(connection.readLearner(barry.personId, 'row-1'))).toBe(problem);
    expect(server.requests).toHaveLength(times);
  });

  it('that does not know our password refuses', async () => {
    const connection = school.connect({ credentials: { user: 'leerkluis', password: 'oud' } });
    expect(await problemOf(connection.readLearner(barry.personId, 'row-1'))).toBe('REFUSED');
  });

  it('is left alone after five failures, and asked again later', async () => {
    server.behave({ down: true });
    const patience = {
      retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 0 },
      breaker: { failures: 5, pauseMs: 100 },
    };
    const connection = school.connect({ patience });
    const read = () => problemOf(connection.readLearner(barry.personId, 'row-1'));
    for (let n = 0; n < 5; n += 1) expect(await read()).toBe('NO_ANSWER');
    expect([await read(), await read()]).toEqual(['PAUSED', 'PAUSED']);
    expect(server.requests).toHaveLength(5);
    server.behave({});
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await read()).toBe('none');
  });
});

it('of two pages, the one that points to a course that cannot be had waits for another time', async () => {
  const bulk = { learner: 'barry', results: 260 } as const;
  const big = await open('university', { bulk });
  const person = demoPeople.university.barry.personId;
  const connection = big.connect();
  const first = await connection.readLearner(person, 'row-1');
  expect(first.complete).toBe(true);
  expect(first.deliveries).toHaveLength(2);
  const onSecond = first.deliveries[1]?.lookups.find(({ url }) => url.includes('/courses/'))?.url;
  big.server.behave({ down: true, at: new URL(onSecond ?? '').pathname });
  const second = await connection.readLearner(person, 'row-1');
  expect(second).toMatchObject({
    complete: false,
    problem: 'NO_ANSWER',
    issues: [{ code: 'LOOKUP_FAILED', path: 'pageNumber=2' }],
  });
  expect(second.deliveries.map(({ page }) => page.sha256)).toEqual([
    first.deliveries[0]?.page.sha256,
  ]);
  big.server.behave({});
  expect((await connection.readLearner(person, 'row-1')).complete).toBe(true);
}, 60_000);

it('many results of one learner arrive whole, with the sum that the school worked out', async () => {
  const bulk = { learner: 'samira', results: 100 } as const;
  const big = await open('roc', { bulk });
  const person = demoPeople.roc.samira;
  const { deliveries } = await big.connect().readLearner(person.personId, 'row-1');
  const read = deliveries.map((delivery) => readDelivery(delivery, big.institution));
  const facets = read.flatMap(({ records }) => records.map((record) => record.facets));
  const earned = facets.filter(({ credits }) => credits?.earning === 'EARNED');
  expect(earned).toHaveLength(person.counted + 100);
  const sum = earned.reduce((total, { credits }) => total + Number(credits?.load.amount), 0);
  expect(sum).toBe((person.earned.sbu ?? 0) + (big.server.added.earned.sbu ?? 0));
  expect(read.flatMap(({ issues, quarantined }) => [...issues, ...quarantined])).toEqual([]);
});

it('what a school removed is known to be gone by its own answer, and only that', async () => {
  const own = await open('hogeschool');
  const connection = own.connect();
  const { barryPassed, samiraInProgress } = hogeschoolAssociations;
  const before = await connection.readLearner(barry.personId, 'row-1');
  const given = before.deliveries.flatMap((one) => readDelivery(one, own.institution).records);
  own.server.remove(barryPassed);
  const gone = await connection.readGone(
    { sourceIds: [barryPassed, samiraInProgress], named: samiraInProgress },
    'row-1',
  );
  expect(gone).toMatchObject([{ page: { status: 404, mediaType: 'application/problem+json' } }]);
  const withdrawn = gone.flatMap((one) => readDelivery(one, own.institution).withdrawn);
  const itsOwn = given.filter(({ facets }) => facets.identifiers.sourceId === barryPassed);
  expect(withdrawn).toEqual(itsOwn.map(({ key }) => key));
  own.server.behave({ down: true });
  expect(
    await connection.readGone({ sourceIds: [barryPassed], named: undefined }, 'row-1'),
  ).toEqual([]);
});
