/** Archives that learners bring, as they are not made by us: what of them comes in, and what of it others notice. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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

const totals = async () =>
  (await ownOf('samira')).totals.map((line: { value: string }) => line.value);

describe('attack 50: an older archive', () => {
  it('turns no withdrawal back, also in a pod that was emptied', async () => {
    house.schools.servers.university.remove(universityAssociations.samiraPassed);
    await house.ask('samira', 'SyncAll');
    const after = await totals();
    await emptyPod(house, house.account('samira').podRoot);
    // Both its enrolment and its result.
    const report = await samira.bring(archive);
    expect(report).toMatchObject({ standing: 'SEALED', withdrawn: 2, inPod: true });
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
    expect(new Set(names)).toEqual(new Set(['Note.json', 'note.json']));
    expect(names).toHaveLength(2);
    expect(await samira.bring(own)).toMatchObject({ standing: 'SEALED', accepted: 0 });
  });
});

/** What only packs well, and a list that fits it. */
function costly() {
  const filler = new Uint8Array(20_000_000);
  const hash = createHash('sha256').update(filler).digest('hex');
  const total = { unit: 'a', amount: 'b', selfDeclared: 'c' };
  const manifest = {
    format: 'leerkluis-archive/1',
    learner: 'x',
    at: '2026-11-26T10:00:00Z',
    files: [{ path: 'filler.bin', sha256: hash, bytes: filler.byteLength }],
    totals: Array.from({ length: 380_000 }, () => total),
    received: [],
  };
  const text = JSON.stringify(manifest);
  const begun = performance.now();
  JSON.parse(text);
  const inOneGo = performance.now() - begun;
  return { bomb: zipped({ 'filler.bin': filler, 'manifest.json': bytesOf(text) }), inOneGo };
}

describe('attack 33: an archive that costs much', () => {
  it('is refused, and everybody else is answered meanwhile', async () => {
    const { bomb, inOneGo } = costly();
    // What the house has hung up meanwhile, the browser knows.
    await sleep(200);
    const upload = { isUnderWay: true };
    let slowest = 0;
    const others = (async () => {
      while (upload.isUnderWay) {
        const asked = performance.now();
        await (await fetch(`${house.origin}/sign-in/ways`)).text();
        slowest = Math.max(slowest, performance.now() - asked);
      }
    })();
    const answer = await barry.post(bomb);
    upload.isUnderWay = false;
    await others;
    expect(refusalIn(answer)).toMatchObject({ status: 400, reason: 'NOT_OURS' });
    // Built in one go, which nobody does with it, its list alone would hold everybody for that long.
    expect(slowest / inOneGo).toBeLessThan(6);
  }, 60_000);
});
