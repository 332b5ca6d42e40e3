import { describe, expect, it } from 'vitest';
import type { CatalogueOffering } from '../../../src/records/index.js';
import { type Agreement, accessTo, availabilityOn } from '../../../src/route/index.js';
import { home, host, inDutch, offered, third } from '../../fixtures/offered.js';

const today = '2026-11-28';
const alliance: Agreement = {
  id: 'waterkant',
  name: inDutch('Samenwerking Waterkant'),
  homes: [home],
  hosts: [host],
};
const open: Agreement = {
  id: 'open',
  name: inDutch('Open aanbod'),
  hosts: [host],
  codes: ['OPEN-1'],
};
const kindOf = (
  offering: CatalogueOffering,
  homes: readonly (typeof home)[],
  ...agreements: readonly Agreement[]
) => accessTo(offering, { homes, agreements, today }).kind;

describe('why somebody may take an offering', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['their own school offers it',                      kindOf(offered('a'), [host], alliance, open),                                   'OWN'],
    ['their school has an agreement with it',           kindOf(offered('a'), [third, home], alliance),                                  'ALLIANCE'],
    ['the agreement is with another school',            kindOf(offered('a'), [third], alliance),                                        'UNKNOWN'],
    ['the agreement does not go the other way',         kindOf(offered('a', { institution: home }), [host], alliance),                  'UNKNOWN'],
    ['the agreement is over',                           kindOf(offered('a'), [home], { ...alliance, until: '2026-11-27' }),             'UNKNOWN'],
    ['it is the last day of the agreement',             kindOf(offered('a'), [home], { ...alliance, until: today }),                    'ALLIANCE'],
    ['the agreement is about programmes',               kindOf(offered('a'), [home], { ...alliance, kinds: ['PROGRAMME'] }),            'UNKNOWN'],
    ['anybody may, by its own code',                    kindOf(offered('a', { code: 'OPEN-1' }), [], open),                             'OPEN'],
    ['anybody may, by the code of its course',          kindOf(offered('a', { of: { sourceId: 'x', code: 'OPEN-1' } }), [], open),      'OPEN'],
    ['nobody said anything',                            kindOf(offered('a'), [], alliance, open),                                       'UNKNOWN'],
    ['an alliance says more than that anybody may',     kindOf(offered('a', { code: 'OPEN-1' }), [home], open, alliance),               'ALLIANCE'],
  ] as const;
  it.each(rows)('%s', (_because, kind, wanted) => {
    expect(kind).toBe(wanted);
  });
});

const runs = { from: '2026-11-16', until: '2026-12-18' };
const full = { max: 20, enrolled: 18, pending: 2 };

describe('whether a place can be asked for', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['no period is stated',                        offered('a'),                                                             { kind: 'NOT_SAID' }],
    ['the period runs',                            offered('a', { enrolment: [runs] }),                                      { kind: 'OPEN', until: '2026-12-18', queue: false }],
    ['it is its first day',                        offered('a', { enrolment: [{ from: today }] }),                           { kind: 'OPEN', queue: false }],
    ['it is its last day',                         offered('a', { enrolment: [{ until: today }] }),                          { kind: 'OPEN', until: today, queue: false }],
    ['it ended yesterday',                         offered('a', { enrolment: [{ until: '2026-11-27' }] }),                   { kind: 'CLOSED', because: 'ENROLMENT_CLOSED' }],
    ['it begins tomorrow',                         offered('a', { enrolment: [{ from: '2026-11-29' }] }),                    { kind: 'CLOSED', because: 'NOT_YET_OPEN', from: '2026-11-29' }],
    ['one is over and the next is to come',        offered('a', { enrolment: [{ until: '2026-10-01' }, { from: '2027-01-04' }, { from: '2027-03-01' }] }), { kind: 'CLOSED', because: 'NOT_YET_OPEN', from: '2027-01-04' }],
    ['all places are taken or asked for',          offered('a', { enrolment: [runs], places: full }),                        { kind: 'CLOSED', because: 'FULL' }],
    ['it is full and no period is stated',         offered('a', { places: full }),                                           { kind: 'CLOSED', because: 'FULL' }],
    ['it is full and one can wait',                offered('a', { enrolment: [{ ...runs, hasQueue: true }], places: full }), { kind: 'OPEN', until: '2026-12-18', queue: true }],
    ['shut is said before full',                   offered('a', { enrolment: [{ until: '2026-11-01' }], places: full }),     { kind: 'CLOSED', because: 'ENROLMENT_CLOSED' }],
    ['how many are enrolled is not counted',       offered('a', { enrolment: [runs], places: { max: 0 } }),                  { kind: 'OPEN', until: '2026-12-18', queue: false }],
    ['it was cancelled',                           offered('a', { enrolment: [runs], state: { value: 'CANCELLED' } }),       { kind: 'CLOSED', because: 'CANCELLED' }],
    ['it is a plan of the school',                 offered('a', { enrolment: [runs], state: { value: 'CONCEPT' } }),         { kind: 'CLOSED', because: 'CANCELLED' }],
    ['its state is a word of the school’s own',    offered('a', { enrolment: [runs], state: { value: 'OTHER', raw: 'x-a' } }), { kind: 'OPEN', until: '2026-12-18', queue: false }],
    ['it ended',                                   offered('a', { enrolment: [runs], end: '2026-11-27' }),                   { kind: 'CLOSED', because: 'OVER' }],
  ] as const;
  it.each(rows)('a place: %s', (_because, offering, wanted) => {
    expect(availabilityOn(offering, today)).toEqual(wanted);
  });
});
