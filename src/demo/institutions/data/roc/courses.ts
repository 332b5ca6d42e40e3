import { runsAt, sbu } from '../build.js';
import {
  exams,
  forms,
  passOrFail,
  spring27,
  technicus,
  techniek,
  vavo,
  year24,
  year25,
  year26,
} from './school.js';

const { course } = forms;
const run = runsAt('roc');
const { test, sitting } = exams;

const inProgramme = { programs: [technicus.programId], fieldsOfStudy: '0713' };
const heatPumps = course('WPT-210', { nl: 'Warmtepompen: opbouw en werking' }, sbu(160), techniek, {
  about: { nl: 'Hoe een warmtepomp werkt, van bron tot afgifte, en hoe je hem inregelt.' },
  learns: { nl: 'Regelt een warmtepomp in en legt de keuzes uit aan de bewoner.' },
  ...inProgramme,
});
const safety = course('VWI-110', { nl: 'Veilig werken aan installaties' }, sbu(80), techniek, {
  about: { nl: 'Spanning, druk en koudemiddelen: werken volgens de regels.' },
  learns: { nl: 'Stelt een installatie veilig voordat het werk begint.' },
  ...inProgramme,
});
const control = course('RGT-220', { nl: 'Regeltechniek en domotica' }, sbu(120), techniek, {
  about: { nl: 'Sensoren, regelaars en gebouwbeheer.' },
  learns: { nl: 'Ontwerpt een eenvoudige regelkring en zoekt storingen op.' },
  ...inProgramme,
});
// The university has a COM-101 too, and it is another course.
const customers = course('COM-101', { nl: 'Communicatie met de klant' }, sbu(40), techniek, {
  about: { nl: 'Het gesprek aan de keukentafel en een heldere offerte.' },
  learns: { nl: 'Voert een adviesgesprek en legt afspraken vast.' },
  ...inProgramme,
});
const charging = course('LDI-310', { nl: 'Keuzedeel laadinfrastructuur' }, sbu(240), techniek, {
  about: { nl: 'Laadpunten plaatsen, beveiligen en opleveren.' },
  learns: { nl: 'Sluit een laadpunt aan en meet het door.' },
  modeOfDelivery: ['hybrid'],
});

const vwo = (key: string, nl: string, load: number, about: string, learns: string) =>
  course(key, { nl }, sbu(load), vavo, {
    about: { nl: about },
    learns: { nl: learns },
    level: 'undefined',
  });
// biome-ignore format: a table is read in columns
const vavoCourses = {
  maths:     vwo('WISA-V', 'Wiskunde A (vwo)',     200, 'Statistiek en kansrekening.',  'Toetst een hypothese.'),
  english:   vwo('ENTL-V', 'Engels (vwo)',         160, 'Lezen, luisteren en debat.',   'Leest lange teksten vlot.'),
  geography: vwo('AK-V',   'Aardrijkskunde (vwo)', 160, 'Wereld, aarde en gebieden.',   'Leest kaarten kritisch.'),
  dutch:     vwo('NETL-V', 'Nederlands (vwo)',     160, 'Argumenteren en schrijven.',   'Schrijft een betoog.'),
};
export const allCourses = [
  heatPumps,
  safety,
  control,
  customers,
  charging,
  ...Object.values(vavoCourses),
];

export const runs = {
  heatPumps: run(heatPumps, year25),
  safety: run(safety, year25, passOrFail),
  control: run(control, year26),
  customers: run(customers, year25),
  charging: run(charging, spring27, {
    resultValueType: '1-10',
    enrollStartDate: '2026-11-02',
    enrollEndDate: '2027-01-15',
    maxNumberStudents: 18,
    enrolledNumberStudents: 11,
  }),
  maths: run(vavoCourses.maths, year24),
  english: run(vavoCourses.english, year24),
  geography: run(vavoCourses.geography, year24),
  dutch: run(vavoCourses.dutch, year24),
};

export const practical = test(control, 'RGT-PE', { nl: 'Praktijkexamen regeltechniek' });
export const nationalExam = test(vavoCourses.maths, 'WISA-CE', {
  nl: 'Centraal examen wiskunde A',
});
export const sittings = {
  first: sitting(
    practical,
    runs.control,
    ['2026-10-01T09:00:00+02:00', '2026-10-01T12:00:00+02:00'],
    60,
  ),
  // 25 October 2026: the night in which the clock goes back.
  second: sitting(
    practical,
    runs.control,
    ['2026-10-25T13:00:00+01:00', '2026-10-25T16:00:00+01:00'],
    60,
  ),
  maths: sitting(
    nationalExam,
    runs.maths,
    ['2025-05-19T13:30:00+02:00', '2025-05-19T16:30:00+02:00'],
    50,
  ),
};
