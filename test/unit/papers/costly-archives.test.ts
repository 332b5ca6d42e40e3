/** What an archive costs those who have nothing to do with it: one process answers everybody. */
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import { newSigningKey } from '../../../src/identity/index.js';
import {
  isAsListed,
  readManifest,
  readRecordsFile,
  recordsFile,
  unpack,
} from '../../../src/papers/index.js';
import { bytesOf, type Files, zipped } from '../../fixtures/archive-files.js';
import { broughtBy } from '../../fixtures/paper-kluis.js';
import { hogeschool } from '../../fixtures/people.js';
import { someOf } from '../../fixtures/properties.js';
import { result } from '../../fixtures/records.js';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** An archive of these files whose list fits, and says so many totals. */
function listed(files: Files, totals = 1) {
  const lines = Object.entries(files).map(([path, bytes]) => ({
    path,
    sha256: hashOf(bytes),
    bytes: bytes.byteLength,
  }));
  const total = { unit: 'a', amount: 'b', selfDeclared: 'c' };
  const manifest = JSON.stringify({
    format: 'leerkluis-archive/1',
    learner: 'x',
    at: '2026-11-26T10:00:00Z',
    files: lines,
    totals: Array.from({ length: totals }, () => total),
    received: [],
  });
  return zipped({ ...files, 'manifest.json': bytesOf(manifest) });
}

/** As whoever reads one does, up to its records. */
async function readAll(archive: Uint8Array): Promise<'refused' | number> {
  const found = await unpack(archive);
  if (found.kind === 'refused') return 'refused';
  const manifest = await readManifest(found.files);
  if (manifest === undefined || !(await isAsListed(found.files, manifest))) return 'refused';
  const records = await readRecordsFile(found.files.get('records.json'));
  return records?.records.length ?? 'refused';
}

/** In one go, on this machine and now: a list as long as the ones below are. */
function inOneGo(): number {
  const text = `[${many(380_000, '{"unit":"a","amount":"b","selfDeclared":"c"}')}]`;
  const begun = performance.now();
  JSON.parse(text);
  return performance.now() - begun;
}

/** As a share of that. */
const longest = 2;
/** How long nobody else had a turn, of three tries the shortest: other work of the machine takes its part too. */
async function heldBy(work: () => Promise<unknown>): Promise<number> {
  const tries: number[] = [];
  for (let n = 0; n < 3 && (tries.length === 0 || Math.min(...tries) >= longest); n += 1) {
    const whole = inOneGo();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    await sleep(50);
    delay.enable();
    await sleep(30);
    await work();
    await sleep(30);
    delay.disable();
    tries.push(delay.max / 1e6 / whole);
  }
  return Math.min(...tries);
}

const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(',');
const records = (held: string, deliveries = '') =>
  bytesOf(
    `{"format":"leerkluis-records/1","learner":"x","person":{},"records":[${held}],"deliveries":[${deliveries}]}`,
  );
const odd = many(20_000, '{"institution":"a","key":"b"}');
/** Objects of so many names each, none of which is in another. */
const names = (objects: number, each: number) =>
  Array.from(
    { length: objects },
    (_, n) => `{${Array.from({ length: each }, (_one, m) => `"${n}_${m}":1`).join(',')}}`,
  ).join(',');

describe('attack 33: a small archive of', () => {
  const filler = new Uint8Array(20_000_000);
  // biome-ignore format: a table is read in columns
  const costly = [
    ['380,000 totals',            () => listed({ 'filler.bin': filler }, 380_000)],
    ['500,000 deliveries',        () => listed({ 'records.json': records(odd, many(500_000, '{"institution":"a","id":"b"}')) })],
    ['6 million empty lists',     () => listed({ 'records.json': records(many(6_000_000, '[]')) })],
    ['600,000 empty lists',       () => listed({ 'records.json': records(many(600_000, '[]')) })],
    ['600,000 lists in a person', () => listed({ 'records.json': bytesOf(`{"person":{"a":[${many(600_000, '[]')}]}}`) })],
    ['two million numbers',       () => listed({ 'records.json': records(many(2_000_000, '1')) })],
    ['half a million names',      () => listed({ 'records.json': records(names(5000, 100)) })],
    ['as many names in one',      () => listed({ 'records.json': records(`{"a":[${names(5000, 100)}]}`) })],
  ] as const;
  it.each(someOf(costly, 2))(
    '%s is refused, and nobody waits for it',
    async (_what, make) => {
      const archive = make();
      expect(archive.byteLength).toBeLessThan(5_000_000);
      expect(await heldBy(async () => expect(await readAll(archive)).toBe('refused'))).toBeLessThan(
        longest,
      );
    },
    60_000,
  );
});

describe('a long life’s learning', () => {
  it('of 5,000 records comes in as own word, and nobody waits for it', async () => {
    const kept = Array.from({ length: 5000 }, (_, n) => ({
      institution: hogeschool,
      record: result({ key: recordKey(`life${n}`), credits: { retakeGroup: `life${n}` } }),
    }));
    const text = recordsFile({ learner: 'x', person: {}, records: kept, deliveries: [] });
    const archive = listed({ 'records.json': bytesOf(text) });
    const key = await newSigningKey();
    const held = await heldBy(async () => {
      const { versions, refused } = await broughtBy(archive, [key]);
      expect([versions.length, refused]).toEqual([5000, []]);
    });
    expect(held).toBeLessThan(longest);
  }, 60_000);
});
