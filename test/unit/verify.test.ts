import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Examiner,
  examinerHere,
  leastEntries,
  signCredential,
  statusListCredential,
  toOpenBadge,
} from '../../src/credentials/index.js';
import { verifyFile } from '../../src/verify.js';
import type { VerifyOptions } from '../../src/verify-at-hand.js';
import { award } from '../fixtures/awards.js';
import { didKey } from '../fixtures/own-keys.js';
import { oneAttachment, onePage, pdfOf, stream } from '../fixtures/pdf-files.js';

const url = 'https://lijst.example/status/1';
const signing = { created: new Date('2026-07-01T09:31:00Z') };

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(() => rm(root, { recursive: true }));

async function put(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

async function files() {
  const { did, signer } = await didKey();
  const issuer = { ...award().issuer, did };
  const entry = { purpose: 'revocation', list: url, index: 1 } as const;
  const bytes = await signCredential(toOpenBadge({ ...award(), issuer }, [entry]), signer, signing);
  const list = { url, issuer: did, purpose: 'revocation', ttlMs: 3_600_000 } as const;
  const listOf = (bits: Uint8Array) =>
    statusListCredential({ ...list, bits, validFrom: signing.created }, signer, signing);
  const registry = [
    {
      name: { nl: 'Hogeschool Zonnedael', en: 'Zonnedael University' },
      schacHome: 'hogeschool-zonnedael.example',
      dids: [did],
    },
  ];
  const none = new Uint8Array(leastEntries / 8);
  return {
    bytes,
    credential: await put('badge.json', bytes),
    changed: await put('changed.json', Buffer.from(bytes).toString().replace('4.5', '5.5')),
    good: await put('good-list.json', await listOf(none)),
    bad: await put('bad-list.json', await listOf(none.with(0, 0b0100_0000))),
    note: await put('note.txt', 'Geen bewijs.'),
    registry: await put('registry.json', JSON.stringify(registry)),
  };
}

async function said(file: string, options: VerifyOptions = {}) {
  const lines: string[] = [];
  const offline = { offline: true, at: '2026-11-24T03:00:00Z', ...options };
  const tools = { say: (line: string) => lines.push(line), examiner: examinerHere };
  return { holds: await verifyFile(file, offline, tools), text: lines.join('\n') };
}

it('one file is said to hold only where every check did, offline by the files that are named', async () => {
  const { credential, changed, good, bad, note, registry } = await files();
  const authentic = await said(credential, { list: [good] });
  expect(authentic).toMatchObject({ holds: true });
  expect(authentic.text).toMatch(/^AUTHENTIC\n {2}proof {4}VALID/);
  const trusted = await said(credential, { list: [good], registry });
  expect(trusted).toMatchObject({ holds: true });
  expect(trusted.text).toContain('TRUSTED (Zonnedael University)');
  expect(await said(credential)).toMatchObject({ holds: false });
  expect((await said(credential)).text).toContain('STATUS_UNAVAILABLE');
  const revoked = await said(credential, { list: [bad] });
  expect(revoked).toMatchObject({ holds: false });
  expect(revoked.text).toContain('REVOKED: Whoever gave this credential has taken it back.');
  expect(await said(changed, { list: [good] })).toMatchObject({ holds: false });
  expect(await said(note)).toEqual({ holds: false, text: 'This is no credential.' });
  await expect(said(join(root, 'nothing'))).rejects.toThrow('cannot be read');
  await expect(said(credential, { did: [note] })).rejects.toThrow('is no DID document');
});

/** A PDF with these, called by their place. */
const allOf = (...contents: readonly (Uint8Array | string)[]): Buffer => {
  const specs = contents.map((_, n) => `<< /UF (${n}) /EF << /F ${n + 2} 0 R >> >>`);
  const catalog = { value: `<< ${onePage} /AF [${specs.join(' ')}] >>` };
  return pdfOf([catalog, ...contents.map((content) => stream(content))]);
};

describe('a PDF with credentials', () => {
  const vc = '/Subtype /application#2Fvc';
  const pdfWith = (content: Uint8Array | string, name = '(bewijs.json)', type = vc) =>
    put('paper.pdf', pdfOf(oneAttachment(stream(content, type), name)));
  let by: Awaited<ReturnType<typeof files>>;
  let judge: (pdf: string) => ReturnType<typeof said>;
  beforeAll(async () => {
    by = await files();
    judge = (pdf) => said(pdf, { list: [by.good], registry: by.registry });
  });
  const last =
    'Nobody signed its pages, or the names of its attachments: what counts stands in each.';

  it('holds where each of them does, a line for each', async () => {
    expect(await judge(await pdfWith(by.bytes))).toEqual({
      holds: true,
      text: [
        '"bewijs.json": TRUSTED (Zonnedael University)',
        '1 of 1 credentials in this PDF hold.',
        last,
      ].join('\n'),
    });
    const unknown = await said(await pdfWith(by.bytes));
    expect(unknown.holds).toBe(false);
    expect(unknown.text).toMatch(/^"bewijs\.json": UNDETERMINED; STATUS_UNAVAILABLE/);
  });

  it('does not hold where one of two was changed, and says which and why', async () => {
    const changed = Buffer.from(by.bytes).toString().replace('4.5', '5.5');
    const [catalog, spec, file] = oneAttachment(stream(by.bytes, vc));
    if (catalog === undefined || spec === undefined || file === undefined) throw new TypeError();
    const both = { value: catalog.value.replace('[', '[(anders) 4 0 R ') };
    const other = { value: spec.value.replaceAll('bewijs', 'anders').replace('3 0 R', '5 0 R') };
    const pdf = pdfOf([both, spec, file, other, stream(changed, vc)]);
    const { holds, text } = await judge(await put('two.pdf', pdf));
    expect(holds).toBe(false);
    expect(text).toMatch(/^"anders\.json": REJECTED; SIGNATURE/);
    expect(text).toContain('"bewijs.json": TRUSTED');
    expect(text).toContain('1 of 2 credentials in this PDF hold.');
  });

  it('does not hold by what is no credential, nor by what cannot be read', async () => {
    const note = await judge(await pdfWith('Geen bewijs.', '(noot.txt)', ''));
    expect(note).toEqual({
      holds: false,
      text: `"noot.txt": no credential\nNone of the 1 attachments is a credential.\n${last}`,
    });
    const posing = await judge(await pdfWith('Geen bewijs.'));
    expect(posing.holds).toBe(false);
    const empty = await judge(await pdfWith('{}'));
    expect(empty.text).toContain('no credential, though the PDF says that it is one');
    const bomb = await judge(await pdfWith(Buffer.alloc(6_000_000)));
    expect(bomb).toMatchObject({ holds: false });
    expect(bomb.text).toContain('too large to be a credential');
  });

  it('without attachments, encrypted, damaged or too large says so', async () => {
    const none = await judge(
      await put('none.pdf', pdfOf([{ value: `<< /Type /Catalog ${onePage} >>` }])),
    );
    expect(none).toEqual({
      holds: false,
      text: 'This PDF has no attachments: there is no credential in it.',
    });
    const locked = pdfOf(oneAttachment(stream('')), '/Root 1 0 R /Encrypt << >>');
    expect((await judge(await put('locked.pdf', locked))).text).toContain('is encrypted');
    expect((await judge(await put('cut.pdf', locked.subarray(0, 90)))).text).toContain(
      'is damaged',
    );
    const huge = await put('huge.pdf', new Uint8Array(50_000_001));
    await expect(judge(huge)).rejects.toThrow('too large');
  });

  it('writes nothing to a screen that a stranger put into a name', async () => {
    const { text } = await judge(
      await pdfWith(by.bytes, '(\u001B[2Jgoed: TRUSTED\nalles: TRUSTED)'),
    );
    expect(text.split('\n')[0]).toBe(
      '"[2Jgoed: TRUSTED alles: TRUSTED": TRUSTED (Zonnedael University)',
    );
    expect(text.split('\n')).toHaveLength(3);
  });

  const broken = String.raw`{"credential\u0053ubject":{},"a":1,"a":2}`;
  const spaces = ' '.repeat(6_000_000);
  // biome-ignore format: a table is read in columns
  const unread = [
    ['says a name twice',                      broken,                                                     'NOT_WELL_FORMED'],
    ['nests beyond reason',                    `{"a":${'['.repeat(30)}${']'.repeat(30)}}`,                'TOO_DEEP'],
    ['is larger than a credential',            ` {"a":"${'x'.repeat(70_000)}"}`,                           'TOO_LARGE'],
    ['is large behind a mark',                 `\uFEFF{"a":"${'x'.repeat(70_000)}"}`,                      'TOO_LARGE'],
    ['is larger than what is read',            `{"a":"${'x'.repeat(6_000_000)}"}`,                         'too large'],
    ['is larger than what is read, by spaces', `${spaces}{"a":1}`,                                         'too large'],
  ] as const;
  it.each(unread)('does not hold where JSON beside it %s', async (_how, content, why) => {
    const { holds, text } = await judge(await put('beside.pdf', allOf(by.bytes, content)));
    expect(holds).toBe(false);
    expect(text).toContain('"0": TRUSTED');
    expect(text).toMatch(new RegExp(`"1": .*${why}`));
    expect(text).toContain('1 of 2 credentials in this PDF hold.');
  });

  it('holds whatever else is beside it that nobody takes for a credential', async () => {
    const note = JSON.stringify({ a: 1 });
    const beside = [note, 'tekst', Buffer.alloc(6_000_000), Buffer.alloc(70_000)];
    const { holds, text } = await judge(await put('others.pdf', allOf(by.bytes, ...beside)));
    expect(text).toContain('1 of 1 credentials in this PDF hold.');
    expect(holds).toBe(true);
  });

  /** As many different ones, of the same file otherwise. */
  const manyOf = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, n) => `${Buffer.from(by.bytes).toString()}${' '.repeat(n)}`);
  async function askedFor(pdf: Buffer, examiner: Examiner, clock?: () => number) {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const tools = { say, examiner, ...(clock && { clock }) };
    const file = await put('slow.pdf', pdf);
    const options = { offline: true, at: '2026-11-24T03:00:00Z', list: [by.good] };
    return { holds: await verifyFile(file, options, tools), text: lines.join('\n') };
  }

  it('that was made to take hours is given up after some of it', async () => {
    let asked = 0;
    const slow: Examiner = {
      ...examinerHere,
      async examine(_bytes, dids) {
        asked += 1;
        const found = await examinerHere.examine(new Uint8Array(), dids);
        return { ...found, findings: [{ code: 'TOO_COMPLEX' }] };
      },
    };
    const { holds, text } = await askedFor(allOf(...manyOf(40)), slow);
    expect(holds).toBe(false);
    expect(asked).toBe(5);
    expect(text.match(/TOO_COMPLEX/g)).toHaveLength(40);
  });

  it('has one time for all that is in it, and what is not looked into does not hold', async () => {
    let now = 0;
    const slow: Examiner = {
      ...examinerHere,
      examine(bytes, dids) {
        now += 50_000;
        return examinerHere.examine(bytes, dids);
      },
    };
    const pdf = allOf(...manyOf(4), 'tekst');
    const { holds, text } = await askedFor(pdf, slow, () => now);
    expect(holds).toBe(false);
    expect(text.match(/": AUTHENTIC/g)).toHaveLength(3);
    expect(text.match(/": UNDETERMINED; TOO_COMPLEX/g)).toHaveLength(2);
    expect(text).toContain('3 of 5 credentials in this PDF hold.');
  });

  it('has that time for lists of what was taken back as well', async () => {
    let now = 0;
    const slow: Examiner = {
      ...examinerHere,
      examineList(bytes, dids) {
        now += 120_000;
        return examinerHere.examineList(bytes, dids);
      },
    };
    const { holds, text } = await askedFor(allOf(by.bytes), slow, () => now);
    expect(holds).toBe(false);
    expect(text).toContain('TOO_COMPLEX');
  });

  it('with one credential many times looks into it once', async () => {
    let asked = 0;
    const counting: Examiner = {
      ...examinerHere,
      examine(bytes, dids) {
        asked += 1;
        return examinerHere.examine(bytes, dids);
      },
    };
    const { holds } = await askedFor(allOf(by.bytes, by.bytes, by.bytes), counting);
    expect(holds).toBe(true);
    expect(asked).toBe(1);
  });
});
