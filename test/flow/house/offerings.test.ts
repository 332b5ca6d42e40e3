/** What can be learned, as people who are signed in find it over the graph. */
import { beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { demoInstitutions } from '../../../src/demo/institutions/index.js';
import { type CatalogueOffering, offeringKeyOf } from '../../../src/records/index.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { nl, offeringOf, programmeOf } from '../../fixtures/offerings.js';
import { formsOf } from '../../fixtures/statements.js';

const roc = institutionId(demoInstitutions.roc.id);
const university = institutionId(demoInstitutions.university.id);
const hogeschool = institutionId(demoInstitutions.hogeschool.id);

const away = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const geography = offeringOf('geo', {
  institution: university,
  title: [
    { language: 'nl', value: 'Gezondheidsgeografie' },
    { language: 'en', value: 'Health geography' },
  ],
  code: 'GEO-101',
  loads: [{ unit: 'EC', amount: '2.5' }],
  enrolment: [{ until: away(9) }],
  places: { max: 30, enrolled: 12 },
  start: away(30),
  programmes: ['p1'],
});
const all: readonly CatalogueOffering[] = [
  geography,
  offeringOf('full', {
    institution: roc,
    loads: [{ unit: 'SBU', amount: '240' }],
    enrolment: [{ until: away(9) }],
    places: { max: 20, enrolled: 20 },
    start: away(40),
  }),
  offeringOf('later', { institution: hogeschool, enrolment: [{ from: away(9) }], start: away(50) }),
  offeringOf('past', { institution: hogeschool, end: away(-9) }),
];

let house: TestHouse;
beforeAll(async () => {
  const openDay = { id: 'open', name: nl('Open dagen'), hosts: [hogeschool] };
  const alliance = { id: 'samen', name: nl('Samen'), homes: [roc], hosts: [university] };
  house = await openHouse({ isQuiet: true, agreements: [alliance, openDay] });
  const { catalogue } = house.running.house.ledger;
  for (const institution of [roc, university]) {
    const due = await catalogue.claim([institution], 60_000);
    const offerings = all.filter((one) => one.institution === institution);
    const programmes = [programmeOf('p1', { institution: university, title: nl('Geografie') })];
    const news = { offerings, programmes, documents: [], unchanged: false, complete: true };
    if (due !== undefined) await catalogue.keep(due, news, { at: new Date(), waitMs: 1e9 });
  }
  const late = await catalogue.claim([hogeschool], 60_000);
  if (late === undefined) throw new Error('nothing is due');
  const offerings = all.filter((one) => one.institution === hogeschool);
  const part = { offerings, programmes: [], documents: [], unchanged: false, complete: false };
  await catalogue.keep(late, { ...part, code: 'NO_ANSWER' }, { at: new Date(), waitMs: 1e9 });
  return () => house.stop();
}, 120_000);

const search = async (variables: object = {}, who: 'samira' | 'adviser' = 'samira') =>
  house.ask(who, 'SearchOfferings', variables);
const codesOf = async (filter: object) => {
  const { data } = await search({ filter });
  return data.offerings.nodes.map(({ id }: { id: string }) => id);
};
const lines = () => house.running.house.ledger.db.em().execute('select count(*) from log_entry');
const reasons = async (): Promise<readonly string[]> => {
  const { data } = await search();
  return data.offerings.nodes.map((node: { access: { reason: string } }) => node.access.reason);
};
const keyOf = (id: string) => all.find(({ sourceId }) => sourceId === id)?.key;

describe('a list of what can be learned', () => {
  it('J1.2: says of each why one may take it and whether there is a place, and names who does not answer', async () => {
    const { data, codes } = await search({}, 'adviser');
    expect(codes).toEqual([]);
    const { count, nodes, facets, institutions } = data.offerings;
    expect(count).toBe(3);
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual(['geo', 'full', 'later'].map(keyOf));
    const [open, full, later] = nodes;
    expect(open).toMatchObject({
      title: 'Gezondheidsgeografie',
      loads: [{ unit: 'EC', value: '2.5' }],
      places: { free: 18 },
      access: { reason: 'UNKNOWN', agreement: null },
      availability: { open: true, reason: null, until: away(9) },
    });
    expect(full.availability).toMatchObject({
      open: false,
      reason: 'FULL',
      sentence: 'Dit is vol.',
    });
    expect(later).toMatchObject({
      access: { reason: 'OPEN', agreement: 'Open dagen' },
      availability: { open: false, reason: 'NOT_YET_OPEN', opensOn: away(9) },
    });
    expect(facets.units).toEqual([
      { value: 'EC', count: 1 },
      { value: 'SBU', count: 1 },
    ]);
    const silent = institutions.filter(({ problem }: { problem: unknown }) => problem !== null);
    expect(silent).toMatchObject([{ institution: { id: hogeschool }, problem: 'NO_ANSWER' }]);
    expect(silent[0].sentence).toContain('geen antwoord');
    expect(Date.parse(silent[0].answeredAt)).toBeGreaterThan(0);
  });

  it('is the learner’s own by the institutions they are linked to', async () => {
    expect(await reasons()).toEqual(['OWN', 'OWN', 'OWN']);
    await house.running.house.ledger.db
      .em()
      .execute('update institution_link set expires_at = now() where institution_id <> ?', [roc]);
    expect(await reasons()).toEqual(['ALLIANCE', 'OWN', 'OPEN']);
    const english = await house.ask(
      'samira',
      'Offering',
      { id: geography.key },
      { headers: { 'accept-language': 'en' } },
    );
    expect(english.data.offering).toMatchObject({
      title: 'Health geography',
      access: {
        sentence: `You may take this: your school works together with ${demoInstitutions.university.name.en} (Samen).`,
      },
    });
  });

  it('goes on where a page ended, and with no place of another question', async () => {
    const first = await search({ first: 2 });
    const { endCursor: after } = first.data.offerings.pageInfo;
    const rest = await search({ first: 2, after });
    expect(rest.data.offerings.nodes.map(({ id }: { id: string }) => id)).toEqual([keyOf('later')]);
    expect((await search({ after, filter: { text: 'geo' } })).codes).toEqual(['BAD_INPUT']);
    expect((await search({ after }, 'adviser')).codes).toEqual(['BAD_INPUT']);
    expect((await search({ after: 'x' })).codes).toEqual(['BAD_INPUT']);
    expect((await search({ first: 0 })).codes).toEqual(['BAD_INPUT']);
    expect((await search({ first: 251 })).codes).toEqual(['COST_LIMIT']);
  });

  it('has what a filter lets through', async () => {
    const { data } = await house.ask('samira', 'SearchProgrammes', { text: 'geogr' });
    const [{ id: programme }] = data.programmes;
    expect(await codesOf({ text: 'geo-101' })).toEqual([geography.key]);
    expect(await codesOf({ programmes: [programme] })).toEqual([geography.key]);
    expect(await codesOf({ openNow: true })).toEqual([geography.key]);
    expect(await codesOf({ openOn: away(10) })).toEqual([keyOf('later')]);
    expect(await codesOf({ load: { unit: 'SBU', max: 300 } })).toEqual([keyOf('full')]);
    expect(await codesOf({ ids: [keyOf('past')] })).toEqual([keyOf('past')]);
    expect(await codesOf({ startFrom: away(45), startTo: away(55) })).toEqual([keyOf('later')]);
  });

  it('takes five questions to the database, and leaves no line in anybody’s log', async () => {
    const before = await lines();
    const forms = await formsOf(async () => {
      await search({ filter: { text: 'geografie' } });
    });
    const own = forms.filter((form) => /catalogue|from "?learner"?|institution_link/.test(form));
    expect(own).toHaveLength(5);
    expect(await lines()).toEqual(before);
  });

  it('is for who is signed in, and an offering that nobody has is none', async () => {
    const nobody = await house.ask(undefined, 'SearchOfferings', {});
    expect(nobody.codes).toEqual(['UNAUTHENTICATED']);
    const none = await house.ask('samira', 'Offering', { id: offeringKeyOf(roc, 'none') });
    expect([none.data.offering, none.codes]).toEqual([null, []]);
    const past = await house.ask('samira', 'Offering', { id: keyOf('past') });
    expect(past.data.offering.availability).toMatchObject({ open: false, reason: 'OVER' });
  });
});
