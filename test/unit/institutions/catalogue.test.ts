import { describe, expect, it } from 'vitest';
import { sha256Hex, unambiguous } from '../../../src/base/index.js';
import {
  type CatalogueOffering,
  type CatalogueProgramme,
  offeringKeyOf,
  programmeKeyOf,
} from '../../../src/records/index.js';
import * as school from '../../fixtures/catalogue-school.js';
import { university } from '../../fixtures/oeapi-v5.js';
import { all, idsOf, nl, offeringIn, open } from './catalogue-at.js';

const { ids } = school;
const dikeOutcome = sha256Hex(
  unambiguous([ids.dikes, 'nl-NL', 'De student legt uit hoe een dijk bezwijkt.']),
);
const datesIn = (asked: readonly string[]) =>
  new Set(asked.map((url) => /since=(.*)$/.exec(url)?.[1]));
/** An outcome has an id of its own in version 6 alone. */
const withoutIds = ({ outcomes, ...rest }: CatalogueOffering | CatalogueProgramme) => ({
  ...rest,
  outcomes: outcomes.map(({ text }) => text),
});
const sorted = (items: readonly (CatalogueOffering | CatalogueProgramme)[]) =>
  items.map(withoutIds).toSorted((a, b) => (a.key < b.key ? -1 : 1));

describe('what a school offers', () => {
  it('is read with all that an offering points to', async () => {
    const at = await open();
    const reading = await at.read();
    expect(reading).toMatchObject({ complete: true, unchanged: false, issues: [], setAside: [] });
    expect(reading).not.toHaveProperty('problem');
    expect(idsOf(reading)).toEqual(all);
    expect(offeringIn(reading, ids.dikesInSpring)).toEqual({
      key: offeringKeyOf(university.id, ids.dikesInSpring),
      institution: university.id,
      sourceId: ids.dikesInSpring,
      kind: 'COURSE',
      of: { sourceId: ids.dikes, code: 'DIJK-201' },
      code: 'DIJK-201-V',
      title: nl('Dijken, voorjaar'),
      description: nl('<p>Hoe een dijk <b>blijft</b> staan.</p>'),
      loads: [{ unit: 'EC', amount: '7.5' }],
      level: { raw: 'associate degree', eqf: 5, nlqf: '5', derived: true },
      languages: ['nl'],
      modes: [{ value: 'HYBRID' }],
      start: '2027-02-01',
      end: '2027-04-16',
      enrolment: [{ from: '2026-11-01', until: '2027-01-10' }],
      places: { max: 40, enrolled: 38, pending: 2 },
      outcomes: [{ id: dikeOutcome, text: school.outcome['name'] }],
      skills: [school.skill],
      programmes: [ids.water],
      parts: [
        { sourceId: ids.talk, kind: 'LEARNING_COMPONENT', title: nl('Hoorcollege') },
        { sourceId: ids.exam, kind: 'TEST', title: nl('Tentamen') },
      ],
      place: 'Harlingen',
      price: 'EUR 150.00',
      scale: { kind: 'PASS_FAIL' },
      state: { value: 'ACTIVE' },
      admission: nl(
        'Voorkennis: WAD 101, of een vergelijkbaar vak (5 EC).\n\nDIJK-201 telt één keer.',
      ),
      prerequisites: ['WAD 101'],
      link: 'https://heidestad.example/dijken',
      issues: [],
    });
  });

  it('has the days of its period where it has none of its own, and the words of its course', async () => {
    const reading = await (await open()).read();
    expect(offeringIn(reading, ids.dikesInAutumn)).toMatchObject({
      period: { name: nl('Eerste semester 2026-2027') },
      start: '2026-09-01',
      end: '2027-01-31',
      place: 'Delfzijl',
      modes: [{ value: 'ON_CAMPUS' }],
      enrolment: [],
    });
    expect(offeringIn(reading, ids.tidesOnline)).toMatchObject({
      loads: [{ unit: 'SBU', amount: '120' }],
      languages: ['en'],
      level: { eqf: 4, nlqf: '4', derived: true },
    });
    expect(offeringIn(reading, ids.waterFromSeptember)).toMatchObject({
      kind: 'PROGRAMME',
      of: { sourceId: ids.water, code: 'B-WATER' },
      level: { eqf: 6, nlqf: '6', derived: false },
      parts: [],
    });
  });

  it('is asked for since a year ago, by a day that stays the same for a month', async () => {
    const [five, six] = [await open(), await open({ version: 6 })];
    await five.read();
    await six.read();
    expect(datesIn(five.asked)).toEqual(new Set([undefined, '2025-11-01']));
    expect(datesIn(six.asked)).toEqual(new Set([undefined, '2025-11-01T00%3A00%3A00Z']));
  });

  it('gives equal offerings and programmes by version 5 and by version 6', async () => {
    const [five, six] = [await (await open()).read(), await (await open({ version: 6 })).read()];
    expect(six.complete).toBe(true);
    expect(sorted(six.offerings)).toEqual(sorted(five.offerings));
    expect(sorted(six.programmes)).toEqual(sorted(five.programmes));
    expect(offeringIn(six, ids.dikesInSpring).outcomes).toMatchObject([
      { id: ids.outcome, code: 'LU-1' },
    ]);
  });

  it('has programmes, with what they take and what they are under', async () => {
    const { programmes } = await (await open({ version: 6 })).read();
    expect(programmes).toEqual([
      {
        key: programmeKeyOf(university.id, ids.water),
        institution: university.id,
        sourceId: ids.water,
        code: 'B-WATER',
        title: nl('Waterbeheer'),
        description: nl('Vierjarige opleiding.'),
        loads: [{ unit: 'EC', amount: '240' }],
        level: { raw: 'bachelor', eqf: 6, nlqf: '6', derived: false },
        type: 'program',
        outcomes: [],
      },
      expect.objectContaining({ type: 'specialization', parent: ids.water, loads: [] }),
    ]);
  });
});
