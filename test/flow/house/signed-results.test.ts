/** An institution that has its results signed as they are written: from its push to the pod, and back again for who checks. On real servers. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { examine, examineStatusList } from '../../../src/credentials/index.js';
import { statusAt } from '../../../src/credentials/status/status-at.js';
import { markOf } from '../../../src/flows/archive-tools.js';
import { asItCame } from '../../../src/flows/result-signature.js';
import { signResults } from '../../../src/flows/sign-results.js';
import { receiveAll, storedRecords } from '../../../src/flows/stored-records.js';
import { vouchedRecord } from '../../../src/flows/vouched-record.js';
import { readInbox } from '../../../src/pod/index.js';
import { guidance, readsSamira } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { roc, trustsRoc } from './award/steps.js';
import { association, byTitle, delivers, resultsOf } from './push/steps.js';
import { letsRocWrite } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
  await letsRocWrite(house);
  await house.running.admin.letSign(roc);
  return () => house.stop();
}, 300_000);

let nth = 0;
const passed = (score: string) => ({
  state: 'completed',
  pass: 'passed',
  score,
  resultDate: '2026-06-30',
});
/** An association with a title by which its record is found. */
function course(result: object = passed('7')) {
  nth += 1;
  const title = `Koken ${nth}`;
  const { offering, ...rest } = association();
  const name = [{ language: 'nl-NL', value: title }];
  const named = { ...offering, name, course: { ...offering.course, name } };
  return { title, document: { ...rest, offering: named, result } };
}
function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('what is looked for is not there');
  return found;
}
const isSigned = (isOn: boolean) => house.running.admin.signResults(roc, isOn);
const published = (path: string) => fetch(`http://localhost:${house.setup.port}${path}`);

async function samira() {
  const { webId } = there(house.setup.personas.get('samira'));
  return there(await house.running.workshop.ledger.learners.byWebId(webId));
}
/** All versions of the results by these titles, as the pod has them. */
async function versionsOf(...titles: readonly string[]) {
  const { workshop } = house.running;
  const stored = (await storedRecords(workshop, (await samira()).storage)).get(roc);
  return (stored?.records ?? []).filter(
    ({ facets: { core } }) =>
      core.recordType === 'RESULT' && titles.includes(core.title[0]?.value ?? ''),
  );
}
/** One delivery, as it stands in the pod. */
async function deliveryAt(id: string) {
  const { build } = house.running.workshop;
  const [found] = await readInbox(build, (await samira()).storage, roc, [id]);
  return there(found);
}
async function didDocument() {
  const document = await (await published(`/issuers/${roc}/did.json`)).json();
  return new Map([[String(document.id), { document }]]);
}
/** What the list that everybody may read says of a credential, by its own entry in it. */
async function listedAs(bytes: Uint8Array) {
  const dids = await didDocument();
  const { status, proof, findings } = await examine(bytes, dids);
  expect({ proof, findings }).toEqual({ proof: 'VALID', findings: [] });
  const ref = there(status.find(({ purpose }) => purpose === 'revocation'));
  const answer = await published(new URL(ref.list).pathname);
  const read = await examineStatusList(new Uint8Array(await answer.arrayBuffer()), dids);
  if (!('list' in read)) throw new Error(`the list is refused: ${read.finding.code}`);
  const [issuer = ''] = dids.keys();
  return statusAt(ref, read.list, { issuer, now: new Date() }).state;
}
/** How often each list of the school was changed. */
async function listVersions() {
  const { db } = house.running.workshop.ledger;
  const sql = 'select purpose, version from status_list where institution = ? order by purpose';
  return db.em().execute<{ purpose: string; version: number }[]>(sql, [roc]);
}
/** The signed bytes of one version, as they stand beside what the school sent. */
async function bytesOf(title: string, version: number) {
  const all = await versionsOf(title);
  const found = there(all.find((one) => one.version === version));
  const { digest } = there(found.facets.credential);
  const { lookups } = await deliveryAt(found.delivery);
  return Buffer.from(there(lookups.find(({ sha256 }) => sha256 === digest)).body);
}

describe('results of an institution that has them signed', () => {
  it('are as they were until it chooses that', async () => {
    const { title, document } = course();
    await delivers(house, document);
    const [record] = byTitle(await resultsOf(house), title);
    expect(record).toMatchObject({ assertedBy: 'INSTITUTION', verification: null });
    const [version] = await versionsOf(title);
    expect((await deliveryAt(version?.delivery ?? '')).lookups).toEqual([]);
  });

  it('are trusted once they stand in the pod, beside what was sent, and the same again is nothing new', async () => {
    await isSigned(true);
    const { title, document } = course();
    const first = await delivers(house, document);
    expect(first.data.deliverResults).toMatchObject({ changed: 2, pod: 'CONFIRMED' });
    const [record, ...others] = byTitle(await resultsOf(house), title);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      assertedBy: 'ISSUER_SIGNED',
      verification: { verdict: 'TRUSTED', proof: 'VALID', status: 'VALID', subject: 'MATCH' },
    });
    const { data } = await house.ask('samira', 'RecordById', { id: record.id });
    const bytes = await bytesOf(title, 1);
    expect(data.node.credential).toMatchObject({ content: bytes.toString(), encoding: 'UTF8' });
    expect(await listedAs(bytes)).toBe('VALID');
    const [version] = await versionsOf(title);
    const whole = await deliveryAt(version?.delivery ?? '');
    expect(whole.page.body).toBe(JSON.stringify(document));
    // An archive brings it back as what came to us, and a wallet gets a copy of it as before.
    const { workshop } = house.running;
    const owner = await samira();
    const taken = (await workshop.ledger.deliveries.taken(owner.id)).get(whole.id);
    expect(taken?.mark).toBe(markOf(workshop, owner, whole));
    const asked = { record: there(version).key, version: 1 };
    expect((await vouchedRecord(workshop, owner, asked))?.facets).toEqual(version?.facets);
    const again = await delivers(house, document);
    expect(again.data.deliverResults).toMatchObject({ changed: 0 });
    expect(await versionsOf(title)).toHaveLength(1);
    const rebuilt = await delivers(house, { items: [document, course().document] });
    expect(rebuilt.data.deliverResults).toMatchObject({ changed: 2 });
    expect(await versionsOf(title)).toHaveLength(1);
    expect(await bytesOf(title, 1)).toEqual(bytes);
  });

  it('come out in the same bytes when a crash had them signed twice', async () => {
    const { title, document } = course();
    await delivers(house, document);
    const bytes = await bytesOf(title, 1);
    const written = await deliveryAt((await versionsOf(title))[0]?.delivery ?? '');
    const { workshop } = house.running;
    const [again] = await signResults(workshop, await samira(), [asItCame(written)]);
    expect(again?.lookups).toEqual(written.lookups);
    expect(again?.lookups.map(({ body }) => body)).toEqual([bytes.toString()]);
  });

  it('are revoked by a correction and signed anew, and revoked where they are taken back', async () => {
    const { title, document } = course();
    await delivers(house, document);
    const first = await bytesOf(title, 1);
    await delivers(house, { ...document, result: passed('8') });
    const second = await bytesOf(title, 2);
    await vi.waitFor(async () => expect(await listedAs(first)).toBe('REVOKED'), 60_000);
    expect(await listedAs(second)).toBe('VALID');
    const [mended] = byTitle(await resultsOf(house), title);
    expect(mended).toMatchObject({
      assertedBy: 'ISSUER_SIGNED',
      verification: { verdict: 'TRUSTED' },
    });
    // What it said at first is another signature by now: the first stays revoked.
    await delivers(house, document);
    expect(await listedAs(await bytesOf(title, 3))).toBe('VALID');
    await vi.waitFor(async () => expect(await listedAs(second)).toBe('REVOKED'), 60_000);
    expect(await listedAs(first)).toBe('REVOKED');
    const { associationId } = document;
    const input = { learner: house.account('samira').webId, associationId, reason: 'Verwisseld.' };
    await house.ask('roc', 'WithdrawResults', { input });
    const third = await bytesOf(title, 3);
    await vi.waitFor(async () => expect(await listedAs(third)).toBe('REVOKED'), 60_000);
    const [gone] = byTitle(await resultsOf(house), title);
    expect(gone).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('are not signed where they were failed, or are provisional', async () => {
    const failed = course({ ...passed('4'), pass: 'failed' });
    const running = course({ state: 'in progress' });
    await delivers(house, { items: [failed.document, running.document] });
    for (const { title } of [failed, running]) {
      const [version] = await versionsOf(title);
      expect(version?.facets.core.assertedBy).toBe('INSTITUTION');
      expect(version?.facets.credential).toBeUndefined();
    }
  });

  it('cost one rewriting of their lists, however many come at once', async () => {
    const many = Array.from({ length: 40 }, () => course());
    const before = await listVersions();
    await delivers(house, { items: many.map(({ document }) => document) });
    const found = await versionsOf(...many.map(({ title }) => title));
    const signed = found.filter(({ facets }) => facets.credential?.beside === true);
    expect(signed).toHaveLength(many.length);
    expect(await listVersions()).toEqual(before);
    const mended = many.map(({ document }) => ({ ...document, result: passed('9') }));
    await delivers(house, { items: mended });
    const after = before.map(({ purpose, version }) => ({
      purpose,
      version: purpose === 'revocation' ? version + 1 : version,
    }));
    expect(await listVersions()).toEqual(after);
  });

  it('tell nobody that they were passed who sees not how they ended', async () => {
    const failed = course({ ...passed('4'), pass: 'failed' });
    const good = course();
    await delivers(house, { items: [failed.document, good.document] });
    const grant = async (facets: readonly string[]) => {
      const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
      const grantee = { person: house.account('adviser').webId };
      const scope = [{ institutions: [roc] }];
      const input = { grantee, purpose: 'CAREER_GUIDANCE', scope, facets, until };
      await house.ask('samira', 'GrantAccess', { input });
    };
    await grant(['CORE']);
    const seen = async () => {
      const { data } = await readsSamira(house, guidance);
      return [failed, good].map(({ title }) => {
        const [record] = byTitle(data.learner.records.nodes, title);
        return { assertedBy: record?.assertedBy, verification: record?.verification };
      });
    };
    const silent = { assertedBy: 'INSTITUTION', verification: null };
    expect(await seen()).toEqual([silent, silent]);
    await grant(['CORE', 'ASSESSMENT']);
    expect(await seen()).toMatchObject([
      silent,
      { assertedBy: 'ISSUER_SIGNED', verification: { verdict: 'TRUSTED' } },
    ]);
  });

  it('are made again of the inbox as they stand', async () => {
    const { workshop } = house.running;
    const { storage } = await samira();
    const stored = there((await storedRecords(workshop, storage)).get(roc));
    const ids = stored.deliveries.map(({ id }) => id);
    const again = receiveAll(workshop, [], await readInbox(workshop.build, storage, roc, ids));
    const byName = (records: typeof again) =>
      new Map(records.map((record) => [`${record.key} ${record.version}`, record]));
    expect(byName(again)).toEqual(byName(stored.records));
  });

  it('are signed no more where it chooses so, and what was signed still holds', async () => {
    const { title, document } = course();
    await delivers(house, document);
    const bytes = await bytesOf(title, 1);
    await isSigned(false);
    const other = course();
    await delivers(house, other.document);
    expect((await versionsOf(other.title))[0]?.facets.credential).toBeUndefined();
    expect(await listedAs(bytes)).toBe('VALID');
  });
});
