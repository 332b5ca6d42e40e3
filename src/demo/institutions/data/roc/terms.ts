import type { Organization } from '../../model.js';
import { code, idFor, texts } from '../build.js';
import type { ProgrammeRow } from '../tables/programmes.js';
import type { Period } from '../tables/rows.js';
import { forms, root, spring27, techniek, year26 } from './school.js';

const { session } = forms;
const college = (key: string, nl: string): Organization => ({
  organizationId: idFor('roc', 'organization', key),
  primaryCode: code('organizationId', key),
  organizationType: 'academy',
  name: texts(nl),
  shortName: key,
  parent: root.organizationId,
});
export const care = college('ZORG', 'MBO-college Zorg & Welzijn');
export const digital = college('ICT', 'MBO-college ICT & Media');
export const hospitality = college('GAST', 'MBO-college Gastvrijheid & Voeding');
export const green = college('GROE', 'MBO-college Groen & Logistiek');
export const colleges = [care, digital, hospitality, green];

const year27 = session('2027-2028', 'academic year', { nl: 'Schooljaar 2027-2028' }, [
  '2027-08-01',
  '2028-07-31',
]);
const inYear = { year: year26.academicSessionId, parent: year26.academicSessionId };
// biome-ignore format: a table is read in columns
const added = {
  second: session('2026-2027-P2', 'period', { nl: 'Periode 2' }, ['2026-11-16', '2027-01-29'], inYear),
  fourth: session('2026-2027-P4', 'period', { nl: 'Periode 4' }, ['2027-04-19', '2027-07-16'], inYear),
  half:   session('2026-2027-H2', 'semester', { nl: 'Tweede helft van het schooljaar' }, ['2027-02-01', '2027-07-16'], inYear),
};
export const sessions = [...Object.values(added), year27];

// biome-ignore format: a table is read in columns
export const periods = {
  P2: { session: added.second, enrol: ['2026-09-01', '2026-11-06'] },
  P3: { session: spring27,     enrol: ['2026-11-02', '2027-01-15'] },
  P4: { session: added.fourth, enrol: ['2027-01-18', '2027-03-26'] },
  H2: { session: added.half,   enrol: ['2026-11-02', '2027-01-22'] },
  NJ: { session: year27,       enrol: ['2026-11-01', '2027-04-01'] },
} as const satisfies Readonly<Record<string, Period>>;
export type RocPeriod = keyof typeof periods;

// biome-ignore format: a table is read in columns
export const programmeRows: readonly ProgrammeRow<RocPeriod>[] = [
  ['VPK-BOL',  'mbo4', 4800, 'Verpleegkundige (bol)', 'Nursing', 'Zorgen met hoofd, hart en handen, in het ziekenhuis en thuis.', care, '0913', ['NJ'], { croho: '99201', places: [90, 61] }],
  ['SWK-BOL',  'mbo4', 4800, 'Sociaal werker', 'Social Work', 'Naast mensen staan die het even niet redden.', care, '0923', ['NJ'], { croho: '99202' }],
  ['SDV-BOL',  'mbo4', 4800, 'Software developer', 'Software Developer', 'Toepassingen bouwen die mensen elke dag gebruiken.', digital, '0613', ['H2', 'NJ'], { croho: '99211', places: [60, 44] }],
  ['ITB-BBL',  'mbo4', 4800, 'Beheerder netwerken en systemen (bbl)', 'Network and Systems Administrator', 'Zorgen dat het werkt, en dat het veilig is.', digital, '0612', ['NJ'], { croho: '99212' }],
  ['KOK-BBL',  'mbo3', 3200, 'Zelfstandig werkend kok (bbl)', 'Chef', 'Koken, plannen en leiding geven in de keuken.', hospitality, '1013', ['H2', 'NJ'], { croho: '99221', places: [28, 28] }],
  ['HVN-BOL',  'mbo4', 4800, 'Groene stad en landschap', 'Urban Green and Landscape', 'Ontwerpen, aanleggen en beheren van groen.', green, '0812', ['NJ'], { croho: '99231' }],
  ['LOG-BBL',  'mbo3', 3200, 'Logistiek teamleider (bbl)', 'Logistics Team Leader', 'Goederen, mensen en tijd op elkaar afstemmen.', green, '1041', ['NJ'], { croho: '99232' }],
  ['MTR-BOL',  'mbo4', 4800, 'Technicus mechatronica', 'Mechatronics Technician', 'Machines die voelen en bewegen.', techniek, '0714', ['NJ'], { croho: '99241', places: [48, 30] }],
  ['KD-ZIN',   'choice4', 240, 'Keuzedeel Zorg en technologie', 'Elective Care and Technology', 'Slimme hulpmiddelen kiezen en uitleggen.', care, '0919', ['P3', 'P4'], { croho: '99801', places: [20, 17] }],
  ['KD-DUV',   'choice4', 240, 'Keuzedeel Duurzaamheid in het beroep', 'Elective Sustainability at Work', 'Minder verspillen in elk vak.', green, '0712', ['P3', 'P4'], { croho: '99802' }],
  ['KD-OND',   'choice4', 240, 'Keuzedeel Ondernemend gedrag', 'Elective Enterprising Behaviour', 'Van idee naar eerste klant.', hospitality, '0413', ['P3'], { croho: '99803', places: [24, 24] }],
  ['KD-ENG',   'choice3', 240, 'Keuzedeel Engels in de beroepscontext', 'Elective English at Work', 'Bellen, mailen en helpen in het Engels.', hospitality, '0231', ['P3', 'P4'], { croho: '99804', places: [26, 11] }],
];
