/** What an institution changes a part of: signed in its name only with its own words, whatever the learner's pod says that it was before. On real servers. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import { sha256Hex, webId } from '../../../src/base/index.js';
import { markOf } from '../../../src/flows/archive-tools.js';
import { deliverResults } from '../../../src/flows/deliver-results.js';
import { takeUpInboxes } from '../../../src/flows/index.js';
import { asItCame } from '../../../src/flows/result-signature.js';
import { storedRecords } from '../../../src/flows/stored-records.js';
import { vouchedRecord } from '../../../src/flows/vouched-record.js';
import { inboxOf, layoutOf, readInbox, storeDelivery } from '../../../src/pod/index.js';
import type { RecordVersion } from '../../../src/records/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { credentialIn, HandWallet, offers, signsHere, statusOf } from '../wallet/steps.js';
import { roc, trustsRoc } from './award/steps.js';
import { association, byTitle, delivers, resultsOf } from './push/steps.js';
import { systemOf } from './push/token.js';
import { clientOf, letsRocWrite, puts } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
let system: typeof fetch;
/** Samira, as the school knows her in addresses. */
let samira: string;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
  await letsRocWrite(house);
  await house.running.admin.letSign(roc);
  await signsHere(house, roc);
  await signs(true);
  system = await systemOf(house, 'roc');
  const { data } = await delivers(house, association(), { dryRun: true });
  samira = data.deliverResults.learner;
  return () => house.stop();
}, 300_000);

const signs = (isOn: boolean) => house.running.admin.signResults(roc, isOn);
const there = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('what is looked for is not there');
  return found;
};
const owner = async () => {
  const { learners } = house.running.workshop.ledger;
  return there(await learners.byWebId(webId(house.account('samira').webId)));
};

let nth = 0;
const passed = (score: string) => ({
  state: 'completed',
  pass: 'passed',
  score,
  resultDate: '2026-06-30',
});
/** An association with a title by which its record is found. */
function course(more: object = {}) {
  nth += 1;
  const title = `Bakken ${nth}`;
  const { offering, ...rest } = association();
  const name = [{ language: 'nl-NL', value: title }];
  const named = { ...offering, name, course: { ...offering.course, name } };
  return { title, document: { ...rest, offering: named, result: passed('7'), ...more } };
}
type Course = ReturnType<typeof course>;

async function changes({ document }: Course, patch: object) {
  const answer = await system(
    `${house.origin}/oeapi/${samira}/associations/${document.associationId}`,
    {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(patch),
    },
  );
  expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
}
/** The result as the pod has it now. */
async function standing({ title }: Course): Promise<RecordVersion> {
  const stored = await storedRecords(house.running.workshop, (await owner()).storage);
  const { records = [] } = stored.get(roc) ?? {};
  return there(
    records.findLast(
      ({ facets: { core }, status }) =>
        core.recordType === 'RESULT' && core.title[0]?.value === title && status === 'CURRENT',
    ),
  );
}
const isSigned = async (one: Course) => (await standing(one)).facets.credential !== undefined;
/** Whether a wallet may have it in the school's name. */
async function mayBeCopied(one: Course): Promise<boolean> {
  const { key, version } = await standing(one);
  const asked = { record: key, version };
  return (await vouchedRecord(house.running.workshop, await owner(), asked)) !== undefined;
}
/** What its learner sees of it. */
async function seen({ title }: Course) {
  const [record] = byTitle(await resultsOf(house), title);
  return record;
}
const trusted = { assertedBy: 'ISSUER_SIGNED', verification: { verdict: 'TRUSTED' } };

async function deliveryOf(one: Course) {
  const { delivery } = await standing(one);
  const { storage } = await owner();
  return there((await readInbox(house.running.workshop.build, storage, roc, [delivery]))[0]);
}
/** Something that its own client, or the learner's, puts in the inbox of the pod. */
async function putInInbox(document: object) {
  const inbox = inboxOf(house.account('samira').podRoot, roc);
  const learners = await clientOf(house, 'samira');
  const status = await puts(learners, `${inbox}${randomUUID()}.json`, JSON.stringify(document));
  expect(status).toBe(201);
  await takeUpInboxes(house.running.workshop, (error) => house.faults.push(error), 0);
}

it('is signed anew with what it was put on, also where it says nothing of the result itself', async () => {
  const one = course();
  await delivers(house, one.document);
  const { id } = await seen(one);
  const wallet = await HandWallet.of(house);
  const copy = credentialIn(await wallet.credential(await wallet.tokenOf(await offers(house, id))));
  expect(await statusOf(house, copy)).toBe('VALID');
  const first = await standing(one);
  const load = { studyLoadUnit: 'sbu', value: 120 };
  const { offering } = one.document;
  await changes(one, { offering: { course: { ...offering.course, studyLoad: load } } });
  expect(await seen(one)).toMatchObject({ ...trusted, credits: { load: { value: '120' } } });
  const second = await standing(one);
  expect(second.facets.credential?.digest).not.toBe(first.facets.credential?.digest);
  await vi.waitFor(async () => expect(await statusOf(house, copy)).toBe('REVOKED'), 60_000);
  // And again a change, put on a change.
  await changes(one, { result: { score: '8' } });
  expect(await seen(one)).toMatchObject({ ...trusted, assessment: { grade: '8' } });
  expect(await mayBeCopied(one)).toBe(true);
});

it('that says nothing of a result leaves what was signed of it', async () => {
  const one = course();
  await delivers(house, one.document);
  const before = await standing(one);
  await changes(one, { state: 'finished', remoteState: 'finished' });
  expect((await standing(one)).facets.credential).toEqual(before.facets.credential);
  expect(await seen(one)).toMatchObject(trusted);
  expect(await mayBeCopied(one)).toBe(true);
});

it('that leaves a result as it was is a new word on it, and never leaves it with a signature that was revoked', async () => {
  const one = course();
  await delivers(house, one.document);
  const before = await standing(one);
  await changes(one, { result: passed('7') });
  expect(await seen(one)).toMatchObject(trusted);
  const after = await standing(one);
  expect(after.version).toBe(before.version);
  expect(after.facets.credential?.digest).not.toBe(before.facets.credential?.digest);
  expect(await mayBeCopied(one)).toBe(true);
  // All of it again: what was signed of the change says just that.
  await delivers(house, one.document);
  expect((await standing(one)).facets.credential).toEqual(after.facets.credential);
  expect(await seen(one)).toMatchObject(trusted);
  // The same change once more, after one of the enrolment alone, is signed as what it is put on says.
  await changes(one, { state: 'finished' });
  await changes(one, { result: passed('7') });
  expect(await seen(one)).toMatchObject(trusted);
  await signs(false);
  await changes(one, { result: { ...passed('7'), consumers: [] } });
  await signs(true);
  expect(await seen(one)).toMatchObject({ assertedBy: 'INSTITUTION', verification: null });
  expect(await mayBeCopied(one)).toBe(true);
});

it("is nobody's word to sign where what it was put on came out of an inbox of the pod", async () => {
  const one = course({ result: passed('5') });
  await delivers(house, one.document);
  await putInInbox({ ...one.document, result: passed('10') });
  await vi.waitFor(async () => {
    expect((await standing(one)).facets.assessment?.score).toBe('10');
  }, 60_000);
  await changes(one, { result: { resultDate: '2026-07-01' } });
  expect((await standing(one)).facets).toMatchObject({
    core: { issuedOn: '2026-07-01', assertedBy: 'INSTITUTION' },
    assessment: { score: '10' },
  });
  expect(await isSigned(one)).toBe(false);
  expect(await mayBeCopied(one)).toBe(false);
  // A change of a change of it is none either, until its institution says all of it.
  await changes(one, { result: { resultDate: '2026-07-02' } });
  expect([await isSigned(one), await mayBeCopied(one)]).toEqual([false, false]);
  await delivers(house, { ...one.document, result: passed('6') });
  expect([await isSigned(one), await mayBeCopied(one)]).toEqual([true, true]);
  await changes(one, { result: { score: '7' } });
  expect([await isSigned(one), await mayBeCopied(one)]).toEqual([true, true]);
});

/** As the learner can write it: the index of the pod, and which deliveries it names. */
async function withIndex(change: (deliveries: readonly any[]) => readonly any[]) {
  const { index: at } = layoutOf((await owner()).storage);
  const client = await clientOf(house, 'samira');
  const index: any = await (await client(at)).json();
  index.deliveries = change(index.deliveries);
  const headers = { 'content-type': 'application/json' };
  const written = await client(at, { method: 'PUT', headers, body: JSON.stringify(index) });
  expect(written.ok).toBe(true);
}

it("is nobody's word to sign where a correction was taken out of the pod before", async () => {
  const one = course({ result: passed('9') });
  await delivers(house, one.document);
  await delivers(house, { ...one.document, result: passed('6') });
  const { delivery: correction } = await standing(one);
  await withIndex((deliveries) => deliveries.filter(({ id }) => id !== correction));
  await changes(one, { result: { resultDate: '2026-07-01' } });
  expect((await standing(one)).facets.core.issuedOn).toBe('2026-07-01');
  expect([await isSigned(one), await mayBeCopied(one)]).toEqual([false, false]);
});

it("is nobody's word to sign where a delivery of the learner's own making was named last", async () => {
  const one = course({ result: passed('6') });
  await delivers(house, one.document);
  const { storage } = await owner();
  const genuine = await deliveryOf(one);
  const body = JSON.stringify({ ...one.document, result: passed('10') });
  const made = {
    ...genuine,
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    page: { ...genuine.page, sha256: sha256Hex(body), body },
    lookups: [],
  };
  const { build } = house.running.workshop;
  await storeDelivery({ ...build, fetch: await clientOf(house, 'samira') }, storage, made);
  const { id, receivedAt } = made;
  await withIndex((deliveries) => [
    ...deliveries,
    { ...deliveries.find((each) => each.id === genuine.id), id, receivedAt },
  ]);
  await changes(one, { result: { resultDate: '2026-07-01' } });
  expect((await standing(one)).facets).toMatchObject({
    core: { issuedOn: '2026-07-01' },
    assessment: { score: '10' },
  });
  expect([await isSigned(one), await mayBeCopied(one)]).toEqual([false, false]);
});

it('is marked as it is stored, also where its institution chose otherwise between two tries', async () => {
  const one = course();
  const { workshop } = house.running;
  await delivers(house, one.document);
  const whole = await deliveryOf(one);
  const isKnownAs = async () => {
    const learner = await owner();
    const stored = await deliveryOf(one);
    const taken = await workshop.ledger.deliveries.taken(learner.id);
    return taken.get(whole.id)?.mark === markOf(workshop, learner, stored);
  };
  expect([whole.lookups.length, await isKnownAs()]).toEqual([1, true]);
  // As if the pod had gone away before it knew of it.
  await withIndex((deliveries) => deliveries.filter(({ id }) => id !== whole.id));
  const isDue = (state: string) =>
    workshop.ledger.db.em().execute(
      `update outbox_item set state = ?, due_at = clock_timestamp() + interval '1 day'
         where delivery_id = ?`,
      [state, whole.id],
    );
  await isDue('WAITING');
  await signs(false);
  await deliverResults(workshop, (await owner()).id, [asItCame(whole)]);
  await signs(true);
  await isDue('DONE');
  expect([(await deliveryOf(one)).lookups.length, await isKnownAs()]).toEqual([0, true]);
});

it('tells not by a missing signature what else a passed result holds', async () => {
  const { offering } = course().document;
  const studyLoad = { studyLoadUnit: 'hour', value: 80 };
  const result = { ...passed('7'), irregularities: 'Te laat binnen' };
  const one = course({ result });
  const other = course();
  const named = { ...other.document.offering, course: { ...offering.course, studyLoad } };
  named.course.name = other.document.offering.name;
  await delivers(house, { items: [one.document, { ...other.document, offering: named }] });
  expect((await standing(one)).facets.special).toEqual({ irregularities: 'Te laat binnen' });
  const { facets } = await standing(other);
  expect(facets.credits?.load.unit).not.toMatch(/EC|SBU/);
  expect([await isSigned(one), await isSigned(other)]).toEqual([true, true]);
  const bytes = (await deliveryOf(one)).lookups.map(({ body }) => body).join('');
  expect(bytes).not.toContain('Te laat');
});
