/** A learner brings what they hold themselves: seen first, kept by choice, their own word for ever. On real servers. */
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { institutionId, sha256Hex } from '../../../src/base/index.js';
import { signCredential, toOpenBadge } from '../../../src/credentials/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { award } from '../../fixtures/awards.js';
import { assertion, badge } from '../../fixtures/credentials.js';
import { startEndlessServer, withoutEnd } from '../../fixtures/endless-server.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { didKey } from '../../fixtures/own-keys.js';
import { ects, taken, transcript } from '../../fixtures/transcripts.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000 });
  return () => house.stop();
}, 300_000);

const resultsXml = transcript({
  taken: ['Havets økologi', 'Fjordens liv', 'Feltarbeid'].map((title, at) =>
    taken({ title, code: `HAV-${at}`, status: 'passed', instance: ects('7.5') }),
  ),
});
const base64 = (file: unknown): string =>
  Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)).toString('base64');
const looks = async (file: unknown, who: 'samira' | 'adviser' = 'samira') =>
  house.ask(who, 'PreviewDocument', { document: { content: base64(file) } });
const keeps = async (file: unknown, keep?: readonly string[]) =>
  house.ask('samira', 'ImportDocument', {
    input: { document: { content: base64(file) }, ...(keep !== undefined && { keep }) },
  });
const there = async (address: string, who: 'samira' | 'adviser' = 'samira') =>
  house.ask(who, 'DocumentAt', { address });
/** A server of badges, and of whatever else people are sent to. */
async function badgeServer() {
  const at = await startEndlessServer(({ url, headers }, response) => {
    if (url === '/away') {
      response.writeHead(302, { location: '/badge' }).end();
      return 'nothing';
    }
    if (url === '/huge') return withoutEnd('{"a":"');
    const isPage = url === '/page' || !headers.accept?.includes('application/ld+json');
    if (isPage) return '<!doctype html><title>badge</title>';
    return url === '/badge' ? JSON.stringify(badge()) : undefined;
  });
  onTestFinished(() => at.stop());
  return at;
}
const given = (identity: string) =>
  assertion({
    id: `https://badges.example/public/assertions/${identity}`,
    recipient: { type: 'email', hashed: false, identity },
  });
async function brought() {
  const filter = { institutions: ['import.invalid'] };
  const { data } = await house.ask('samira', 'MyRecords', { first: 250, filter });
  return data.myRecords;
}

describe('a file that somebody holds', () => {
  it('J7: is looked into before anything is kept', async () => {
    const { data } = await looks(badge());
    expect(data.previewDocument).toMatchObject({
      outcome: 'IMPORTED',
      standard: 'Open Badges 3.0',
      refusal: null,
      isSigned: false,
    });
    expect(data.previewDocument.items).toHaveLength(1);
    expect(data.previewDocument.items[0]).toMatchObject({ isKept: false });
    expect((await brought()).count).toBe(0);
  });

  it('J2.2: is their own word for ever, once however often it is brought, in its exact bytes', async () => {
    const first = await keeps(badge());
    expect(first.data.importDocument).toMatchObject({ kept: 1, pod: 'CONFIRMED' });
    const [item] = first.data.importDocument.report.items;
    const again = await keeps(badge());
    expect(again.data.importDocument.kept).toBe(0);
    const { nodes, count } = await brought();
    expect(count).toBe(1);
    expect(nodes[0]).toMatchObject({ id: item.id, assertedBy: 'IMPORT' });
    expect((await looks(badge())).data.previewDocument.items[0].isKept).toBe(true);
    const { data } = await house.ask('samira', 'RemoveOwnRecord', { id: item.id });
    expect(data.removeOwnRecord.pod).toBe('CONFIRMED');
    expect((await brought()).nodes[0]).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('J2.2: is one record, whether it came as a file or stood at an address', async () => {
    const at = await badgeServer();
    const { content, report } = (await there(`  ${at.origin}/badge `)).data.documentAt;
    expect(Buffer.from(content, 'base64').toString()).toBe(JSON.stringify(badge()));
    expect(report).toEqual((await looks(badge())).data.previewDocument);
    const input = { document: { content } };
    const { data } = await house.ask('samira', 'ImportDocument', { input });
    expect(data.importDocument.kept).toBe(1);
    expect((await keeps(badge())).data.importDocument.kept).toBe(0);
    await house.ask('samira', 'RemoveOwnRecord', { id: data.importDocument.report.items[0].id });
  });

  it('attack 31: an address leads nowhere inside, and to nothing but what can be kept', async () => {
    const at = await badgeServer();
    const told = async (address: string) => {
      const { documentAt } = (await there(address)).data;
      expect(documentAt.content).toBeNull();
      return documentAt.report.refusal.code;
    };
    expect(await told(`${at.origin}/page`)).toBe('WEB_PAGE_NOT_READ');
    expect(await told(`${at.origin}/none`)).toBe('ADDRESS_NO_ANSWER');
    expect(await told(`${at.origin}/huge`)).toBe('ADDRESS_NO_ANSWER');
    expect(at.sent()).toBeLessThan(20_000_000);
    for (const odd of [
      `${at.origin}/away`,
      'http://badges.example/1',
      'https://10.0.0.8/badge',
      'https://169.254.169.254/latest/meta-data',
      'https://[fd00::1]/',
      'https://samira:geheim@badges.example/1',
      'file:///etc/passwd',
      'badges',
    ]) {
      expect(await told(odd)).toBe('ADDRESS_NOT_TAKEN');
    }
    const { length } = at.asked;
    expect((await there(`${at.origin}/badge`, 'adviser')).codes).toEqual(['FORBIDDEN']);
    const { rates } = house.running.house;
    const few = vi
      .spyOn(rates, 'take')
      .mockImplementation(async (_who, _what, count) => count < 50);
    onTestFinished(() => few.mockRestore());
    expect((await there(`${at.origin}/badge`)).codes).toEqual(['RATE_LIMITED']);
    expect(at.asked).toHaveLength(length);
  });

  it('J2.3: says so when an id of before is met with other content, and takes no other’s place', async () => {
    await keeps(badge());
    const other = { ...badge(), validFrom: '2020-01-01' };
    const { data } = await looks(other);
    const codes = data.previewDocument.items[0].issues.map(({ code }: { code: string }) => code);
    expect(codes).toContain('ID_REUSED');
    await keeps(other);
    const standing = (await brought()).nodes.filter((one: any) => one.status === 'CURRENT');
    expect(standing).toHaveLength(2);
  });

  it('is told apart by whom it was given to: her address, another’s, or nobody that can be told', async () => {
    const [hers, barrys] = [given('samira@leerling.example'), given('barry@werkt.example')];
    const told = async (file: unknown) => (await looks(file)).data.previewDocument.recipient;
    expect(await told(hers)).toBe('MATCH');
    expect(await told(barrys)).toBe('NO_MATCH');
    expect(await told(badge())).toBe('UNCHECKED');
    expect(await told(resultsXml)).toBeNull();
    const { data } = await keeps(barrys);
    expect(data.importDocument.kept).toBe(1);
    expect((await keeps(barrys)).data.importDocument.kept).toBe(0);
    const [item] = (await looks(barrys)).data.previewDocument.items;
    expect(item.isKept).toBe(true);
    expect(item.issues.map(({ code }: { code: string }) => code)).toContain('RECIPIENT_DIFFERS');
  });

  it('gives only what was chosen of it', async () => {
    const { data } = await looks(resultsXml);
    const items = data.previewDocument.items.map(({ item }: { item: string }) => item);
    expect(items.length).toBeGreaterThan(1);
    const before = (await brought()).count;
    const kept = await keeps(resultsXml, items.slice(0, 1));
    expect(kept.data.importDocument.kept).toBe(1);
    expect((await brought()).count).toBe(before + 1);
    expect((await keeps(resultsXml, ['/nowhere'])).codes).toEqual(['BAD_INPUT']);
    expect((await keeps(resultsXml, [])).codes).toEqual(['BAD_INPUT']);
    expect((await keeps(resultsXml)).data.importDocument.kept).toBe(items.length - 1);
  });

  it('goes along with everything, in bytes of the same hash', async () => {
    const stored = JSON.stringify(badge());
    const storage = house.account('samira').podRoot;
    const { build } = house.running.workshop;
    const index: any = await (await build.fetch(`${storage}edu/index.json`)).json();
    const mine = index.deliveries.filter((one: any) => one.institution === 'import.invalid');
    const bodies = await Promise.all(
      mine.map(async ({ id }: any) =>
        (
          await build.fetch(layoutOf(storage).inbox(institutionId('import.invalid'), id).page)
        ).text(),
      ),
    );
    expect(bodies.map(sha256Hex)).toContain(sha256Hex(stored));
  });

  it('is for learners, signed in themselves', async () => {
    expect((await looks(badge(), 'adviser')).codes).toEqual(['FORBIDDEN']);
  });
});

describe('a file that is not what it should be', () => {
  // biome-ignore format: a table is read in columns
  const hostile = [
    ['entities that unfold for ever', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>`, 'XML_ENTITIES_REFUSED'],
    ['an entity from elsewhere',      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`, 'XML_ENTITIES_REFUSED'],
    ['a hundred thousand brackets',   '['.repeat(100_000), 'TOO_DEEP'],
    ['half of a file',                '{"type": ["Verifiable', 'JSON_NOT_WELL_FORMED'],
    ['nothing',                       '  \n ', 'EMPTY'],
    ['a packed file',                 'PK\u0003\u0004rest', 'ARCHIVE_NOT_READ'],
    ['a paper',                       '%PDF-1.7 …', 'PDF_NOT_READ'],
  ] as const;
  it.each(hostile)(
    'J7: %s is refused in plain words and nothing is stored',
    async (_what, file, code) => {
      const before = (await brought()).count;
      const { data } = await keeps(file);
      const { refusal, outcome } = data.importDocument.report;
      expect([outcome, refusal.code]).toEqual(['REFUSED', code]);
      expect(refusal.sentence).toMatch(/^[A-Z].*\.$/);
      expect(data.importDocument.kept).toBe(0);
      expect((await brought()).count).toBe(before);
    },
  );

  it('is turned away unheard where it is larger than any file may be', async () => {
    const { status } = await looks('x'.repeat(8_000_000));
    expect(status).toBe(413);
    const { data } = await looks('x'.repeat(5_000_001));
    expect(data.previewDocument.refusal.code).toBe('TOO_LARGE');
  });

  it('keeps markup in a title as the text it is', async () => {
    const named = badge();
    const { data } = await looks(
      JSON.stringify(named).replace(/"name":"[^"]*"/g, '"name":"<b>Kok</b> <script>"'),
    );
    expect(data.previewDocument.items[0].title).toBe('<b>Kok</b> <script>');
  });
});

async function signedBadge() {
  const { did, signer } = await didKey();
  const { identifier: _hers, ...subject } = award().subject;
  const issuer = { ...award().issuer, did };
  const unsigned = toOpenBadge({ ...award(), issuer, subject }, []);
  const bytes = await signCredential(unsigned, signer, { created: new Date(award().validFrom) });
  return Buffer.from(bytes).toString();
}

describe('what comes of a signature', () => {
  it('J2.2: is said before it is kept, check by check; one byte otherwise is not authentic', async () => {
    const signed = await signedBadge();
    const { data } = await looks(signed);
    expect(data.previewDocument.verification).toMatchObject({
      verdict: 'AUTHENTIC',
      proof: 'VALID',
      issuer: 'BOUND',
      issuerName: null,
      period: 'CURRENT',
      status: 'NONE',
    });
    const changed = await looks(signed.replace('"ECTS":4.5', '"ECTS":5.5'));
    expect(changed.data.previewDocument.verification).toMatchObject({
      verdict: 'REJECTED',
      proof: 'INVALID',
      reasons: [{ sentence: expect.any(String), meaning: expect.any(String) }],
    });
    expect((await looks(badge())).data.previewDocument.verification).toBeNull();
  });

  it('stands with the record, can be asked for in a list, and is looked into again on asking', async () => {
    const signed = await signedBadge();
    const { data: kept } = await keeps(signed);
    const [{ id }] = kept.importDocument.report.items;
    const filter = { verdict: ['AUTHENTIC'] };
    const { data } = await house.ask('samira', 'MyRecords', { filter });
    expect(data.myRecords.nodes).toMatchObject([
      { id, assertedBy: 'IMPORT', verification: { verdict: 'AUTHENTIC', reasons: [] } },
    ]);
    const again = await house.ask('samira', 'RecheckCredential', { record: id });
    expect(again.data.recheckCredential).toMatchObject({ verdict: 'AUTHENTIC', proof: 'VALID' });
    const stranger = await house.ask(
      'adviser',
      'RecheckCredential',
      { record: id },
      { purpose: 'CAREER_GUIDANCE' },
    );
    expect(stranger).toMatchObject({ codes: ['NOT_FOUND'] });
    await house.ask('samira', 'RemoveOwnRecord', { id });
  });
});
