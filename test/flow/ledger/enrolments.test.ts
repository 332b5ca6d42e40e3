/** What is done with a question to a host, and what is told of it, whatever the host does. On a real database, with hosts on paper. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { callingOffForLong } from './enrolments/calling-off.js';
import { leaveAndAgreement } from './enrolments/leave.js';
import { brokenOff, hostOf, no, openAsking, type Script, said, unheard } from './paper-hosts.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
}, 120_000);
beforeEach(() => kluis.sql('delete from enrolment'));

/** Asked once, by this host. */
async function asked(script: Script) {
  const host = hostOf(script);
  const asking = await openAsking(kluis, host.desk);
  await asking.ask(host.desk.id);
  await asking.try();
  return { ...asking, heard: host.heard };
}

describe('calling off', () => {
  it('what never reached its host asks nothing of it', async () => {
    const {
      callOff,
      heard,
      now,
      try: tryIt,
    } = await asked({ ask: [unheard, () => said('ASSOCIATED')] });
    expect(await now()).toBe('ASKED NO_ANSWER');
    await callOff();
    await tryIt();
    expect([await now(), heard]).toEqual(['CALLED_OFF', ['ASK']]);
  });

  it('needs no leave for what never reached its host', async () => {
    const { callOff, learner, now, tools, try: tryIt } = await asked({ ask: [unheard] });
    await tools.ledger.enrolments.authority.forget(learner);
    await callOff();
    await tryIt();
    expect(await now()).toBe('CALLED_OFF');
  });

  // biome-ignore format: a table is read in columns
  const meanwhile = [
    ['while the host refuses it',        () => no('NOT_ALLOWED'), 'CALLED_OFF',           ['ASK']],
    ['while nobody can be reached',      unheard,                 'CALLED_OFF',           ['ASK']],
    ['while it is answered',             () => said('PENDING'),   'CALLED_OFF CANCELLED', ['ASK', 'OFF']],
  ] as const;
  it.each(meanwhile)('%s, does no more than it has to', async (_when, answer, is, wanted) => {
    const host = hostOf({
      ask: [
        async () => {
          await asking.callOff();
          return answer();
        },
      ],
    });
    const asking = await openAsking(kluis, host.desk);
    await asking.ask(host.desk.id);
    await asking.try();
    await asking.try();
    expect([await asking.now(), host.heard]).toEqual([is, wanted]);
  });

  it('before it was sent sends nothing', async () => {
    const host = hostOf({
      ask: [() => said('ASSOCIATED')],
      before: () => asking.callOff(),
    });
    const asking = await openAsking(kluis, host.desk);
    await asking.ask(host.desk.id);
    await asking.try();
    await asking.try();
    expect([await asking.now(), host.heard]).toEqual(['CALLED_OFF', []]);
  });

  // biome-ignore format: a table is read in columns
  const mayHave = [
    ['is looked for among what is theirs there',     'FOUND',   ['ASK', 'LOOK', 'OFF'],        'CALLED_OFF CANCELLED'],
    ['is asked for again only where nothing is shown', 'UNKNOWN', ['ASK', 'LOOK', 'ASK', 'OFF'], 'CALLED_OFF CANCELLED'],
  ] as const;
  it.each(mayHave)('what the host may have heard %s', async (_how, find, wanted, is) => {
    const {
      callOff,
      heard,
      now,
      try: tryIt,
    } = await asked({
      ask: [brokenOff, () => said('ASSOCIATED')],
      find,
    });
    await callOff();
    await tryIt();
    await tryIt();
    expect([await now(), heard]).toEqual([is, wanted]);
  });
});

describe('a refusal after a question that nobody answered', () => {
  // biome-ignore format: a table is read in columns
  const refusals = [
    ['the host has it',             'FOUND',   'ANSWERED ASSOCIATED'],
    ['the host has it not',         'NONE',    'REFUSED NOT_ALLOWED'],
    ['the host does not show that', 'UNKNOWN', 'ASKED ALREADY_ASKED'],
  ] as const;
  it.each(refusals)('is looked into: %s', async (_what, find, is) => {
    const {
      heard,
      now,
      try: tryIt,
    } = await asked({ ask: [brokenOff, () => no('NOT_ALLOWED')], find });
    await tryIt();
    expect([await now(), heard]).toEqual([is, ['ASK', 'ASK', 'LOOK']]);
  });

  it('is no no of the host, and after days the learner is told to ask there', async () => {
    const {
      callOff,
      goesOn,
      later,
      now,
      try: tryIt,
    } = await asked({ ask: [brokenOff, () => no('ALREADY')] });
    await tryIt();
    expect([await now(), await goesOn()]).toEqual(['ASKED ALREADY_ASKED', true]);
    await later(', tries = 71');
    await tryIt();
    expect([await now(), await goesOn()]).toEqual(['GIVEN_UP ALREADY_ASKED', false]);
    expect((await callOff())?.stage).toBe('CALLING_OFF');
  });

  it('that it has the same already is looked into the first time as well', async () => {
    const { heard, now } = await asked({ ask: [() => no('ALREADY')], find: 'FOUND' });
    expect([await now(), heard]).toEqual(['ANSWERED ASSOCIATED', ['ASK', 'LOOK']]);
    const { now: first } = await asked({ ask: [() => no('ALREADY')] });
    expect(await first()).toBe('REFUSED ALREADY');
  });

  it('for want of leave can be called off, and asked anew it is the same question', async () => {
    const one = await asked({ ask: [brokenOff, () => no('TOKEN')] });
    await one.try();
    expect(await one.now()).toBe('REFUSED TOKEN');
    const again = await one.ask(institutionId('gast.example'));
    expect(again.isSent).toBe(true);
    const other = await asked({ ask: [() => no('TOKEN')] });
    expect(await other.callOff()).toBeUndefined();
  });
});

/** A host that answered so, and is looked at until then. */
const waiting = async (lookUntil: string, state: 'PENDING' | 'ASSOCIATED') => {
  const host = hostOf({ ask: [() => said(state)] });
  const asking = await openAsking(kluis, host.desk);
  await asking.ask(host.desk.id, { lookUntil });
  await asking.try();
  return asking;
};

describe('a host that does not decide', () => {
  const long = new Date(Date.now() - 60_000).toISOString();
  it('is looked at until some time after the offering, and no longer', async () => {
    const soon = await waiting(new Date(Date.now() + 60_000).toISOString(), 'PENDING');
    expect([await soon.now(), await soon.goesOn()]).toEqual(['ANSWERED PENDING', true]);
    const late = await waiting(long, 'PENDING');
    expect([await late.now(), await late.goesOn()]).toEqual([
      'GIVEN_UP NEVER_DECIDED PENDING',
      false,
    ]);
    const decided = await waiting(long, 'ASSOCIATED');
    expect([await decided.now(), await decided.goesOn()]).toEqual(['ANSWERED ASSOCIATED', false]);
  });

  it('is not waited for for ever where the learner took leave back', async () => {
    const host = hostOf({});
    const old = await openAsking(kluis, host.desk);
    await old.ask(host.desk.id);
    const ages = (days: number) =>
      kluis.sql(
        `update enrolment set state = 'ANSWERED', asked_at = now() - make_interval(days => $2) where learner_id = $1`,
        [old.learner, days],
      );
    await old.tools.ledger.enrolments.authority.forget(old.learner);
    await ages(100);
    await old.try();
    expect([await old.now(), await old.goesOn()]).toEqual(['ANSWERED', true]);
    await ages(200);
    await old.try();
    expect([await old.now(), await old.goesOn()]).toEqual(['GIVEN_UP NEVER_DECIDED', false]);
  });
});

describe('hosts side by side', () => {
  it('one that is slow holds up nobody else, and is asked one thing at a time', async () => {
    let others = '';
    const slow = hostOf(
      {
        ask: [
          async () => {
            // As long as others take, and not for ever.
            for (let at = 0; at < 3000 && !others.includes('ANSWERED'); at += 1) {
              others = await asking.now('quick b');
            }
            under.push(slow.heard.length);
            return said('PENDING');
          },
          () => said('PENDING'),
        ],
      },
      institutionId('traag.example'),
    );
    const under: number[] = [];
    const quick = hostOf({ ask: [() => said('ASSOCIATED')] }, institutionId('vlot.example'));
    const asking = await openAsking(kluis, slow.desk, quick.desk);
    for (const mark of ['a', 'b', 'c']) await asking.ask(slow.desk.id, {}, `slow ${mark}`);
    for (const mark of ['a', 'b']) await asking.ask(quick.desk.id, {}, `quick ${mark}`);
    await asking.round();
    expect([others, under]).toEqual(['ANSWERED ASSOCIATED', [1]]);
    expect(quick.heard).toEqual(['ASK', 'ASK']);
  });

  it('one whose question breaks costs nobody else theirs', async () => {
    const broken = hostOf(
      { ask: [() => Promise.reject(new TypeError('a mistake of ours'))] },
      institutionId('stuk.example'),
    );
    const quick = hostOf({ ask: [() => said('ASSOCIATED')] }, institutionId('vlot.example'));
    const asking = await openAsking(kluis, broken.desk, quick.desk);
    await asking.ask(broken.desk.id, {}, 'broken');
    await asking.ask(quick.desk.id, {}, 'quick');
    const errors: unknown[] = [];
    await asking.round((error) => void errors.push(error));
    expect([await asking.now('quick'), errors.length]).toEqual(['ANSWERED ASSOCIATED', 1]);
  });
});

callingOffForLong(() => kluis);
leaveAndAgreement(() => kluis);
