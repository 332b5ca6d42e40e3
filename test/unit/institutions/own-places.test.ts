/** What is looked for among a learner's own at a host, and when something of theirs goes out: with a host on paper. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { connectOeapi } from '../../../src/institutions/index.js';

const json = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
const still = async () => true;

/** @returns what was asked of it, beside its connection. */
function hostOf(answer: (path: string) => unknown) {
  const heard: string[] = [];
  const connection = connectOeapi({
    institution: { id: institutionId('gast.example'), name: [] },
    baseUrl: 'https://gast.example/v5',
    credentials: { user: 'leerkluis', password: 'demo' },
    now: () => new Date('2026-11-28T12:00:00Z'),
    fetch: async (asked) => {
      const { pathname, search } = new URL(asked instanceof Request ? asked.url : asked);
      heard.push(pathname + search);
      return json(answer(pathname));
    },
  });
  return { connection, heard };
}

const one = (associationId: string, state: string, more: object = {}) => ({
  associationId,
  associationType: 'courseOfferingAssociation',
  role: 'student',
  state,
  offering: 'vak',
  ...more,
});
const showing = (items: readonly unknown[], more: object = { hasNextPage: false }) =>
  hostOf((path) =>
    path.endsWith('/persons/me')
      ? { personId: 'p-1' }
      : { pageSize: 250, pageNumber: 1, ...more, items },
  );
const sought = { kind: 'COURSE', offeringId: 'vak', token: 't', mayStill: still } as const;
const told = async (items: readonly unknown[], more?: object) => {
  const found = await showing(items, more).connection.findPlace(sought);
  return found.kind === 'FOUND' ? `FOUND ${found.word.associationId}` : found.kind;
};

const unnamed = { offering: { primaryCode: { codeType: 'x', code: 'y' } } };
const inV6 = { offering: undefined, courseOffering: { courseOfferingId: 'VAK' } };

describe('what is theirs at a host', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['is what goes on, and not what the host turned down before', [[one('old', 'denied'), one('new', 'pending')]],           'FOUND new'],
    ['is what the host turned down, where there is nothing else', [[one('off', 'canceled'), one('no', 'denied')]],           'FOUND no'],
    ['is not known where there may be another beside what was turned down', [[one('no', 'denied')], { hasNextPage: true }], 'UNKNOWN'],
    ['is found by the words of either version',                   [[one('a', 'pending', inV6)]],                             'FOUND a'],
    ['is not what they teach',                                    [[one('a', 'associated', { role: 'lecturer' })]],          'NONE'],
    ['is not what they called off',                               [[one('a', 'canceled')]],                                  'NONE'],
    ['is not another offering',                                   [[one('a', 'pending', { offering: 'other' })]],            'NONE'],
    ['is not known where one names its offering in no way we read', [[one('a', 'pending', unnamed)]],                        'UNKNOWN'],
    ['is not known where one names no offering',                  [[one('a', 'pending', { offering: undefined })]],          'UNKNOWN'],
    ['is not known where one is nothing that we read',            [['a', null]],                                             'UNKNOWN'],
    ['is not known where one has no name to ask for it by',       [[one('../a', 'pending')]],                                'UNKNOWN'],
    ['is not known where there may be more',                      [[one('a', 'pending', { offering: 'other' })], { hasNextPage: true }], 'UNKNOWN'],
    ['is not known where it is not said that there is no more',   [[one('a', 'pending', { offering: 'other' })], {}],        'UNKNOWN'],
  ] as const;
  it.each(rows)('%s', async (_what, [items, more]: readonly [readonly unknown[], object?], is) => {
    expect(await told(items, more)).toBe(is);
  });

  it('is asked for as what they are a student of', async () => {
    const { connection, heard } = showing([]);
    await connection.findPlace(sought);
    expect(heard).toEqual([
      '/v5/persons/me',
      '/v5/persons/p-1/associations?role=student&pageSize=250',
    ]);
  });
});

describe('what was taken back meanwhile', () => {
  const place = { kind: 'COURSE', associationId: 'a-1', token: 't' } as const;
  const { connection, heard } = showing([]);
  // biome-ignore format: a table is read in columns
  const doors = [
    ['is not looked for', (mayStill: typeof still) => connection.findPlace({ ...sought, mayStill })],
    ['is not read',       (mayStill: typeof still) => connection.readPlace({ ...place, mayStill })],
    ['is not called off', (mayStill: typeof still) => connection.callOff({ ...place, mayStill })],
  ] as const;
  it.each(doors)('%s', async (_what, ask) => {
    await expect(ask(async () => false)).rejects.toThrow('taken back');
    expect(heard).toEqual([]);
  });
});

describe('how long a host may take', () => {
  afterEach(() => vi.restoreAllMocks());
  it('counts from the moment of sending, and not while it waits for its turn', async () => {
    const order: string[] = [];
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      order.push('the clock runs');
      return timeout(ms);
    });
    const { connection } = hostOf(() => {
      order.push('it is sent');
      return { associationId: 'a-1', state: 'pending' };
    });
    const mayStill = async () => {
      order.push('it is its turn');
      return true;
    };
    const { kind, offeringId, token } = sought;
    await connection.askForPlace({ kind, offeringId, token, home: 'PENDING', mayStill });
    expect(order).toEqual(['it is its turn', 'the clock runs', 'it is sent']);
  });
});
