/** Of all that are due each is handed out once, in the ledger itself, to processes that share nothing else. */
import * as fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { institutionId, type LearnerId, webId } from '../../../src/base/index.js';
import type { DuePull, Ledger } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { lateFailureOf } from '../../fixtures/properties.js';

const schools = ['linde.example', 'eik.example', 'beuk.example'].map(institutionId);
const [linde, eik] = schools;
const limits = { perInstitution: 2, leaseMs: 60_000, seenMs: 3_600_000 };
const inAYear = () => new Date(Date.now() + 365 * 86_400_000);

let kluis: TestLedger;
let other: Ledger;
const people: LearnerId[] = [];
beforeAll(async () => {
  kluis = await openTestLedger();
  other = await kluis.openAnother();
  for (const name of ['noor', 'daan', 'yusuf', 'fleur', 'mees', 'sanne']) {
    const id = webId(`https://${name}.example/#me`);
    const { learners } = kluis.ledger;
    const { id: learner } = await learners.enrol(id, `https://${name}.example/`);
    await learners.markOpened(learner, new Date());
    for (const institution of schools) {
      await learners.link(learner, { institution, personId: `nr-${name}` }, inAYear());
    }
    people.push(learner);
  }
  return kluis.close;
}, 120_000);
beforeEach(async () => {
  await kluis.sql('delete from pull');
  await kluis.sql('delete from pull_notice');
  await kluis.sql('delete from institution_health');
  await kluis.ledger.pulls.followLinks(0);
});

const keyOf = ({ learner, institution }: DuePull) => `${learner} ${institution}`;
const done = { waitMs: 86_400_000, restMs: 0, failures: 0, seen: undefined };
const claims = (ledger: Ledger) => ledger.pulls.claim(schools, limits);
const first = async (within = limits, ledger = kluis.ledger): Promise<DuePull> => {
  const due = await ledger.pulls.claim(schools, within);
  return due ?? expect.unreachable('nothing is due');
};

/** Three ask at once, again and again, and what was taken up ends now and then. */
const isEachOnce = async (all: [string, boolean, number][]): Promise<void> => {
  await kluis.sql('delete from pull');
  await kluis.ledger.pulls.followLinks(0);
  const held: DuePull[] = [];
  const ended = new Set<string>();
  const ends = async (ledger: Ledger, at: number): Promise<boolean> => {
    const [one] = held.splice(at % Math.max(1, held.length), 1);
    if (one === undefined) return true;
    ended.add(keyOf(one));
    return ledger.pulls.finish(one, done);
  };
  const takes = async (ledger: Ledger): Promise<boolean> => {
    const asked = await Promise.all([claims(ledger), claims(kluis.ledger), claims(other)]);
    return held.push(...asked.filter((one) => one !== undefined)) >= 0;
  };
  for (const [what, isOther, at] of all) {
    const ledger = isOther ? other : kluis.ledger;
    expect(await (what === 'end' ? ends(ledger, at) : takes(ledger))).toBe(true);
    const keys = held.map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => ended.has(key))).toEqual([]);
    const perSchool = [...Map.groupBy(held, (one) => one.institution).values()];
    expect(Math.max(0, ...perSchool.map((list) => list.length))).toBeLessThanOrEqual(2);
  }
};

describe('what is due', () => {
  it('is handed out once, and never more than so many of one school, whoever asks and ends when', async () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('claim', 'claim', 'end'), fc.boolean(), fc.nat(50)),
      { minLength: 4, maxLength: 14 },
    );
    expect(await lateFailureOf(steps, isEachOnce, 15)).toBe(undefined);
  });

  it('is handed out again where whoever took it up died, and the dead one has no word any more', async () => {
    const short = { ...limits, perInstitution: 100, leaseMs: 0 };
    const one = await first(short);
    const again = await first(short, other);
    expect(keyOf(again)).toBe(keyOf(one));
    expect(await kluis.ledger.pulls.finish(one, done)).toBe(false);
    expect(await other.pulls.finish(again, done)).toBe(true);
  });

  it('is not what a link that ran out, or is gone, was fetched by', async () => {
    await kluis.sql('create temp table kept as select * from institution_link');
    await kluis.sql(
      "update institution_link set expires_at = now() - interval '1 second' where institution_id = $1",
      [linde],
    );
    expect(await kluis.ledger.pulls.claim([linde ?? institutionId('x.example')], limits)).toBe(
      undefined,
    );
    await kluis.ledger.pulls.followLinks(0);
    const left = await kluis.sql('select distinct institution from pull order by 1');
    expect(left.map((row) => row['institution'])).toEqual(['beuk.example', 'eik.example']);
    await kluis.sql("update institution_link set expires_at = now() + interval '1 year'");
  });

  it('waits while its school is left alone, and others do not', async () => {
    const trouble = { code: 'NO_ANSWER', isTrouble: true, tookMs: 0, leaveMs: 60_000 };
    await kluis.ledger.pulls.noteOutcome(linde ?? institutionId('x.example'), trouble);
    const found = [await first(), await first(), await first(), await first()];
    expect(new Set(found.map((one) => one.institution))).toEqual(
      new Set(['beuk.example', 'eik.example']),
    );
    expect(await claims(other)).toBe(undefined);
  });
});

describe('that something changed', () => {
  it('makes whoever it is about due at once, to be read whole, and nobody else', async () => {
    await kluis.sql("update pull set next_at = now() + interval '1 day', seen = '{}', stand = 'x'");
    const { pulls } = other;
    const school = eik ?? institutionId('x.example');
    await pulls.notice(school, [{ kind: 'PERSON', personId: 'nr-daan' }]);
    await pulls.notice(school, [{ kind: 'PERSON', personId: 'nr-daan' }]);
    await pulls.notice(school, [{ kind: 'PERSON', personId: 'nobody here' }]);
    expect(await kluis.ledger.pulls.heedNotices(60_000)).toBe(1);
    expect(await kluis.sql('select * from pull_notice')).toEqual([]);
    const due = await first();
    expect([due.learner, due.institution, due.seen]).toEqual([people[1], 'eik.example', undefined]);
    expect(await claims(other)).toBe(undefined);
  });

  it('said while it is fetched makes it due once more', async () => {
    await kluis.sql("update pull set next_at = now() + interval '1 day'");
    const school = eik ?? institutionId('x.example');
    const says = async () => {
      await kluis.ledger.pulls.notice(school, [{ kind: 'PERSON', personId: 'nr-noor' }]);
      await kluis.ledger.pulls.heedNotices(0);
    };
    await says();
    const due = await first();
    await says();
    const seen = { said: '{}', stand: 'x' };
    expect(await kluis.ledger.pulls.finish(due, { ...done, seen })).toBe(true);
    const again = await first();
    expect([keyOf(again), again.seen]).toEqual([keyOf(due), undefined]);
  });

  it('is no reason to press a school: it has its rest, and after a failure all of its wait', async () => {
    await kluis.sql("update pull set next_at = now() + interval '1 day'");
    const school = eik ?? institutionId('x.example');
    const says = async () => {
      await kluis.ledger.pulls.notice(school, [{ kind: 'PERSON', personId: 'nr-noor' }]);
      await kluis.ledger.pulls.heedNotices(60_000);
    };
    const minutes = async () => {
      const [row] = await kluis.sql(
        `select extract(epoch from next_at - clock_timestamp())::float8 / 60 as wait from pull
         where learner_id = $1 and institution = $2`,
        [people[0], school],
      );
      return Math.round(Number(row?.['wait']));
    };
    const rest = { ...done, restMs: 60_000 };
    await says();
    const whole = await first();
    await says();
    await kluis.ledger.pulls.finish(whole, rest);
    expect(await minutes()).toBe(1);
    await kluis.sql('update pull set next_at = now() where learner_id = $1', [people[0]]);
    const failed = await kluis.ledger.pulls.claim([school], limits);
    await says();
    if (failed === undefined) throw new Error('nothing is due');
    const failure = { ...rest, code: 'BUSY', failures: 1, waitMs: 7_200_000 };
    await kluis.ledger.pulls.finish(failed, failure);
    expect(await minutes()).toBe(120);
    await says();
    expect(await minutes()).toBe(120);
  });
});

it('how a school answers is told of what happened: since when it fails, and that it is over', async () => {
  const school = linde ?? institutionId('x.example');
  const { pulls } = kluis.ledger;
  expect(await pulls.healthOf(school)).toMatchObject({ links: 6, overdue: 0 });
  await pulls.noteOutcome(school, { isTrouble: false, tookMs: 0 });
  await pulls.noteOutcome(school, {
    code: 'NO_ANSWER',
    isTrouble: true,
    tookMs: 0,
    leaveMs: 60_000,
  });
  const down = await pulls.healthOf(school);
  await pulls.noteOutcome(school, { code: 'BUSY', isTrouble: true, tookMs: 0 });
  const still = await pulls.healthOf(school);
  expect(still).toMatchObject({ code: 'BUSY', failingSince: down.failingSince });
  expect(still.askAgainAt).toEqual(down.askAgainAt);
  expect(await pulls.troubleOf(school)).toBe(2);
  await pulls.noteOutcome(school, { isTrouble: false, tookMs: 0 });
  const up = await pulls.healthOf(school);
  expect([up.failingSince, up.askAgainAt]).toEqual([undefined, undefined]);
  await pulls.noteOutcome(school, {
    code: 'NO_ANSWER',
    isTrouble: true,
    tookMs: 0,
    leaveMs: 60_000,
  });
  await pulls.noteOutcome(school, { code: 'UNREADABLE', isTrouble: false, tookMs: 0 });
  expect((await pulls.healthOf(school)).askAgainAt).toBeInstanceOf(Date);
  expect(await pulls.troubleOf(school)).toBe(0);
  await kluis.sql("update pull set next_at = now() - interval '2 hours' where institution = $1", [
    school,
  ]);
  expect((await pulls.healthOf(school)).overdue).toBe(6);
});

it('that all came is no word on a school that asked for patience meanwhile', async () => {
  const school = linde ?? institutionId('x.example');
  const { pulls } = kluis.ledger;
  const isLeft = async () => (await pulls.healthOf(school)).askAgainAt !== undefined;
  await pulls.noteOutcome(school, {
    code: 'BUSY',
    isTrouble: true,
    tookMs: 0,
    leaveMs: 3_600_000,
  });
  await pulls.noteOutcome(school, { isTrouble: false, tookMs: 60_000 });
  expect(await isLeft()).toBe(true);
  expect((await pulls.healthOf(school)).failingSince).toBeInstanceOf(Date);
  expect(await pulls.troubleOf(school)).toBeGreaterThan(0);
  await pulls.noteOutcome(school, { isTrouble: false, tookMs: 0 });
  expect(await isLeft()).toBe(false);
  expect((await pulls.healthOf(school)).failingSince).toBeUndefined();
  expect(await pulls.troubleOf(school)).toBe(0);
});
