import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch, sha256Hex } from '../../../src/base/index.js';
import {
  type Examiner,
  examinerHere,
  type Registry,
  registryOf,
  type Verdict,
} from '../../../src/credentials/index.js';
import { credentialDesk, type ToJudge } from '../../../src/flows/credential-desk.js';
import type { Ledger } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { publishingSchool } from '../../fixtures/publishing-school.js';

let kluis: TestLedger;
let other: Ledger;
beforeAll(async () => {
  kluis = await openTestLedger();
  other = await kluis.openAnother();
  return kluis.close;
}, 120_000);

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const minute = 60_000;
const start = new Date('2026-11-27T09:00:00Z');

/** One process: what it examines is counted. */
function process(ledger: Ledger, clock: { at: Date }, registry: Registry = registryOf([])) {
  const outside = guardedFetch({ allowLoopback: true });
  open.push(() => outside.close());
  const count = { credentials: 0, lists: 0 };
  const examiner: Examiner = {
    examine: (bytes, dids) => {
      count.credentials += 1;
      return examinerHere.examine(bytes, dids);
    },
    examineList: (bytes, dids) => {
      count.lists += 1;
      return examinerHere.examineList(bytes, dids);
    },
  };
  const desk = credentialDesk({ ledger, outside, examiner, registry, now: () => clock.at });
  return { desk, count };
}

const toJudge = (bytes: Uint8Array): ToJudge => ({
  digest: sha256Hex(Buffer.from(bytes).toString()),
  bytes: async () => bytes,
  subject: 'UNCHECKED',
});

async function school() {
  const berkenhof = await publishingSchool();
  open.push(berkenhof.stop);
  return berkenhof;
}

async function oneVerdict(
  { desk }: Pick<ReturnType<typeof process>, 'desk'>,
  bytes: Uint8Array,
): Promise<Verdict> {
  const one = toJudge(bytes);
  const verdict = (await desk.judge([one])).get(one.digest);
  if (verdict === undefined) throw new Error('nobody judged it');
  return verdict;
}

describe('the desk for credentials', () => {
  it('examines each once, for all processes, and fetches keys and a list once', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const [first, second] = [process(kluis.ledger, clock), process(other, clock)];
    const all = await Promise.all([1, 2, 3].map((index) => berkenhof.award(index)));
    const asked = all.map(toJudge);
    const twice = await Promise.all([first.desk.judge(asked), first.desk.judge(asked)]);
    for (const verdicts of twice) {
      expect([...verdicts.values()].map(({ verdict }) => verdict)).toEqual([
        'AUTHENTIC',
        'AUTHENTIC',
        'AUTHENTIC',
      ]);
    }
    await first.desk.judge(asked);
    expect(first.count).toEqual({ credentials: 3, lists: 1 });
    // The other one has no need of the bytes.
    const blind = asked.map((one) => ({ ...one, bytes: async () => undefined }));
    const there = await second.desk.judge(blind);
    expect([...there.values()].every(({ status }) => status === 'VALID')).toBe(true);
    expect(second.count).toEqual({ credentials: 0, lists: 0 });
    expect(berkenhof.asked.toSorted()).toEqual(['/schools/berkenhof/did.json', '/status/1']);
  });

  it('says that one was taken back once its list is asked for again, in every process', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const [first, second] = [process(kluis.ledger, clock), process(other, clock)];
    const badge = await berkenhof.award(8);
    expect(await oneVerdict(first, badge)).toMatchObject({ status: 'VALID' });
    expect(await oneVerdict(second, badge)).toMatchObject({ status: 'VALID', statusAsOf: start });
    await berkenhof.takeBack(8);
    clock.at = new Date(start.getTime() + 0.5 * minute);
    expect(await oneVerdict(first, badge)).toMatchObject({ status: 'VALID' });
    await second.desk.recheck(toJudge(badge).digest, async () => badge);
    const revoked = { verdict: 'REJECTED', status: 'REVOKED', proof: 'VALID' };
    for (const each of [first, second]) {
      expect(await oneVerdict(each, badge)).toMatchObject({ ...revoked, statusAsOf: clock.at });
    }
    // And by itself, when the list is not fresh any more.
    await berkenhof.takeBack();
    clock.at = new Date(start.getTime() + 3 * minute);
    expect(await oneVerdict(first, badge)).toMatchObject({ status: 'VALID' });
  });

  it('goes by the last list for a while when there is none, and then says that it does not know', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const one = process(kluis.ledger, clock);
    const badge = await berkenhof.award(8, 'Lassen');
    await oneVerdict(one, badge);
    berkenhof.close('/status/1');
    clock.at = new Date(start.getTime() + 0.9 * minute);
    expect(await oneVerdict(one, badge)).toMatchObject({ status: 'VALID', statusAsOf: start });
    clock.at = new Date(start.getTime() + 30 * minute);
    const unknown = await oneVerdict(one, badge);
    expect(unknown).toMatchObject({ verdict: 'UNDETERMINED', status: 'UNKNOWN', proof: 'VALID' });
    expect(unknown.findings).toEqual([{ code: 'STATUS_UNAVAILABLE' }]);
    await berkenhof.takeBack();
    clock.at = new Date(start.getTime() + 40 * minute);
    expect(await oneVerdict(one, badge)).toMatchObject({ verdict: 'AUTHENTIC', status: 'VALID' });
  });

  it('trap 11: believes a retired key that stays published, and not one that is gone', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const one = process(kluis.ledger, clock);
    const badge = await berkenhof.award(8, 'Frezen');
    await oneVerdict(one, badge);
    await berkenhof.changeKeys({ keepsFirst: true });
    clock.at = new Date(start.getTime() + 25 * 60 * minute);
    expect(await oneVerdict(one, badge)).toMatchObject({ verdict: 'AUTHENTIC' });
    await berkenhof.changeKeys({ keepsFirst: false });
    clock.at = new Date(start.getTime() + 50 * 60 * minute);
    const gone = await oneVerdict(one, badge);
    expect(gone).toMatchObject({ verdict: 'UNDETERMINED', proof: 'VALID' });
    expect(gone.findings).toContainEqual({ code: 'KEY_GONE' });
    // What was found out stays: without the bytes, and when the whole domain is gone, it is not said to be false.
    berkenhof.close();
    clock.at = new Date(start.getTime() + 99 * 60 * minute);
    const domain = await oneVerdict(one, badge);
    expect(domain).toMatchObject({ verdict: 'UNDETERMINED', proof: 'VALID' });
    expect(domain.findings).toContainEqual({ code: 'KEY_UNRESOLVED' });
  });

  it('tries again when a key could not be had, and keeps no verdict on that', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const one = process(kluis.ledger, clock);
    const badge = await berkenhof.award(8, 'Draaien');
    berkenhof.close('/schools/berkenhof/did.json');
    expect(await oneVerdict(one, badge)).toMatchObject({
      verdict: 'UNDETERMINED',
      proof: 'UNSUPPORTED',
    });
    await berkenhof.changeKeys({ keepsFirst: true });
    clock.at = new Date(start.getTime() + 6 * minute);
    const later = process(other, clock);
    expect(await oneVerdict(later, badge)).toMatchObject({ verdict: 'AUTHENTIC' });
  });

  it('keeps no answer that was on its way when the list was forgotten', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const [first, second] = [process(kluis.ledger, clock), process(other, clock)];
    const badge = await berkenhof.award(8, 'Ponsen');
    await oneVerdict(first, badge);
    clock.at = new Date(start.getTime() + 2 * minute);
    const held = berkenhof.hold('/status/1');
    const early = oneVerdict(first, badge);
    await held.asked;
    await berkenhof.takeBack(8);
    clock.at = new Date(start.getTime() + 2.05 * minute);
    await second.desk.forgetList(berkenhof.list);
    held.letGo();
    await early;
    clock.at = new Date(start.getTime() + 2.1 * minute);
    for (const each of [first, second]) {
      expect(await oneVerdict(each, badge)).toMatchObject({ status: 'REVOKED' });
    }
  });

  it('does not take back what was taken back, though the list that says so is away', async () => {
    const berkenhof = await school();
    const one = process(kluis.ledger, { at: start });
    const badge = await berkenhof.award(8, 'Buigen');
    await berkenhof.takeBack(8);
    expect(await oneVerdict(one, badge)).toMatchObject({ status: 'REVOKED' });
    berkenhof.close('/status/1');
    await one.desk.recheck(toJudge(badge).digest, async () => badge);
    expect(await oneVerdict(one, badge)).toMatchObject({ verdict: 'REJECTED', status: 'REVOKED' });
  });

  it.each(['anotherKey', 'notToAssert', 'oddMethod'] as const)(
    'finds a key that was not there for a moment (%s) once it is',
    async (mistake) => {
      const berkenhof = await school();
      const clock = { at: start };
      const one = process(kluis.ledger, clock);
      const badge = await berkenhof.award(8, `Slijpen ${mistake}`);
      await berkenhof.publishWrongly(mistake);
      const wrong = await oneVerdict(one, badge);
      expect(['TRUSTED', 'AUTHENTIC']).not.toContain(wrong.verdict);
      berkenhof.publishAgain();
      await one.desk.recheck(toJudge(badge).digest, async () => badge);
      expect(await oneVerdict(one, badge)).toMatchObject({ verdict: 'AUTHENTIC' });
    },
  );

  it('trusts whom the operator recognises, from the moment that they are', async () => {
    const berkenhof = await school();
    const clock = { at: start };
    const badge = await berkenhof.award(8, 'Vijlen');
    const entry = {
      name: { nl: 'School Berkenhof', en: 'Berkenhof School' },
      schacHome: 'berkenhof.example',
      dids: [berkenhof.did],
      keys: [],
    };
    expect(await oneVerdict(process(kluis.ledger, clock), badge)).toMatchObject({
      verdict: 'AUTHENTIC',
      issuer: 'BOUND',
    });
    const known = process(kluis.ledger, clock, registryOf([entry]));
    expect(await oneVerdict(known, badge)).toMatchObject({
      verdict: 'TRUSTED',
      issuer: 'REGISTERED',
    });
  });

  it('judges nothing by bytes that are others than they are called', async () => {
    const berkenhof = await school();
    const one = process(kluis.ledger, { at: start });
    const [badge, forged] = [await berkenhof.award(1, 'Zagen'), await berkenhof.award(2, 'Boren')];
    const { digest } = toJudge(badge);
    const found = await one.desk.judge([{ ...toJudge(forged), digest }]);
    expect([...found]).toEqual([]);
    expect(await oneVerdict(one, badge)).toMatchObject({ verdict: 'AUTHENTIC' });
  });
});
