import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { corpus } from '../../src/corpus.js';
import {
  examinerHere,
  leastEntries,
  signCredential,
  statusListCredential,
  toOpenBadge,
} from '../../src/credentials/index.js';
import { award } from '../fixtures/awards.js';
import { badge, bytesOf } from '../fixtures/credentials.js';
import { type DidKey, didKey } from '../fixtures/own-keys.js';

const url = 'https://lijst.example/status/1';
const named = 'https://lijst.example/lijst-van-zonnedael';
const signing = { created: new Date('2026-07-01T09:31:00Z') };

async function badgeBy({ did, signer }: DidKey, list: string, index: number) {
  const entry = { purpose: 'revocation', list, index } as const;
  const unsigned = toOpenBadge({ ...award(), issuer: { ...award().issuer, did } }, [entry]);
  return signCredential(unsigned, signer, signing);
}

/** A list in which the second entry is taken back. */
async function listBy({ did, signer }: DidKey, id: string) {
  const bits = new Uint8Array(leastEntries / 8);
  bits[0] = 0b0100_0000;
  const list = { url: id, issuer: did, purpose: 'revocation', bits } as const;
  const times = { validFrom: signing.created, ttlMs: 3_600_000 };
  return statusListCredential({ ...list, ...times }, signer, signing);
}

const Line = z.object({
  file: z.string(),
  outcome: z.string(),
  verdict: z.string().optional(),
  facets: z.record(z.string(), z.string()).optional(),
  reasons: z.array(z.string()),
});

let root = '';
async function told(files: Readonly<Record<string, Uint8Array | string>>, at?: string) {
  const folder = await mkdtemp(join(root, 'files-'));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const lines: string[] = [];
  const tools = { say: (line: string) => lines.push(line), examiner: examinerHere };
  await corpus(folder, { json: true, ...(at !== undefined && { at }) }, tools);
  const read = lines.map((line) => Line.parse(JSON.parse(line)));
  return new Map(read.map((line) => [basename(line.file), line]));
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'corpus-'));
});
afterAll(() => rm(root, { recursive: true }));

const during = '2026-11-24T03:00:00Z';

describe('what comes of a folder of files', () => {
  it('is a verdict with its facets for what was signed, by the lists that lie beside it', async () => {
    const issuer = await didKey();
    const good = await badgeBy(issuer, url, 0);
    const said = await told(
      {
        'good.json': good,
        'revoked.json': await badgeBy(issuer, url, 1),
        'changed.json': Buffer.from(good).toString().replace('"ECTS":4.5', '"ECTS":5.5'),
        'elsewhere.json': await badgeBy(issuer, 'https://lijst.example/status/2', 0),
        'list.json': await listBy(issuer, url),
      },
      during,
    );
    expect(said.get('good.json')).toMatchObject({
      outcome: 'imported',
      verdict: 'AUTHENTIC',
      facets: {
        proof: 'VALID',
        issuer: 'BOUND',
        period: 'CURRENT',
        status: 'VALID',
        subject: 'UNCHECKED',
      },
    });
    expect(said.get('revoked.json')).toMatchObject({
      verdict: 'REJECTED',
      facets: { proof: 'VALID', status: 'REVOKED' },
    });
    expect(said.get('revoked.json')?.reasons).toContain(
      'REVOKED: Whoever gave this credential has taken it back.',
    );
    expect(said.get('changed.json')).toMatchObject({
      verdict: 'REJECTED',
      facets: { proof: 'INVALID' },
    });
    expect(said.get('elsewhere.json')).toMatchObject({
      verdict: 'UNDETERMINED',
      facets: { status: 'UNKNOWN' },
    });
  });

  it('is told of the moment that is named', async () => {
    const issuer = await didKey();
    const files = {
      'a.json': await badgeBy(issuer, url, 0),
      'list.json': await listBy(issuer, url),
    };
    const verdictAt = async (at: string) => (await told(files, at)).get('a.json');
    expect(await verdictAt('2026-06-30')).toMatchObject({ facets: { period: 'NOT_YET' } });
    expect(await verdictAt('2031-07-02T00:00:00Z')).toMatchObject({
      verdict: 'REJECTED',
      facets: { period: 'EXPIRED' },
    });
    await expect(told(files, 'yesterday')).rejects.toThrow('Say the moment as');
  });

  it('takes a list by the name of its file, where that tells it from others', async () => {
    const issuer = await didKey();
    const list = await listBy(issuer, 'urn:example:a-list');
    const said = await told(
      {
        'named.json': await badgeBy(issuer, named, 1),
        'numbered.json': await badgeBy(issuer, 'https://lijst.example/1', 0),
        'lijst-van-zonnedael.json': list,
        '1.json': list,
      },
      during,
    );
    expect(said.get('named.json')?.facets?.['status']).toBe('REVOKED');
    expect(said.get('numbered.json')?.facets?.['status']).toBe('UNKNOWN');
  });

  it('holds nothing valid on the word of a list by somebody else', async () => {
    const [issuer, stranger] = [await didKey(), await didKey()];
    const credential = await badgeBy(issuer, url, 1);
    const alone = { 'a.json': credential, 'list.json': await listBy(stranger, url) };
    expect((await told(alone, during)).get('a.json')).toMatchObject({ verdict: 'UNDETERMINED' });
    const both = { ...alone, 'other.json': await listBy(issuer, url) };
    expect((await told(both, during)).get('a.json')).toMatchObject({ verdict: 'REJECTED' });
  });

  it('rejects what nobody signed, and what is damaged; of other files it says no verdict', async () => {
    const signed = Buffer.from(await badgeBy(await didKey(), url, 0));
    const said = await told(
      {
        'unsigned.json': bytesOf(badge()),
        'cut-off.json': signed.subarray(0, signed.length - 40),
        'note.txt': 'Geen bewijs.',
        'object.json': '{"id":1}',
      },
      during,
    );
    expect(said.get('unsigned.json')).toMatchObject({
      verdict: 'REJECTED',
      facets: { proof: 'NONE' },
    });
    expect(said.get('unsigned.json')?.reasons).toContain('NO_PROOF at /proof: Nobody signed this.');
    expect(said.get('cut-off.json')?.verdict).toBe('REJECTED');
    expect(said.get('note.txt')?.verdict).toBeUndefined();
    expect(said.get('object.json')?.verdict).toBeUndefined();
  });
});
