/** From the institution's award to the learner's pod, and back again for everybody who asks. On real servers. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { examineStatusList } from '../../../src/credentials/index.js';
import { statusAt } from '../../../src/credentials/status/status-at.js';
import { readAttachments } from '../../../src/papers/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { signIn } from '../../fixtures/page-session.js';
import { oneAttachment, pdfOf, stream } from '../../fixtures/pdf-files.js';
import { bytesInInboxes } from './archive/emptied.js';
import { keepsToItsBounds } from './award/bounds.js';
import { checkerOf } from './award/on-paper.js';
import { adviserHears, onPaper, sharedPage } from './award/seen-by-others.js';
import {
  awards,
  cooking,
  cookingIn,
  given,
  offers,
  recipient,
  roc,
  samirasNumber,
  trustsRoc,
} from './award/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
  await house.running.admin.letSign(roc);
  return () => house.stop();
}, 300_000);

const published = (path: string) => fetch(`http://localhost:${house.setup.port}${path}`);

/** The credential in the pod, as the worker finds it there, and what the verifier says of it. */
async function verdictOf(id: string) {
  const { workshop, house: rooms } = house.running;
  const opened = rooms.idsFor(webIdOf('roc')).open('award', id) ?? '';
  const row = await workshop.ledger.awards.byId(opened);
  const digest = row?.digest ?? '';
  const verdicts = await rooms.credentials.judge([
    { digest, bytes: async () => undefined, subject: 'MATCH' },
  ]);
  return { verdict: verdicts.get(digest), row };
}
const webIdOf = (who: 'roc' | 'samira') => {
  const found = house.setup.personas.get(who);
  if (found === undefined) throw new Error(`no ${who}`);
  return found.webId;
};

const held = ['CURRENT', 'TRUSTED', 'VALID'];
const settled = { timeout: 60_000, interval: 300 };

describe('an award of an institution', () => {
  it('is nowhere in the kluis before the learner accepts it, and trusted from then on', async () => {
    const before = await cookingIn(house);
    const { data } = await awards(house, [recipient({ sourceId: 'eerst' })]);
    expect(data.awardMicrocredentials).toMatchObject([
      { place: 1, outcome: 'OFFERED', faults: [] },
    ]);
    expect((await cookingIn(house)).found).toHaveLength(0);
    const [offer] = await offers(house);
    expect(offer).toMatchObject({
      title: cooking.name,
      load: { unit: 'SBU', amount: '240' },
      nlqf: '4',
      result: 'Behaald',
    });
    const answered = await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'ACCEPT' });
    expect(answered.data.answerAward.pod).toBe('CONFIRMED');
    const after = await cookingIn(house);
    expect(after.found).toMatchObject([
      { recordType: 'MICROCREDENTIAL', status: 'CURRENT', assertedBy: 'ISSUER_SIGNED' },
    ]);
    expect(after.sbu).toBe(before.sbu + 240);
    expect(await offers(house)).toEqual([]);
    const { verdict } = await verdictOf(data.awardMicrocredentials[0].id);
    expect(verdict).toMatchObject({ verdict: 'TRUSTED', status: 'VALID', findings: [] });
  });

  it('goes with the overview of its learner, where anybody can check it without us', async () => {
    const samira = await signIn(house, 'samira');
    const { download } = await samira.ready('ExportOverview', 'nl');
    const { bytes } = await samira.get(download);
    const found = readAttachments(bytes);
    if (found.kind === 'refused') throw new Error(found.because);
    const proofs = found.all.filter(({ mediaType }) => mediaType === 'application/vc');
    expect(proofs.map(({ name }) => name)).toEqual(['01-koken-voor-grote-groepen.json']);
    const content = Buffer.from(proofs[0]?.content ?? '');
    const kept = await bytesInInboxes(house, house.account('samira').podRoot);
    expect([...kept.values()]).toContain(content.toString('base64'));
    const verified = await checkerOf(content.toString(), published);
    const paper = await verified(bytes);
    expect(paper.text).toContain('"01-koken-voor-grote-groepen.json": TRUSTED (ROC)');
    expect(paper).toMatchObject({ holds: true });
    const unknown = await verified(bytes, { did: [] });
    expect(unknown.text).toContain('json": UNDETERMINED; KEY_UNRESOLVED');
    expect(unknown).toMatchObject({ holds: false });
    const at = content.indexOf('oken voor');
    const forged = oneAttachment(
      stream(content.fill('a', at, at + 1), '/Subtype /application#2Fvc'),
    );
    const after = await verified(pdfOf(forged));
    expect(after.text).toContain('"bewijs.json": REJECTED; SIGNATURE');
    expect(after).toMatchObject({ holds: false });
  });

  it('is revoked for everybody before that is answered: list, verifier, totals, and not history', async () => {
    const id = await given(house, { sourceId: 'ingetrokken' });
    const before = await cookingIn(house);
    const [shared, withHistory] = [
      await sharedPage(house),
      await sharedPage(house, ['CURRENT', 'WITHDRAWN']),
    ];
    expect(await shared()).toEqual({ said: [held, held], sbu: 480, leftOut: [] });
    const { data, codes } = await house.ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
    expect(codes).toEqual([]);
    expect(data.revokeAward).toMatchObject({
      state: 'REVOKED',
      list: 'CONFIRMED',
      pod: 'CONFIRMED',
    });
    const { verdict, row } = await verdictOf(id);
    expect(verdict).toMatchObject({ verdict: 'REJECTED', status: 'REVOKED' });
    const { list = 0, place = 0 } = row?.at ?? {};
    const answer = await published(`/status/${roc}/revocation/${list}`);
    expect(answer.headers.get('content-type')).toContain('application/vc');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const document = await (await published(`/issuers/${roc}/did.json`)).json();
    const read = await examineStatusList(bytes, new Map([[document.id, { document }]]));
    if (!('list' in read)) throw new Error(`the list is refused: ${read.finding.code}`);
    const ref = {
      kind: 'BITSTRING',
      list: `http://localhost:${house.setup.port}/status/${roc}/revocation/${list}`,
      index: place,
      purpose: 'revocation',
    } as const;
    const at = statusAt(ref, read.list, { issuer: document.id, now: new Date() });
    expect(at.state).toBe('REVOKED');
    // Where current records are shared it is gone from the page of the link; where history is, it is marked.
    expect(await shared()).toEqual({ said: [held], sbu: 240, leftOut: [] });
    expect(await withHistory()).toEqual({
      said: [held, ['WITHDRAWN', 'REJECTED', 'REVOKED']],
      sbu: 240,
      leftOut: ['WITHDRAWN'],
    });
    const after = await cookingIn(house);
    expect(after.sbu).toBe(before.sbu - 240);
    expect(after.found).toContainEqual(
      expect.objectContaining({ status: 'WITHDRAWN', withdrawalReason: 'Verwisseld.' }),
    );
  });

  it('holds again after it was suspended', async () => {
    const id = await given(house, { sourceId: 'opgeschort' });
    const suspended = await house.ask('roc', 'SuspendAward', { id });
    expect(suspended.data.suspendAward).toMatchObject({ state: 'SUSPENDED', list: 'CONFIRMED' });
    expect((await verdictOf(id)).verdict).toMatchObject({ status: 'SUSPENDED' });
    const shared = await sharedPage(house);
    expect(await shared()).toEqual({
      said: [['CURRENT', 'REJECTED', 'SUSPENDED'], held],
      sbu: 240,
      leftOut: ['SUSPENDED'],
    });
    const paper = await onPaper(house);
    expect(paper.sbu).toBe((await cookingIn(house)).sbu);
    expect(paper.text).toContain(
      `${cooking.name} Nu niet geldig: tijdelijk stopgezet door wie het gaf`,
    );
    expect(paper.text).toContain('240 SBU (tijdelijk stopgezet)');
    await house.ask('roc', 'RestoreAward', { id });
    expect((await verdictOf(id)).verdict).toMatchObject({ verdict: 'TRUSTED', status: 'VALID' });
  });

  it('takes the yes of a claim with it for as long as it is suspended', async () => {
    const asked = await awards(house, [recipient({ sourceId: 'hoog' })], { eqf: 6, nlqf: '6' });
    const [{ id }] = asked.data.awardMicrocredentials;
    const [offer] = await offers(house);
    await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'ACCEPT' });
    const { codes } = await house.ask('samira', 'GrantAccess', {
      input: {
        purpose: 'CAREER_GUIDANCE',
        grantee: { person: house.account('adviser').webId },
        scope: [],
        claims: [
          { kind: 'HOLDS', recordType: 'MICROCREDENTIAL', levelMin: 6 },
          { kind: 'STUDY_LOAD', unit: 'SBU', atLeast: '240', levelMin: 6 },
          { kind: 'HOLDS', recordType: 'MICROCREDENTIAL', levelMin: 7 },
        ],
      },
    });
    expect(codes).toEqual([]);
    const yes = [
      [true, 'ISSUER_SIGNED'],
      [true, 'INSTITUTION'],
      [false, null],
    ];
    expect(await adviserHears(house)).toEqual(yes);

    await house.ask('roc', 'SuspendAward', { id });
    // Before the view has followed nobody is told a yes, and what the award is no part of is told as ever.
    const [diploma, load, higher] = await adviserHears(house);
    expect([diploma?.[0], load?.[0]]).not.toContain(true);
    expect(higher).toEqual([false, null]);
    const no = [false, null];
    await vi.waitFor(async () => expect(await adviserHears(house)).toEqual([no, no, no]), settled);

    await house.ask('roc', 'RestoreAward', { id });
    await vi.waitFor(async () => expect(await adviserHears(house)).toEqual(yes), settled);
    await house.ask('roc', 'RevokeAward', { id, reason: 'Verwisseld.' });
    expect((await adviserHears(house)).map(([holds]) => holds)).not.toContain(true);
    await vi.waitFor(async () => expect(await adviserHears(house)).toEqual([no, no, no]), settled);
  });

  it('is mended and renewed without asking again, and the old ones no longer hold', async () => {
    const first = await given(house, { sourceId: 'verbeterd' });
    const mended = await house.ask('roc', 'CorrectAward', {
      input: {
        id: first,
        achievement: { ...cooking, load: { unit: 'SBU', amount: '320' } },
        awardedOn: '2026-06-30',
        validUntil: '2036-06-30',
        reason: 'De studielast klopte niet.',
      },
    });
    expect(mended.codes).toEqual([]);
    const { id: second } = mended.data.correctAward;
    await vi.waitFor(async () => expect((await verdictOf(second)).row?.state).toBe('ISSUED'), {
      timeout: 60_000,
    });
    expect((await verdictOf(first)).verdict).toMatchObject({ status: 'REVOKED' });
    const renewed = await house.ask('roc', 'RenewAward', { id: second, validUntil: '2040-01-01' });
    expect(renewed.codes).toEqual([]);
    const { id: third } = renewed.data.renewAward;
    await vi.waitFor(async () => expect((await verdictOf(third)).row?.state).toBe('ISSUED'), {
      timeout: 60_000,
    });
    expect((await verdictOf(third)).verdict).toMatchObject({ verdict: 'TRUSTED' });
    expect((await verdictOf(second)).verdict).toMatchObject({ status: 'REVOKED' });
    await vi.waitFor(
      async () => {
        const { found } = await cookingIn(house);
        const loads = found
          .filter(({ status }: { status: string }) => status === 'CURRENT')
          .map(({ credits }: { credits: { load: { value: string } } }) => credits.load.value);
        expect(loads.filter((value: string) => value === '320')).toHaveLength(1);
      },
      { timeout: 60_000, interval: 300 },
    );
  });

  it('says the same of nobody and of somebody who did not let the institution', async () => {
    const { data } = await awards(house, [
      recipient({ person: 'niemand' }),
      recipient({ person: house.account('barry').webId }),
    ]);
    const [nobody, somebody] = data.awardMicrocredentials;
    expect(nobody).toMatchObject({ outcome: 'REFUSED', faults: [{ code: 'LEARNER_NOT_REACHED' }] });
    expect(somebody.faults).toEqual(nobody.faults);
  });

  it('goes to all that are right, and names by a pointer what is wrong with another', async () => {
    const wrong = recipient({ validUntil: '2001-01-01' });
    const { data } = await awards(house, [wrong, recipient({ sourceId: 'goed' })]);
    expect(data.awardMicrocredentials).toMatchObject([
      { outcome: 'REFUSED', faults: [{ code: 'PERIOD_REVERSED', pointer: '/validUntil' }] },
      { outcome: 'OFFERED' },
    ]);
    const again = await awards(house, [recipient({ sourceId: 'goed' })]);
    expect(again.data.awardMicrocredentials).toMatchObject([{ outcome: 'KNOWN' }]);
    const [offer] = await offers(house);
    const no = await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'DECLINE' });
    expect(no.codes).toEqual([]);
    expect(await offers(house)).toEqual([]);
  });

  it('comes by a table too, and each row that is wrong names its column', async () => {
    const { data: template } = await house.ask('roc', 'AwardsTemplate');
    const [head = '', example = ''] = String(template.awardsTemplate).split('\r\n');
    const right = example.replace('s1234567', samirasNumber);
    const table = [head, right, right.replace(';240;', ';veel;').replace('-001', '-002')];
    const content = Buffer.from(table.join('\r\n')).toString('base64');
    const dry = await house.ask('roc', 'AwardFromFile', { document: { content }, dryRun: true });
    expect(dry.data.awardFromFile).toMatchObject([{ outcome: 'OFFERED' }, { outcome: 'REFUSED' }]);
    expect(await offers(house)).toEqual([]);
    const { data } = await house.ask('roc', 'AwardFromFile', { document: { content } });
    expect(data.awardFromFile).toMatchObject([
      { place: 2, outcome: 'OFFERED', faults: [] },
      {
        place: 3,
        outcome: 'REFUSED',
        faults: [{ code: 'LOAD_NOT_A_NUMBER', column: 'studielast' }],
      },
    ]);
    expect(await offers(house)).toMatchObject([{ title: 'Koken voor groepen' }]);
  });

  it('leaves no words in the database, and nothing but words in the log', async () => {
    const { log, learners, db } = house.running.workshop.ledger;
    const learner = await learners.byWebId(webIdOf('samira'));
    if (learner === undefined) throw new Error('no Samira');
    const lines = await log.read(learner.id, 100);
    const events = new Set(lines.map((line) => (line.kind === 'POLICY' ? line.event : line.kind)));
    for (const event of [
      'AWARD_OFFERED',
      'AWARD_ACCEPTED',
      'AWARD_DECLINED',
      'AWARD_REVOKED',
      'AWARD_SUSPENDED',
      'AWARD_RESTORED',
    ]) {
      expect(events).toContain(event);
    }
    const rows = await db.em().execute<unknown[]>('select * from award');
    expect(JSON.stringify(rows)).not.toContain('Koken');
    expect(house.faults).toEqual([]);
  });
});

keepsToItsBounds(() => house);
