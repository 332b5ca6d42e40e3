/** What Samira may take where, and how she comes to have a place. */
import { expect, it } from 'vitest';
import { allows } from '../../../fixtures/guest.js';
import { silent } from '../../../fixtures/own-route/samira.js';
import { havo } from '../../../fixtures/own-route/samira-papers.js';
import { enrolling } from '../../../fixtures/own-route/worlds.js';
import { home, hostB, hostC } from '../../../fixtures/samiras-world.js';
import type { RouteStage } from './stage.js';
import { walkerOf } from './steps.js';

type Data = any;

export const geography = 'Gezondheidsgeografie';
export const statistics = 'Statistiek voor iedereen';

/** A line of the list: what, where, how much, in which language, at which place, why one may, and whether one can. */
const lineOf = ({ title, institution, loads, languages, place, access, availability }: Data) => [
  title,
  institution.id,
  loads.map(({ unit, value }: Data) => `${value} ${unit}`).join(),
  languages.join(),
  place,
  access.reason,
  access.agreement,
  availability.open ? 'OPEN' : availability.reason,
];
const byTitle = ([one]: Data, [other]: Data): number => (one < other ? -1 : 1);

export function samiraChooses(stage: () => RouteStage): void {
  const walker = walkerOf(stage);
  const { ask, offered, offeringCalled, plans, stepCalled, told, enrols, progress } = walker;
  const { mine, titled, brings } = walker;
  const school = (key: string) => stage().school(key);

  it('J1.1: she comes by eduID, her home is linked in that one step, her kluis is there, and her havo diploma is her own word', async () => {
    const { myAccount } = await ask('MyAccount');
    expect(
      myAccount.institutions.map(({ institution, state }: Data) => [institution.id, state]),
    ).toEqual([[home.id, 'CURRENT']]);
    const { viewer } = await ask('Viewer');
    expect(viewer).toMatchObject({ kind: 'LEARNER', displayName: 'Samira el Amrani' });
    expect((await brings(havo)).items).toHaveLength(1);
    const diploma = await titled('Diploma havo', 'DIPLOMA');
    expect(diploma).toMatchObject({
      assertedBy: 'IMPORT',
      level: { eqf: 4, nlqf: '4', derived: false },
    });
    expect(diploma.credits?.load ?? null).toBeNull();
    expect((await mine()).totals).toEqual([]);
  });

  it('J1.2: one list of all hosts says why she may take what, until when, in what language, with what load and where; the silent one is named', async () => {
    const before = Date.now();
    await stage().fill();
    const { nodes, institutions } = await offered();
    // What she took at home already is closed.
    const shown = nodes.filter(
      ({ institution, availability }: Data) => institution.id !== home.id || availability.open,
    );
    // biome-ignore format: a table is read in columns
    expect(shown.map(lineOf).toSorted(byTitle)).toEqual([
      ['Gezondheidsgeografie',     hostB.id, '2.5 EC', 'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'OPEN'],
      ['Klimaat in de stad',       hostB.id, '5 EC',   'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'ENROLMENT_CLOSED'],
      ['Rekenen met kaarten',      hostB.id, '5 EC',   'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'FULL'],
      ['Rivieren van Europa',      hostC.id, '5 EC',   'nl', 'Bosstad',   'UNKNOWN',  null,                     'OPEN'],
      ['Stad en geschiedenis',     hostB.id, '5 EC',   'en', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'OPEN'],
      ['Statistiek voor iedereen', hostC.id, '5 EC',   'nl', 'Bosstad',   'OPEN',     'Open onderwijs Bosstad', 'OPEN'],
      ['Wonen en zorg',            home.id,  '5 EC',   'nl', 'Duinstad',  'OWN',      null,                     'OPEN'],
    ]);
    for (const { enrolment, availability } of nodes) {
      const [from, until] = enrolling[availability.reason === 'ENROLMENT_CLOSED' ? 'over' : 'open'];
      expect(enrolment).toMatchObject([{ from, until }]);
    }
    const named = institutions.map(({ institution, problem }: Data) => [institution.id, problem]);
    expect(new Map(named)).toEqual(
      new Map<string, string | null>([
        [home.id, null],
        [hostB.id, null],
        [hostC.id, null],
        [silent.id, 'NO_ANSWER'],
      ]),
    );
    const quiet = institutions.find(({ institution }: Data) => institution.id === silent.id);
    expect(Date.parse(quiet.failingSince)).toBeGreaterThanOrEqual(before - 1000);
    expect(Date.parse(quiet.failingSince)).toBeLessThanOrEqual(Date.now() + 1000);
    expect(quiet.sentence).toContain('geeft nu geen antwoord');
    expect(stage().gateway.asked).toContain('endpoint=h');
    expect(stage().gateway.asked).toContain('endpoint=d');
  });

  it('J1.2: what is closed or full cannot be chosen, and it is said why', async () => {
    for (const title of ['Klimaat in de stad', 'Rekenen met kaarten']) {
      const { id } = await offeringCalled(title);
      expect((await stage().asks('PlanStep', { input: { offering: id } })).codes).toEqual([
        'BAD_INPUT',
      ]);
    }
    expect((await ask('MyRoute')).myRoute).toBeNull();
  });

  it('J1.3: in her route it is planned: 2.5 EC planned, 0 earned', async () => {
    await plans(geography);
    expect(await told(geography)).toBe('PLANNED');
    expect(await progress()).toEqual([{ unit: 'EC', earned: '0', planned: '2.5' }]);
  });

  it('J1.3: asked for it is requested, with home associated and host pending still; with both it is enrolled', async () => {
    expect(await enrols(geography)).toBe('SIGN_IN');
    expect(await allows(stage().browser, stage().house, 'samira')).toBe('/route');
    school('b').decide({ decide: 'pending' });
    await enrols(geography);
    await expect.poll(() => told(geography)).toBe('REQUESTED WAITING_FOR_HOST');
    expect(await stepCalled(geography)).toMatchObject({
      homeState: 'ASSOCIATED',
      hostState: 'PENDING',
    });
    expect(school('b').enrolments()).toMatchObject([
      { state: 'pending', remoteState: 'associated', home: home.id },
    ]);
    const [guest] = school('b').enrolments();
    expect(await school('b').decideLater(String(guest?.associationId), 'associated')).toBe(200);
    await expect.poll(() => told(geography)).toBe('ENROLLED');
    expect(await stepCalled(geography)).toMatchObject({
      homeState: 'ASSOCIATED',
      hostState: 'ASSOCIATED',
    });
    expect(await progress()).toEqual([{ unit: 'EC', earned: '0', planned: '2.5' }]);
    school('b').decide(undefined);
  });

  it('J1.3: where the host says no it is denied by the host, with both states and its reason', async () => {
    const denied = 'Stad en geschiedenis';
    const id = await plans(denied);
    await enrols(denied);
    await expect.poll(() => told(denied)).toBe('DENIED HOST');
    const { homeState, hostState, request } = await stepCalled(denied);
    expect([homeState, hostState]).toEqual(['ASSOCIATED', 'DENIED']);
    expect(request.message).toContain('laat nu geen gasten toe');
    await ask('RemoveStep', { id });
    expect(await progress()).toEqual([{ unit: 'EC', earned: '0', planned: '2.5' }]);
  });
}
