/** An adviser proposes steps, and the learner takes them or not. On real servers. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { demoInstitutions } from '../../../src/demo/institutions/index.js';
import { sweep } from '../../../src/flows/index.js';
import type { CatalogueOffering } from '../../../src/records/index.js';
import { guidance, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { type AskOptions, openHouse, type TestHouse } from '../../fixtures/house.js';
import { nl, offeringOf } from '../../fixtures/offerings.js';
import { rowsOf, wholeDatabase } from './attacks/ledger-rows.js';
import { nonsense, shares, stranger } from './attacks/steps.js';

const university = institutionId(demoInstitutions.university.id);
const canary = 'Zeearend-6120';
const open = offeringOf('nat', {
  institution: university,
  title: nl(`Natuur ${canary}`),
  loads: [{ unit: 'EC', amount: '5' }],
  enrolment: [{ until: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10) }],
  places: { max: 30, enrolled: 12 },
});
const full = offeringOf('vol', { institution: university, places: { max: 9, enrolled: 9 } });

let house: TestHouse;
async function offers(offerings: readonly CatalogueOffering[]): Promise<void> {
  const { catalogue } = house.running.house.ledger;
  const due = await catalogue.claim([university], 60_000);
  if (due === undefined) throw new Error('nothing is due');
  const news = { offerings, programmes: [], documents: [], unchanged: false, complete: true };
  await catalogue.keep(due, news, { at: new Date(), waitMs: 0 });
}
const samira = () => house.account('samira').webId;
const plan = (title: string) => house.ask('samira', 'PlanStep', { input: { title } });
const steps = async () => (await house.ask('samira', 'MyRoute')).data.myRoute.steps;
const route = [{ types: ['ROUTE'] }];
type Who = 'adviser' | 'developer';

const proposes = (input: object = {}, who: Who = 'adviser', options: AskOptions = guidance) => {
  const asked = { learner: samira(), title: 'Een open dag', ...input };
  return house.ask(who, 'ProposeStep', { input: asked }, options);
};
const waiting = async () => (await house.ask('samira', 'MyProposals')).data.myProposals;
const answers = (id: string, accept: boolean, more: object = {}) =>
  house.ask('samira', 'AnswerProposal', { input: { id, accept, ...more } });
const proposed = (who: Who = 'adviser') =>
  house.ask(who, 'MyProposed', { learner: samira() }, guidance);
const rows = () => rowsOf(house, 'select state, proposer from step_proposal order by made_at, id');
const mine = async () => {
  const { ledger } = house.running.house;
  const [row] = await rowsOf(house, `select id from learner where web_id = '${samira()}'`);
  return ledger.log.read(String(row?.['id']) as Parameters<typeof ledger.log.read>[0], 1000);
};
const sentences = async () => {
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 12 });
  return data.myAccessLog.nodes.map(({ sentence }: { sentence: string }) => sentence);
};

beforeAll(async () => {
  house = await openHouse({ isQuiet: true });
  await offers([open, full]);
  await plan('Oriënteren');
  return () => house.stop();
}, 120_000);
beforeEach(async () => {
  await revokesAll(house);
  await rowsOf(house, 'delete from step_proposal');
  await rowsOf(house, 'delete from message_due');
});

describe('a proposal', () => {
  it('waits for the learner, sealed, and becomes a step at their yes: once, however often it is said', async () => {
    await shares(house, { scope: route });
    const asked = { title: undefined, offering: open.key, note: `Past bij jou, ${canary}.` };
    const key = 'een';
    const first = await proposes({ ...asked, key });
    expect(first.codes).toEqual([]);
    const { id } = first.data.proposeStep;
    const again = await proposes({ ...asked, key });
    expect(again.data.proposeStep.id).toBe(id);
    expect(await rows()).toMatchObject([{ state: 'OPEN' }]);
    expect((await sentences())[0]).toContain('bekeek 1 onderdeel');
    const told = await sentences();
    expect(told).toContain(
      'Noor Hendriks stelde een stap voor je leerroute voor (loopbaanbegeleiding).',
    );
    const [row] = await rowsOf(house, 'select step_proposal::text as text from step_proposal');
    expect(String(row?.['text'])).not.toMatch(new RegExp(`${canary}|${open.key}`));
    const database = await wholeDatabase(house);
    expect(database).not.toContain('Past bij jou');

    const [shown] = await waiting();
    expect(shown).toMatchObject({
      proposerName: 'Noor Hendriks',
      title: `Natuur ${canary}`,
      note: `Past bij jou, ${canary}.`,
      offering: { id: open.key, availability: { open: true } },
    });
    expect(shown.id).not.toBe(id);
    const [{ id: before }] = await steps();
    const yes = await answers(shown.id, true, { before });
    expect(yes.data.answerProposal).toMatchObject({ state: 'ACCEPTED', route: { step: /.+/ } });
    const twice = await answers(shown.id, true);
    expect(twice.data.answerProposal).toMatchObject({ state: 'ACCEPTED', route: null });
    expect((await answers(shown.id, false)).codes).toEqual(['CONFLICT']);
    expect(await steps()).toMatchObject([
      { title: `Natuur ${canary}`, proposedBy: 'Noor Hendriks', note: null, state: 'PLANNED' },
      { title: 'Oriënteren', proposedBy: null },
    ]);
    expect(await waiting()).toEqual([]);
    expect((await proposed()).data.myProposed).toMatchObject([{ id, state: 'ACCEPTED' }]);
    const said = 'Je nam een stap die Noor Hendriks voorstelde op in je leerroute.';
    expect((await sentences()).filter((one: string) => one === said)).toHaveLength(1);
  });

  it('of what is full by then is refused with its reason, and can be declined', async () => {
    await shares(house, { scope: route });
    const step = { title: undefined, offering: full.key };
    expect((await proposes(step)).codes).toEqual(['BAD_INPUT']);
    await offers([open, { ...full, places: { max: 9, enrolled: 8 } }]);
    expect((await proposes(step)).codes).toEqual([]);
    await offers([open]);
    expect(await waiting()).toMatchObject([{ offering: null, gone: true }]);
    await offers([open, full]);
    const [{ id, offering, gone }] = await waiting();
    expect([offering.availability.reason, gone]).toEqual(['FULL', false]);
    const yes = await answers(id, true);
    expect([yes.codes, yes.text.includes('It is full')]).toEqual([['BAD_INPUT'], true]);
    const no = { state: 'DECLINED', route: null };
    expect((await answers(id, false)).data.answerProposal).toEqual(no);
    expect((await answers(id, true)).codes).toEqual(['CONFLICT']);
    expect((await proposed()).data.myProposed).toMatchObject([{ state: 'DECLINED' }]);
  });

  it('that is said yes and no to at once ends in one of the two, and the route says the same', async () => {
    await shares(house, { scope: route });
    for (const first of [true, false, true]) {
      const title = `Twee antwoorden ${randomUUID()}`;
      await proposes({ title });
      const [{ id }] = await waiting();
      const both = await Promise.all([answers(id, first), answers(id, !first)]);
      const done = both.flatMap(({ data }) => data?.answerProposal.state ?? []);
      expect(both.flatMap(({ codes }) => codes)).toEqual(['CONFLICT']);
      expect((await proposed()).data.myProposed.at(-1).state).toBe(done[0]);
      const titles = (await steps()).map((one: { title: string }) => one.title);
      expect(titles.includes(title)).toBe(done[0] === 'ACCEPTED');
    }
  });

  it('of whom the learner does not want to hear is answered as any, and never comes to them', async () => {
    await shares(house, { scope: route });
    const mute = (muted: boolean) =>
      house.ask('samira', 'MuteGrantee', { grantee: house.account('adviser').webId, muted });
    await mute(true);
    const { id } = (await proposes()).data.proposeStep;
    expect(await waiting()).toEqual([]);
    expect((await proposed()).data.myProposed).toMatchObject([{ id, state: 'OPEN' }]);
    expect(await rowsOf(house, 'select kind from message_due where since is not null')).toEqual([]);
    expect(await sentences()).toContain(
      'Noor Hendriks stelde een stap voor je leerroute voor (loopbaanbegeleiding). Het is je niet voorgelegd: je wilt van hen niets horen.',
    );
    await mute(false);
    expect(await waiting()).toEqual([]);
  });

  it('is the learner’s to take also when the proposer’s access ended, who hears nothing of it', async () => {
    const grant = await shares(house, { scope: route });
    await proposes();
    await revokes(house, grant);
    expect((await proposed()).codes).toEqual(['GRANT_ENDED']);
    await shares(house, { scope: [{ types: ['RESULT'] }] });
    expect((await proposed()).codes).toEqual(['NOT_FOUND']);
    const [{ id }] = await waiting();
    expect((await answers(id, true)).data.answerProposal.state).toBe('ACCEPTED');
    expect((await steps()).at(-1)).toMatchObject({
      title: 'Een open dag',
      proposedBy: 'Noor Hendriks',
    });
  });

  it('lapses after 90 days, and nothing of it is left', async () => {
    await shares(house, { scope: route });
    await proposes();
    const [{ id }] = await waiting();
    expect(await rowsOf(house, 'select kind from message_due')).toEqual([{ kind: 'REQUEST' }]);
    await rowsOf(house, "update step_proposal set made_at = made_at - interval '90 days'");
    expect(await waiting()).toEqual([]);
    expect((await answers(id, true)).codes).toEqual(['NOT_FOUND']);
    expect((await proposed()).data.myProposed).toEqual([]);
    await house.running.house.ledger.messages.take();
    const due = 'select kind from message_due where since is not null';
    expect(await rowsOf(house, due)).toEqual([]);
    await sweep(house.running.workshop, house.setup.log.fault);
    expect(await rows()).toEqual([]);
  });

  it('is one of so many in a day, and says so', async () => {
    await shares(house, { scope: route });
    const ledger = house.running.house.ledger.stepProposals;
    const asked = vi.spyOn(ledger, 'propose').mockResolvedValueOnce({ kind: 'TOO_OFTEN' });
    expect((await proposes()).codes).toEqual(['RATE_LIMITED']);
    expect(asked.mock.lastCall?.[1].most).toBe(1_000_000);
    asked.mockRestore();
  });

  it('is one of twenty that wait at most, and is of one thing that can be read', async () => {
    await shares(house, { scope: route });
    await proposes();
    await rowsOf(
      house,
      `insert into step_proposal select gen_random_uuid(), learner_id, proposer, client, n::text, sealed, state, made_at
       from step_proposal, generate_series(1, 18) n`,
    );
    expect((await proposes()).codes).toEqual([]);
    const more = await proposes();
    expect([more.codes, more.text.includes('Twenty of your proposals')]).toEqual([
      ['BAD_INPUT'],
      true,
    ]);
    await rowsOf(house, "update step_proposal set state = 'DECLINED' where mark = '1'");
    const odd = [
      { offering: open.key },
      { title: undefined },
      { title: ' ' },
      { title: 'x'.repeat(201) },
      { note: 'x'.repeat(2001) },
      { key: '' },
      { key: 'x'.repeat(101) },
    ];
    for (const input of odd) expect((await proposes(input)).codes).toEqual(['BAD_INPUT']);
    const unknown = { title: undefined, offering: nonsense };
    expect((await proposes(unknown)).codes).toEqual(['NOT_FOUND']);
    expect(await rows()).toHaveLength(20);
  });
});

describe('without a grant that shows the route', () => {
  const employer: AskOptions = { purpose: 'EMPLOYMENT' };
  type Case = readonly [string, object | undefined, Who, AskOptions, string, string | undefined];
  // biome-ignore format: a table is read in columns
  const table: readonly Case[] = [
    ['no grant at all',        undefined,                                          'adviser',   guidance, 'NOT_FOUND',        'NO_GRANT'],
    ['another’s grant',        { scope: route },                                   'developer', guidance, 'NOT_FOUND',        'NO_GRANT'],
    ['a grant without routes', { scope: [{ types: ['RESULT', 'ENROLMENT'] }] },    'adviser',   guidance, 'NOT_FOUND',        'NO_GRANT'],
    ['another school’s route', { scope: [{ institutions: [university] }] },        'adviser',   guidance, 'NOT_FOUND',        'NO_GRANT'],
    ['another purpose',        { scope: route },                                   'adviser',   employer, 'NOT_FOUND',        'NO_GRANT'],
    ['no purpose',             { scope: route },                                   'adviser',   {},       'PURPOSE_REQUIRED', undefined],
  ];
  it.each(table)('%s proposes nothing', async (_what, grant, who, options, code, because) => {
    if (grant !== undefined) await shares(house, grant);
    // Ended grants of tests before have one and the same answer; a new house would cost more than it tells.
    await rowsOf(house, "delete from grant_version where state <> 'ACTIVE'");
    const before = await mine();
    const answer = await proposes({}, who, options);
    expect([answer.data, answer.codes]).toEqual([null, [code]]);
    const lines = await mine();
    const operation = 'ProposeStep';
    expect(lines.slice(0, lines.length - before.length)).toMatchObject(
      because === undefined ? [] : [{ kind: 'DENIED', operation, because }],
    );
    expect(await rows()).toEqual([]);
    expect(await rowsOf(house, 'select kind from message_due')).toEqual([]);
  });

  it('is answered to the letter as if there were no such learner', async () => {
    await shares(house, { scope: [{ types: ['RESULT'] }] });
    const texts = [];
    for (const learner of [samira(), stranger, nonsense]) {
      texts.push((await proposes({ learner })).text);
    }
    texts.push((await proposes({}, 'developer')).text);
    expect(new Set(texts).size).toBe(1);
  });

  it('an ended one proposes nothing, nor one that ends while it is under way', async () => {
    const ended = await shares(house, { scope: route });
    await revokes(house, ended);
    expect((await proposes()).codes).toEqual(['GRANT_ENDED']);
    const grant = await shares(house, { scope: route });
    const { ledger } = house.running.house;
    const { release } = ledger;
    const under = vi.spyOn(ledger, 'release').mockImplementation(async (disclosures) => {
      const outcome = await release(disclosures);
      under.mockRestore();
      await revokes(house, grant);
      return outcome;
    });
    expect((await proposes()).codes).toEqual(['GRANT_ENDED']);
    expect(await rows()).toEqual([]);
  });

  it('the pod’s own no is a no, whatever we believe', async () => {
    const grant = await shares(house, { scope: route });
    const [found] = await rowsOf(house, `select * from grant_version where state = 'ACTIVE'`);
    await revokes(house, grant);
    // Revoked in the pod, and alive again in the database alone.
    await rowsOf(
      house,
      `update grant_version set state = 'ACTIVE', ended_at = null where grant_id = '${String(found?.['grant_id'])}'`,
    );
    house.proxy.forget();
    expect((await proposes()).codes).toEqual(['GRANT_ENDED']);
    expect(house.proxy.requests.length).toBeGreaterThan(0);
    expect(await rows()).toEqual([]);
    await rowsOf(house, "update grant_version set state = 'REVOKED' where state = 'ACTIVE'");
  });

  it('a learner’s proposals are theirs alone', async () => {
    await shares(house, { scope: route });
    await proposes();
    const [{ id }] = await waiting();
    expect((await house.ask('adviser', 'MyProposals')).codes).toEqual(['FORBIDDEN']);
    expect((await house.ask('barry', 'MyProposals')).data.myProposals).toEqual([]);
    const asked = { input: { id, accept: true } };
    expect((await house.ask('barry', 'AnswerProposal', asked)).codes).toEqual(['NOT_FOUND']);
    expect((await house.ask('adviser', 'AnswerProposal', asked)).codes).toEqual(['FORBIDDEN']);
    expect(await rows()).toMatchObject([{ state: 'OPEN' }]);
  });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
