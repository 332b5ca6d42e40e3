import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Fault, guardedFetch } from '../../src/base/index.js';
import { createDatabase, dropDatabase, projectRoot } from '../../src/embedded/index.js';
import { type Database, openDatabase } from '../../src/ledger/database.js';
import { openLog } from '../../src/log.js';
import { postgresUrl } from '../fixtures/postgres.js';
import { someOf } from '../fixtures/properties.js';

/** What an error can have about somebody in it. */
const webId = 'http://localhost:1/samira/profile/card#me';
const secrets = [
  'samira',
  'Samira',
  'Amrani',
  '8.2',
  '2007-03-14',
  'leerling.example',
  'insert into',
  'http://',
];
const person = 'Samira el Amrani, 2007-03-14, samira@leerling.example: 8.2';

const lines: string[] = [];
const log = openLog({ LOG_LEVEL: 'debug' }, { write: (line) => lines.push(line) });
beforeEach(() => void lines.splice(0));
const leaks = (text: string): readonly string[] =>
  secrets.filter((secret) => text.includes(secret));

async function failureOf(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  throw new TypeError('this was meant to fail');
}

describe('an error is told by kind, code and place, and nothing of whom it is about', () => {
  let db: Database;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  beforeAll(async () => {
    db = await openDatabase(await createDatabase(await postgresUrl(), name));
  });
  afterAll(async () => {
    await db.close();
    await dropDatabase(await postgresUrl(), name);
  });
  const insert = (id: string, used = '0'): Promise<unknown> =>
    db
      .em()
      .execute(`insert into learner (id, web_id, storage, log_seq) values (?, ?, ?, ?)`, [
        id,
        webId,
        person,
        used,
      ]);

  it('a row that is there already, whose values PostgreSQL quotes', async () => {
    await insert(randomUUID());
    const error = await failureOf(() => insert(randomUUID()));
    expect(leaks(String(error)).length).toBeGreaterThan(0);
    log.fault(error);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      fault: 'UniqueConstraintViolationException',
      code: '23505',
    });
    expect(leaks(lines.join(''))).toEqual([]);
  });

  // biome-ignore format: a table is read in columns
  const failures: readonly (readonly [string, () => unknown])[] = [
    ['a value of another type, which PostgreSQL quotes', () => insert(person)],
    ['a number out of range',                  () => insert(randomUUID(), '99999999999999')],
    ['a check, whose failing row PostgreSQL prints', () => db.em().execute(`insert into outbox_item (id, learner_id, lane, kind, state, created_at, payload) values (?, ?, 'X', 'X', 'X', now(), ?)`, [randomUUID(), randomUUID(), person])],
    ['a statement that is wrong',              () => db.em().execute(`select '${person}' from nowhere`)],
    ['a shape that does not fit',              () => z.strictObject({ grade: z.literal('7') }).parse({ grade: person, [person]: 1 })],
    ['JSON that is none, which V8 quotes',     () => JSON.parse(person) as unknown],
    ['an address that is none',                () => new URL(person)],
    ['a server that is not there',             () => fetch('http://localhost:1/samira/edu/core.json')],
    ['a server we do not ask',                 () => guardedFetch()('http://10.0.0.1/samira/card')],
    ['a server that is not there, asked with care', () => guardedFetch({ allowLoopback: true })('http://localhost:1/samira/edu/core.json')],
    ['several at once',                        () => { throw new AggregateError([new Error(person)], person); }],
    ['with a cause',                           () => { throw new Error('x', { cause: new Error(person) }); }],
    ['with more on it',                        () => { throw Object.assign(new Error('x'), { detail: person, query: person }); }],
    ['with a code that is a text',             () => { throw Object.assign(new Error('x'), { code: person }); }],
    ['with a name that is a text',             () => { throw Object.assign(new Error('x'), { name: person }); }],
    ['with lines that look like places',       () => { throw new Error(`x\n    at ${person} (/samira:1:1)\n    at file:///samira:1:1`); }],
    ['whose text was changed afterwards',      () => { throw Object.assign(new Error(`a\n    at ${person} (b)`), { message: 'y' }); }],
    ['without a stack',                        () => { throw Object.assign(new Error(person), { stack: undefined }); }],
    ['with a stack that is none',              () => { throw Object.assign(new Error(person), { stack: { person } }); }],
    ['that is a text',                         () => Promise.reject(person)],
    ['that is an object',                      () => Promise.reject({ person })],
    ['that is nothing',                        () => Promise.reject(undefined)],
    ['a fault, in its own words alone',        () => { throw new Fault('PodRefused', 'PUT of a view', { cause: new Error(person) }); }],
  ];
  it.each(failures)('%s', async (_what, act) => {
    log.fault(await failureOf(act));
    expect(lines).toHaveLength(1);
    expect(lines.join('')).toMatch(/"fault":"\w+"/);
    expect(leaks(lines.join(''))).toEqual([]);
  });

  it('and says where, so that somebody can mend it', async () => {
    log.fault(await failureOf(() => JSON.parse(person) as unknown));
    expect(lines.join('')).toContain('log.test.ts');
  });
});

/** Falls over once somebody listens, with a learner in the error. */
const falling = (how: string): string =>
  `data:text/javascript,${encodeURIComponent(`const error = new RangeError(${JSON.stringify(person)});
    process.on('newListener', (name) => name === 'uncaughtException' && setImmediate(() => { ${how}; }));`)}`;

describe('a process that falls over', () => {
  // biome-ignore format: a table is read in columns
  const ways: readonly (readonly [string, string])[] = [
    ['by an error that nobody caught',       'throw error'],
    ['by a promise that nobody waited for',  'Promise.reject(error)'],
    ['by a text that was thrown',            'throw error.message'],
  ];
  it.each(someOf(ways, 3))(
    '%s says its kind and its place, and ends with 1',
    async (_what, how) => {
      const main = join(projectRoot, 'dist/src/main.js');
      const loaders = ['--import', falling(how)];
      const child = spawn(process.execPath, [...loaders, main, 'start', '--json'], {
        cwd: projectRoot,
        env: { PATH: process.env['PATH'], DEMO: 'false', ROLE: 'worker', NODE_COMPILE_CACHE: '' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said: Buffer[] = [];
      child.stdout.on('data', (part: Buffer) => said.push(part));
      child.stderr.on('data', (part: Buffer) => said.push(part));
      await once(child, 'close');
      const text = Buffer.concat(said).toString();
      expect(child.exitCode).toBe(1);
      expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        msg: 'stopped by a fault',
        fault: /thrown/.test(_what) ? 'unknown' : 'RangeError',
      });
      expect(leaks(text)).toEqual([]);
      expect(text).not.toContain(pathToFileURL('/').href + 'samira');
    },
  );
});
