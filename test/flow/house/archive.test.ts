import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkAttestation } from '../../../src/identity/index.js';
import { verdictOn } from '../../../src/verify-log.js';
import {
  type Files,
  filesIn,
  forged,
  hashOf,
  manifestIn,
  recordsIn,
  textOf,
  without,
  zipped,
} from '../../fixtures/archive-files.js';
import { grantsUniversityResults, guidance, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { type PageSession, refusalIn, signIn } from '../../fixtures/page-session.js';
import { bytesInInboxes, emptyPod, standing } from './archive/emptied.js';
import { addsOwn, forgetOwn } from './archive/own.js';

let house: TestHouse;
let samira: PageSession;
let archive: Uint8Array;
let own: Awaited<ReturnType<typeof addsOwn>>;
let files: Files;
const storageOf = (who: 'samira' | 'barry') => house.account(who).podRoot;

beforeAll(async () => {
  house = await openHouse();
  await house.ask('samira', 'SyncAll');
  own = await addsOwn(house);
  await grantsUniversityResults(house);
  await revokesAll(house);
  samira = await signIn(house, 'samira');
  archive = await samira.archive();
  files = filesIn(archive);
  return () => house.stop();
}, 180_000);

const totalsOf = async () => (await house.ask('samira', 'MyRecords')).data.myRecords.totals;
const lines = async () => (await house.ask('samira', 'MyAccessLog')).data.myAccessLog.nodes;

describe('what a learner takes along', () => {
  it('has the originals byte for byte, as they stand in the inboxes', async () => {
    const inPod = await bytesInInboxes(house, storageOf('samira'));
    const taken = Object.keys(files).filter((path) => path.startsWith('originals/'));
    const base64 = taken.map((path) => Buffer.from(files[path] ?? []).toString('base64'));
    expect(base64.toSorted()).toEqual([...inPod.values()].toSorted());
    expect(taken.length).toBeGreaterThan(3);
  });

  it('has every version of every record with all its parts, and whom access was given', async () => {
    const { records } = recordsIn(files);
    const inPod = (await standing(house, storageOf('samira'))).flatMap(
      ({ records: all, institution }) => [...all].map((record) => ({ institution, ...record })),
    );
    expect(records.length).toBe(inPod.length);
    expect(records).toEqual(expect.arrayContaining(inPod));
    expect(Object.keys(files).filter((path) => path.startsWith('grants/'))).toHaveLength(1);
    expect(Object.keys(files).filter((path) => path.startsWith('receipts/'))).not.toHaveLength(0);
  });

  it('is listed file by file, and signed by the builder’s side for this learner', async () => {
    const manifest = manifestIn(files);
    const listed = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
    const there = Object.keys(files).filter((path) => !path.startsWith('manifest.'));
    expect([...listed.keys()].toSorted()).toEqual(there.toSorted());
    for (const path of there) expect(hashOf(files[path])).toBe(listed.get(path));
    expect(manifest.received).toHaveLength(recordsIn(files).deliveries.length);
    const keys = await (await fetch(`${house.origin}/attestation/jwks`)).json();
    const seal = textOf(files, 'manifest.jws');
    expect(await checkAttestation(seal, 'leerkluis-archive+jwt', keys)).toMatchObject({
      sub: house.account('samira').webId,
      sha256: hashOf(files['manifest.json']),
    });
    const totals = (await totalsOf()) as readonly { unit: string; value: string }[];
    const told = manifest.totals.map(({ unit, amount }) => ({ unit, value: amount }));
    expect(totals.map(({ unit, value }) => ({ unit, value }))).toEqual(told);
  });

  it('stands in the learner’s log, of which the archive has the part that tells of itself', async () => {
    const [newest] = (await lines()).filter(
      ({ operation }: { operation: string }) => operation === 'ExportEverything',
    );
    expect(newest).toMatchObject({ kind: 'READ', purpose: 'SELF_USE' });
    const log = textOf(files, 'log.jsonl');
    expect(log).toContain('ExportEverything');
    const verdict = await verdictOn(log, JSON.parse(textOf(files, 'jwks.json')));
    expect(verdict).toMatchObject({ ok: true });
  });

  it('is kept by no browser, and called after the day', async () => {
    const { download, sentence } = await samira.ready('ExportOverview', 'en');
    expect(sentence).toContain('10 minutes');
    const { status, headers, bytes } = await samira.get(download);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store, private');
    expect(headers.get('content-disposition')).toMatch(
      /filename="leerkluis-20\d\d-\d\d-\d\d\.pdf"/,
    );
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect((await lines())[0]).toMatchObject({ kind: 'READ', operation: 'ExportOverview' });
  });
});

describe('attack 5: a download of somebody else', () => {
  it('opens in no other session, for nobody else, and not after its time', async () => {
    const { download } = await samira.ready('ExportEverything');
    const before = (await lines()).length;
    const over = { status: 404, code: 'NOT_FOUND', reason: 'OVER' };
    const elsewhere = await signIn(house, 'samira');
    expect(refusalIn(await elsewhere.get(download))).toEqual(over);
    expect(refusalIn(await (await signIn(house, 'barry')).get(download))).toEqual(over);
    expect(refusalIn(await samira.get(`${download}x`))).toEqual(over);
    const signedOut = await samira.get(download, { cookie: 'leerkluis=nobody' });
    expect(refusalIn(signedOut)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const fromAfar = await samira.get(download, { 'sec-fetch-site': 'cross-site' });
    expect(refusalIn(fromAfar)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await lines()).length).toBe(before);
  });

  it('an adviser has nothing to take along', async () => {
    const adviser = await house.ask('adviser', 'ExportEverything');
    expect(adviser.codes).toEqual(['FORBIDDEN']);
  });
});

describe('the way back', () => {
  it('J2.10: from an archive that is whole, an empty pod gets the same records, totals and originals', async () => {
    const storage = storageOf('samira');
    const [records, bytes, totals] = [
      await standing(house, storage),
      await bytesInInboxes(house, storage),
      await totalsOf(),
    ];
    await emptyPod(house, storage);
    await forgetOwn(house);
    expect(await standing(house, storage)).toEqual([]);
    const report = await samira.bring(archive);
    expect(report).toMatchObject({ standing: 'SEALED', ownWord: 0, refused: 0, inPod: true });
    expect(report.accepted).toBe(report.asTheyWere);
    expect(report.totals).toEqual(manifestIn(files).totals);
    expect(await standing(house, storage)).toEqual(records);
    expect(await bytesInInboxes(house, storage)).toEqual(bytes);
    expect(await totalsOf()).toEqual(totals);
    const again = filesIn(await samira.archive());
    expect(textOf(again, 'records.json')).toBe(textOf(files, 'records.json'));
    expect(manifestIn(again).received).toEqual(manifestIn(files).received);
  });

  it('bringing it once more changes nothing, and no grant comes back with it', async () => {
    const before = await standing(house, storageOf('samira'));
    const report = await samira.bring(archive);
    expect(report).toMatchObject({ accepted: 0, grants: 1, inPod: true });
    expect(report.skipped).toBe(new Set(recordsIn(files).records.map(({ key }) => key)).size);
    expect(report.sentences[0]).toBe('Alles stond er al. Er is niets veranderd.');
    expect(await standing(house, storageOf('samira'))).toEqual(before);
    const grants = (await house.ask('samira', 'MyGrants')).data.myGrants.nodes;
    expect(grants.map(({ state }: { state: string }) => state)).toEqual(['REVOKED']);
  });

  it('what they entered themselves is theirs to go on with', async () => {
    const learning = { title: 'Eerste hulp, herhaald', hours: 16 };
    const input = { key: randomUUID(), learning };
    const changed = await house.ask('samira', 'ChangeOwnRecord', { id: own.learning, input });
    expect(changed.codes).toEqual([]);
    const now = async () =>
      (await house.ask('samira', 'RecordById', { id: own.learning })).data.node;
    await expect.poll(now, { timeout: 30_000 }).toMatchObject({
      title: 'Eerste hulp, herhaald',
      provenance: { method: 'ENTERED_BY_LEARNER' },
    });
    expect((await house.ask('samira', 'RemoveOwnRecord', { id: own.skill })).codes).toEqual([]);
  });

  it('a school is asked as before: what it says again is no news', async () => {
    const reports = (await house.ask('samira', 'SyncAll')).data.syncAll;
    expect(reports.map(({ changed }: { changed: number }) => changed)).toEqual(
      reports.map(() => 0),
    );
  });
});

/** What a pod says of whose word its records are. */
const wordsIn = async (who: 'samira' | 'barry') => {
  const all = (await standing(house, storageOf(who))).flatMap(({ records }) => [...records]);
  return all.map(({ facets: { core } }) => core.assertedBy);
};

const original = () =>
  Object.keys(files).find((path) => /^originals\/.*[0-9a-f]\.json$/.test(path)) ?? '';
/** As an adviser sees it. */
interface Node {
  readonly assertedBy: string;
  readonly institution: { readonly id: string };
  readonly provenance: { readonly method: string };
}
const isSchools = (word: string) => word === 'INSTITUTION';
const bySchools = ({ unit, value }: { unit: string; value: string }) => ({ unit, value });

const passed = (text: string) => text.replaceAll('"FAILED"', '"PASSED"');

describe('attack 36: what a school never said', () => {
  it('is refused where a file is not what its list says, is gone or was added', async () => {
    const path = original();
    const changed = zipped({ ...files, [path]: new Uint8Array(Buffer.from('{"items":[]}')) });
    const added = zipped({ ...files, 'originals/extra.json': new Uint8Array(1) });
    for (const one of [changed, added, without(archive, path)]) {
      expect(refusalIn(await samira.post(one))).toEqual({
        status: 400,
        code: 'BAD_INPUT',
        reason: 'DIFFERS',
      });
    }
  });

  it('comes in as the learner’s own word when the list was made to fit', async () => {
    const barry = await signIn(house, 'barry');
    const before = await wordsIn('barry');
    // Of what they have, they get none twice.
    const again = await barry.bring(forged(await barry.archive(), 'records.json', passed));
    expect(again).toMatchObject({ standing: 'ALTERED', asTheyWere: 0, ownWord: 0, accepted: 0 });
    const better = forged(archive, 'records.json', passed);
    const report = await barry.bring(better);
    expect(report).toMatchObject({ standing: 'ALTERED', asTheyWere: 0, inPod: true });
    expect(report.ownWord).toBeGreaterThan(0);
    const after = await wordsIn('barry');
    expect(after.filter(isSchools)).toEqual(before.filter(isSchools));
    expect(after.filter((word) => word === 'IMPORT')).toHaveLength(report.ownWord);
  });

  it('J4.3, Adviser 6: an adviser sees what came so as brought by the learner, of no school and in no total of a school', async () => {
    const grantee = { person: house.account('adviser').webId };
    const input = { grantee, purpose: guidance.purpose, scope: [{ types: ['RESULT'] }] };
    const given = await house.ask('barry', 'GrantAccess', { input });
    const asked = { learner: house.account('barry').webId, first: 250 };
    const { data } = await house.ask('adviser', 'LearnerRecords', asked, guidance);
    const { nodes, totals }: { nodes: Node[]; totals: object[] } = data.learner.records;
    const ways = nodes.map(({ assertedBy, provenance }) => `${assertedBy} ${provenance.method}`);
    expect(new Set(ways)).toEqual(
      new Set(['INSTITUTION FETCHED_FROM_INSTITUTION', 'IMPORT BROUGHT_BY_LEARNER']),
    );
    const schools = nodes.filter(({ assertedBy }) => isSchools(assertedBy));
    const brought = nodes.filter(({ assertedBy }) => !isSchools(assertedBy));
    const known = new Set(schools.map(({ institution }) => institution.id));
    expect(brought.filter(({ institution }) => known.has(institution.id))).toEqual([]);
    // What schools said to Barry himself, and beside it what he brought of Samira’s.
    const credits = { unit: 'EC', value: '7.5', selfDeclared: '37.5' };
    expect(totals).toContainEqual(expect.objectContaining(credits));
    await house.ask('barry', 'RevokeGrant', { id: given.data.grantAccess.grant.id });
  });

  it('comes in as the learner’s own word when nobody signed it, or it is another’s', async () => {
    const barry = await signIn(house, 'barry');
    const before = (await house.ask('barry', 'MyRecords')).data.myRecords.totals;
    const unsigned = await barry.bring(without(archive, 'manifest.jws'));
    expect(unsigned).toMatchObject({ standing: 'UNSEALED', asTheyWere: 0 });
    const another = await barry.bring(archive);
    expect(another).toMatchObject({ standing: 'OF_ANOTHER', asTheyWere: 0, accepted: 0 });
    const after = (await house.ask('barry', 'MyRecords')).data.myRecords.totals;
    expect(after.map(bySchools)).toEqual(before.map(bySchools));
  });
});

describe('a form on another site', () => {
  it('brings nothing: without the marks of our page nothing is read', async () => {
    const bare = await samira.post(archive, { 'x-csrf': '0' });
    expect(refusalIn(bare)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const elsewhere = await samira.post(archive, { origin: 'https://elsewhere.example' });
    expect(refusalIn(elsewhere)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('what is no zip, or too much, is said to be so', async () => {
    const json = await samira.post(archive, { 'content-type': 'application/json' });
    expect(refusalIn(json)).toMatchObject({ status: 415, reason: 'NO_ZIP' });
    const nothing = await samira.post(new Uint8Array(100));
    expect(refusalIn(nothing)).toMatchObject({ status: 400, reason: 'NO_ARCHIVE' });
    const large = await samira.post(new Uint8Array(20_000_001));
    expect(refusalIn(large)).toMatchObject({ status: 413, reason: 'TOO_LARGE' });
  });
});
