import { ec } from '../build.js';
import { demoInstitutions } from '../people.js';
import { type ProgrammeRow, programmesOf } from '../tables/programmes.js';
import { coursesOf, type Group, type More, type Period } from '../tables/rows.js';
import { academicSessions, autumn26, forms, health, technology } from './school.js';

const { session } = forms;
const year = academicSessions.find(({ endDate }) => endDate === '2027-08-29')?.academicSessionId;
const inYear = year === undefined ? {} : { year, parent: year };
// biome-ignore format: a table is read in columns
const added = {
  spring: session('2026-2027-S2', 'semester', { nl: 'Tweede semester', en: 'Second semester' }, ['2027-02-01', '2027-07-02'], inYear),
  block3: session('2026-2027-B3', 'period', { nl: 'Blok 3', en: 'Block 3' }, ['2027-02-01', '2027-04-16'], inYear),
  block4: session('2026-2027-B4', 'period', { nl: 'Blok 4', en: 'Block 4' }, ['2027-04-19', '2027-07-02'], inYear),
};
// biome-ignore format: a table is read in columns
const periods = {
  S1: { session: autumn26,     enrol: ['2026-05-15', '2026-08-14'] },
  S2: { session: added.spring, enrol: ['2026-11-02', '2027-01-15'] },
  B3: { session: added.block3, enrol: ['2026-11-16', '2027-01-17'] },
  B4: { session: added.block4, enrol: ['2027-01-25', '2027-04-04'] },
} as const satisfies Readonly<Record<string, Period>>;
type Key = keyof typeof periods;

// biome-ignore format: a table is read in columns
const rows: readonly ProgrammeRow<Key>[] = [
  ['AD-EAD', 'associate',    120, 'Ad Energieadviseur', 'Ad Energy Adviser', 'Twee jaar naast het werk, van opname tot advies.', technology, '0713', ['S2'], { croho: '98641', places: [40, 27] }],
  ['M-PZO',  'appliedMinor',  30, 'Minor Positieve gezondheid', 'Minor Positive Health', 'Kijken naar wat mensen kunnen.', health, '0919', ['S2'], { places: [30, 30] }],
];

// biome-ignore format: a table is read in columns (code, EC, names, what it is about, what one learns)
const groups: readonly Group<Key>[] = [
  {
    organization: technology, level: 'associate degree', town: 'Duinrand', programs: ['AD-EAD'], field: '0713', runs: ['B3'],
    rows: [
      ['EAW-110', 5, 'Bouwfysica voor adviseurs', 'Building Physics for Advisers', 'Warmte, vocht en lucht.', 'Rekent het verlies van een gevel uit.', { places: [40, 27], skills: ['energieadvies'] }],
      ['EAW-120', 5, 'Installaties in woningen', 'Building Services in Homes', 'Ketel, pomp en leiding.', 'Kiest een installatie bij een woning.', { runs: ['B4'], after: 'EAW-010' }],
      ['EAW-130', 2.5, 'Gesprek met de bewoner', 'Talking with Residents', 'Vragen voor antwoorden.', 'Voert een gesprek dat tot een besluit leidt.', { mode: 'hybrid', skills: ['gespreksvoering'] }],
      ['EAW-140', 2.5, 'Subsidie en financiering', 'Grants and Finance', 'Regelingen die blijven en die verdwijnen.', 'Rekent een maatregel door voor een bewoner.', { mode: 'online', runs: ['B4'] }],
      ['EAW-210', 5, 'Duurzaam renoveren', 'Sustainable Renovation', 'Een rij huizen, een aanpak.', 'Maakt een plan voor een straat.', { runs: ['S2'], after: 'EAW-110' }],
      ['GWP-110', 2.5, 'Trillingen en contactgeluid', 'Vibration and Structure-borne Sound', 'Wat door een muur gaat.', 'Meet en dempt een trilling.', { after: 'GWP-011', mode: 'online', places: [25, 25] }],
      ['KLM-110', 5, 'Hemelwater in de straat', 'Rainwater in the Street', 'Opvangen, vertragen en afvoeren.', 'Ontwerpt een straat die een bui verdraagt.', { level: 'bachelor', runs: ['S2'], skills: ['klimaatadaptatie'] }],
      ['KLM-120', 5, 'Circulair bouwen', 'Circular Building', 'Een gebouw als voorraad.', 'Maakt een paspoort van materialen.', { level: 'bachelor', runs: ['B4'], lang: 'eng' }],
      ['KLM-210', 10, 'Klimaatproject voor een gemeente', 'Climate Project for a Municipality', 'Een echte vraag, een half jaar.', 'Levert een ontwerp dat een raad kan vaststellen.', { level: 'bachelor', runs: ['S2'], mode: 'situated', places: [24, 19] }],
    ],
  },
  {
    organization: health, level: 'bachelor', town: 'Zandwijk', programs: ['M-PZO'], field: '0919', runs: ['S2'],
    rows: [
      ['PZO-301', 10, 'Positieve gezondheid in de praktijk', 'Positive Health in Practice', 'Het spinnenweb en het gesprek.', 'Voert een gesprek over wat ertoe doet.', { places: [30, 30], skills: ['gespreksvoering'] }],
      ['PZO-302', 10, 'Samen met de wijk', 'Together with the Neighbourhood', 'Bewoners als makers.', 'Zet met bewoners een initiatief op.', { after: 'GLO-201' }],
      ['PZO-303', 10, 'Leefstijl en gedrag', 'Lifestyle and Behaviour', 'Waarom goede voornemens stranden.', 'Begeleidt een groep bij verandering.', { mode: 'hybrid' }],
    ],
  },
  {
    organization: health, level: 'bachelor', town: 'Zandwijk', programs: [], field: '0923', runs: ['B3'],
    rows: [
      ['GLO-110', 5, 'Ouder worden in de wijk', 'Ageing in the Neighbourhood', 'Langer thuis, en wat dat vraagt.', 'Brengt een netwerk in kaart.', { runs: ['S1', 'S2'] }],
      ['GLO-210', 5, 'Gezondheidsverschillen', 'Health Inequalities', 'Zeven jaar verschil in een stad.', 'Legt een verschil uit zonder schuld te geven.', { places: [60, 34] }],
      ['GLO-220', 5, 'Digitale zorg', 'Digital Health', 'Apps, schermen en wie niet meekomt.', 'Beoordeelt een toepassing met cliënten.', { runs: ['B4'], mode: 'online', skills: ['zorgtechnologie'] }],
      ['GLO-230', 2.5, 'Stervensbegeleiding', 'End-of-life Care', 'Praten over wat komt.', 'Voert een gesprek over de laatste wensen.', { mode: 'hybrid', places: [18, 17], scale: 'pass-or-fail' }],
      ['TAP-110', 2.5, 'Gebarentaal 1', 'Sign Language 1', 'Handen, gezicht en ruimte.', 'Maakt kennis in gebarentaal.', { price: '225.00', open: 'now', places: [16, 9] }],
    ],
  },
];
const own = { school: 'hogeschool', load: ec, periods } as const;
const taught = coursesOf({ ...own, id: demoInstitutions.hogeschool.id, groups });
const programmes = programmesOf({ ...own, rows });

export const hogeschoolCatalogue: More = {
  organizations: [],
  academicSessions: Object.values(added),
  programs: programmes.programs,
  courses: taught.courses,
  offerings: [...programmes.offerings, ...taught.offerings],
  rules: taught.rules ?? {},
};
