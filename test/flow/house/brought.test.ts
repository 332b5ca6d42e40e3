/** Archives that learners bring, as they are not made by us: what of them comes in, and what of it others notice. */
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId } from '../../../src/base/index.js';
import { universityAssociations } from '../../../src/demo/institutions/index.js';
import { inboxOf } from '../../../src/pod/index.js';
import { bytesOf, filesIn, forged, manifestIn, zipped } from '../../fixtures/archive-files.js';
import { asksForResults, guidance, merenveld } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { type PageSession, refusalIn, signIn } from '../../fixtures/page-session.js';
import { emptyPod } from './archive/emptied.js';

let house: TestHouse;
let samira: PageSession;
let barry: PageSession;
let archive: Uint8Array;

beforeAll(async () => {
  house = await openHouse();
  await house.ask('samira', 'SyncAll');
  samira = await signIn(house, 'samira');
  barry = await signIn(house, 'barry');
  archive = await samira.archive();
  return () => house.stop();
}, 180_000);

const Kept = z.looseObject({ facets: z.looseObject({ core: z.looseObject({}) }) });
type Kept = z.infer<typeof Kept>;
const Whole = z.looseObject({ records: z.array(Kept) });

/** Samira's archive, with other records and a list that fits them. */
const holding = (change: (first: Kept, all: readonly Kept[]) => readonly object[]) =>
  forged(archive, 'records.json', (text) => {
    const whole = Whole.parse(JSON.parse(text));
    const [first] = whole.records;
    if (first === undefined) throw new Error('there are records');
    return JSON.stringify({ ...whole, records: change(first, whole.records) });
  });
const titled = (record: Kept, key: string, title: string, core: object = {}) => ({
  ...record,
  key,
  status: 'CURRENT',
  facets: {
    ...record.facets,
    core: { ...record.facets.core, title: [{ language: 'nl', value: title }], ...core },
  },
});
const ownOf = async (who: 'samira' | 'barry') =>
  (await house.ask(who, 'MyRecords', { first: 250 })).data.myRecords;
const called = async (who: 'samira' | 'barry', title: string) =>
  (await ownOf(who)).nodes.find((node: { title: string }) => node.title === title);

describe('attack 36: what a learner brings', () => {
  it('keeps its record and loses a number that cannot be; the kluis stays readable, also for others', async () => {
    const level = { raw: 'x', eqf: 4.5, derived: false };
    await barry.bring(holding((first) => [titled(first, 'level', 'Half niveau', { level })]));
    const grantee = { person: house.account('adviser').webId };
    const input = { grantee, purpose: guidance.purpose, scope: [{ types: null }] };
    const given = await house.ask('barry', 'GrantAccess', { input });
    const asked = { learner: house.account('barry').webId, first: 250 };
    const seen = await house.ask('adviser', 'LearnerRecords', asked, guidance);
    expect(seen.codes).toEqual([]);
    expect((await called('barry', 'Half niveau')).level).toMatchObject({ raw: 'x', eqf: null });
    await house.ask('barry', 'RevokeGrant', { id: given.data.grantAccess.grant.id });
  });

  it('is taken back by who brought it, and by nobody else', async () => {
    const { id } = await called('barry', 'Half niveau');
    expect((await house.ask('samira', 'RemoveOwnRecord', { id })).codes).toEqual(['NOT_FOUND']);
    const gone = await house.ask('barry', 'RemoveOwnRecord', { id });
    expect(gone.codes).toEqual([]);
    const now = async () => (await called('barry', 'Half niveau')).status;
    await expect.poll(now, { timeout: 30_000 }).toBe('WITHDRAWN');
    expect((await house.ask('barry', 'RemoveOwnRecord', { id })).codes).toEqual([]);
    const school = (await ownOf('barry')).nodes.find(
      ({ assertedBy }: { assertedBy: string }) => assertedBy === 'INSTITUTION',
    );
    const ofSchool = await house.ask('barry', 'RemoveOwnRecord', { id: school.id });
    expect(ofSchool.codes).toEqual(['NOT_FOUND']);
  });

  it('is judged record by record: one with a key that is too long is named, and takes none along', async () => {
    const odd = holding((_first, all) =>
      all.map((one, n) => titled(one, n === 0 ? 'k'.repeat(65) : `sound${n}`, `Verzonnen ${n}`)),
    );
    const report = await barry.bring(odd);
    expect(report).toMatchObject({ refused: 1, refusedNames: ['Verzonnen 0'], skipped: 0 });
    expect(report.accepted).toBeGreaterThan(1);
    const refused = 'Niet overgenomen, omdat het niet te lezen is of niet past: ‘Verzonnen 0’.';
    expect(report.sentences).toContain(refused);
    expect((await barry.bring(odd)).sentences.slice(0, 1)).toEqual([refused]);
  });

  it('has no address that is code, no load in words, and no text that turns the line', async () => {
    const { credits } = { credits: { load: { unit: 'EC', amount: 'veel' }, earning: 'EARNED' } };
    await barry.bring(
      holding((first) => {
        const skill = { recordType: 'SKILL', concept: 'javascript:alert(1)' };
        const { kind: _kind, ...core } = first.facets.core;
        const plain = { ...first, facets: { ...first.facets, core } };
        const loaded = titled(plain, 'load', 'Veel \u202Elast\u2066');
        const facets = { ...loaded.facets, credits: { ...credits, retakeGroup: 'x' } };
        return [titled(plain, 'skill', 'Slotenmaken', skill), { ...loaded, facets }];
      }),
    );
    const query =
      'query MyRecords { myRecords(first: 250) { nodes { title ... on Skill { concept } } totals { value selfDeclared } } }';
    const { data } = await house.ask('barry', 'MyRecords', {}, { query });
    expect(data.myRecords.nodes).toContainEqual({ title: 'Slotenmaken', concept: null });
    expect(data.myRecords.nodes).toContainEqual({ title: 'Veel  last' });
    expect(JSON.stringify(data.myRecords.totals)).not.toContain('NaN');
  });

  it('Adviser 6: is told as brought along, not as of a school, and can be asked for as no school’s', async () => {
    const { perInstitution } = await ownOf('barry');
    const brought = perInstitution.find(
      ({ institution }: { institution: { id: string } }) => institution.id === 'import.invalid',
    );
    expect(brought.institution.name).toBe('Zelf meegebracht');
    const items = [{ institutions: ['import.invalid'], facets: ['CORE'], required: true }];
    expect((await asksForResults(house, { items })).codes).toEqual(['BAD_INPUT']);
  });
});

describe('attack 50: an older archive', () => {
  it('turns no withdrawal back, also in a pod that was emptied', async () => {
    const totals = async () =>
      (await ownOf('samira')).totals.map((line: { value: string }) => line.value);
    house.schools.servers.university.remove(universityAssociations.samiraPassed);
    await house.ask('samira', 'SyncAll');
    const after = await totals();
    await emptyPod(house, house.account('samira').podRoot);
    const report = await samira.bring(archive);
    expect(report).toMatchObject({ standing: 'SEALED', withdrawn: 1, inPod: true });
    expect(await totals()).toEqual(after);
    const again = await samira.bring(await samira.archive());
    expect(again).toMatchObject({ standing: 'SEALED', accepted: 0, withdrawn: 0 });
    expect(await totals()).toEqual(after);
  });
});

describe('attack 33: names that a school puts in an inbox', () => {
  it('do not keep an archive of ours from coming back', async () => {
    const { fetch } = house.running.workshop.build;
    const inbox = inboxOf(house.account('samira').podRoot, institutionId(merenveld));
    const headers = { 'content-type': 'application/json' };
    for (const name of ['Note.json', 'note.json']) {
      const { status } = await fetch(`${inbox}${name}`, { method: 'PUT', headers, body: '{}' });
      expect(status).toBe(201);
    }
    const own = await samira.archive();
    const { files } = manifestIn(filesIn(own));
    const names = files.filter(({ path }) => path.includes('/other/')).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['Note.json', 'note.json']);
    expect(await samira.bring(own)).toMatchObject({ standing: 'SEALED', accepted: 0 });
  });
});

/** Milliseconds that nobody in this process had a turn: at most, and after which answer. */
async function stoppedBy(body: Uint8Array) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const answer = await barry.post(body);
  delay.disable();
  return { answer, ms: delay.max / 1e6 };
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** An archive of these files whose list fits. */
function listed(files: Readonly<Record<string, Uint8Array>>, totals: readonly object[]) {
  const lines = Object.entries(files).map(([path, bytes]) => ({
    path,
    sha256: hashOf(bytes),
    bytes: bytes.byteLength,
  }));
  const at = '2026-11-26T10:00:00Z';
  const format = 'leerkluis-archive/1';
  const manifest = { format, learner: 'x', at, files: lines, totals, received: [] };
  return zipped({ ...files, 'manifest.json': bytesOf(JSON.stringify(manifest)) });
}
const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(',');
/** Half a second at most, where other work of this machine takes its part. */
const noticed = 500;

describe('attack 33: an archive that costs much', () => {
  const records = `{"format":"leerkluis-records/1","learner":"x","person":{},"records":[${many(20_000, '{"institution":"a","key":"b"}')}],"deliveries":[${many(500_000, '{"institution":"a","id":"b"}')}]}`;
  const total = { unit: 'a', amount: 'b', selfDeclared: 'c' };
  const totals = (count: number) => Array.from({ length: count }, () => total);
  const filler = new Uint8Array(70_000_000);

  // biome-ignore format: a table is read in columns
  const bombs = [
    ['its list',    { 'filler.bin': filler, 'records.json': bytesOf(records) }, 380_000, 'NOT_OURS'],
    ['its records', { 'filler.bin': filler, 'records.json': bytesOf(records) }, 1,       'UNREADABLE'],
    ['brackets',    { 'records.json': bytesOf(`[${'[],'.repeat(6_000_000)}1]`) }, 1,     'UNREADABLE'],
  ] as const;
  it.each(bombs)(
    'by %s is refused while others are answered',
    async (_what, files, count, reason) => {
      const { answer, ms } = await stoppedBy(listed(files, totals(count)));
      expect(refusalIn(answer)).toMatchObject({ status: 400, reason });
      expect(ms).toBeLessThan(noticed);
    },
    120_000,
  );
});

describe('J4.3: a long life’s learning', () => {
  it('of 5,000 records comes in, and others are answered meanwhile', async () => {
    const all = holding((first) =>
      Array.from({ length: 5000 }, (_, n) => titled(first, `life${n}`, `Vak ${n}`)),
    );
    const { answer } = await stoppedBy(all);
    expect(answer.status).toBe(200);
    expect(JSON.parse(Buffer.from(answer.bytes).toString())).toMatchObject({ accepted: 5000 });
  }, 180_000);
});
