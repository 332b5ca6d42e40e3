/**
 * Reads real files by others (a folder given as argument) as if an institution had delivered them, and says per file what
 * came of it. Not part of the tests: nothing here is needed for them. Fails on a throw or on a file that takes a second.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { institutionId, sha256Hex } from '../../src/base/index.js';
import { readDelivery } from '../../src/institutions/index.js';
import type { SourceDelivery } from '../../src/records/index.js';

const institution = {
  id: institutionId('school.example'),
  name: [{ language: 'nl', value: 'School' }],
};
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && !name.endsWith('openapi.json'))
    .map((name) => join(folder, name))
    .toSorted();

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const associationId = '3f0a6f1e-57c2-4b1d-9a77-1c7c1c4f0001';
const result = { state: 'completed', pass: 'passed', score: '8', resultDate: '2026-07-01' };
const around = (type: string, offering: unknown) => ({
  associationId,
  associationType: `${type}OfferingAssociation`,
  role: 'student',
  state: 'associated',
  result,
  offering,
});

/** Most files are parts: a patch, an offering, a course. Each is put where it would stand in an association. */
function asAssociation(value: unknown): unknown {
  if (!isObject(value)) return value;
  if ('associationType' in value || 'offering' in value || 'result' in value) {
    return { associationId, role: 'student', ...value };
  }
  if ('offeringId' in value) return around(String(value['offeringType']), value);
  const subject = ['course', 'program', 'component'].find((kind) => `${kind}Id` in value);
  return subject === undefined ? value : around(subject, { offeringId: 'o-1', [subject]: value });
}

function asPage(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const inside = isObject(value) && 'items' in value ? value['items'] : value;
    const items: readonly unknown[] = Array.isArray(inside) ? inside : [inside];
    return JSON.stringify({ items: items.map(asAssociation) });
  } catch {
    return text;
  }
}

function deliveryOf(text: string): SourceDelivery {
  const body = asPage(text);
  return {
    id: '00000000-0000-8000-8000-000000000000',
    institution: institution.id,
    connector: 'oeapi-v5',
    receivedAt: '2026-11-25T12:00:00.000Z',
    page: {
      url: 'file:///page',
      mediaType: 'application/json',
      sha256: sha256Hex(body),
      body,
    },
    lookups: [],
  };
}

const list = (lines: readonly string[]): string => (lines.length === 0 ? 'none' : lines.join(', '));

/** @returns false when the file was too much for the reader. */
function check(file: string): boolean {
  const started = performance.now();
  try {
    const read = readDelivery(deliveryOf(readFileSync(file, 'utf8')), institution);
    const ms = performance.now() - started;
    const records = read.records.map(
      ({ facets: { core, assessment, credits, identifiers } }) =>
        `${core.recordType}/${core.kind ?? '-'} pass=${assessment?.pass ?? '-'} scale=${assessment?.scale.kind ?? '-'} ` +
        `credits=${credits === undefined ? '-' : `${credits.load.amount} ${credits.load.unit} ${credits.earning}`} ` +
        `issues=${list(identifiers.issues.map(({ code, path }) => `${code}@${path}`))} ` +
        `losses=${identifiers.losses.length}`,
    );
    say(`${file}: ${read.records.length} records, ${ms.toFixed(0)} ms`);
    for (const record of records) say(`  ${record}`);
    const aside = Map.groupBy(read.quarantined, ({ code }) => code);
    for (const [code, found] of aside) {
      say(`  set aside ${code} ${found.length}x, first at ${found[0]?.path ?? ''}`);
    }
    if (ms <= 1000) return true;
    say('  FAILED: over a second');
  } catch (error) {
    say(`${file}: FAILED, threw ${error instanceof Error ? error.name : 'something'}`);
  }
  return false;
}

const [folder] = process.argv.slice(2);
if (folder === undefined || !statSync(folder).isDirectory()) {
  say('usage: tsx test/shared-data/import-oeapi-v5.ts <folder with JSON files>');
  process.exitCode = 2;
} else {
  const files = filesIn(folder);
  const failed = files.filter((file) => !check(file));
  say(`${files.length} files, ${failed.length} failed`);
  if (failed.length > 0 || files.length === 0) process.exitCode = 1;
}
