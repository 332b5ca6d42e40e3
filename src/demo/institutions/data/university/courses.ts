import type { Course } from '../../model.js';
import { ec, runsAt } from '../build.js';
import {
  autumn25,
  autumn26,
  bachelor,
  exams,
  faculty,
  forms,
  spring26,
  spring27,
  summer26,
} from './school.js';

const run = runsAt('university');
const { test, sitting } = exams;
const ofBachelor = { programs: [bachelor.programId], fieldsOfStudy: '0314' };
const course = (
  key: string,
  load: number,
  [nl, en]: readonly [string, string],
  about: string,
  learns: string,
  more: Partial<Course> = ofBachelor,
): Course =>
  forms.course(key, { nl, en }, ec(load), faculty, {
    about: { nl: about },
    learns: { nl: learns },
    ...more,
  });

// biome-ignore format: a table is read in columns (code, EC, name, what it is about, what one learns)
const courses = {
  intro: course('GEO-101', 7.5, ['Inleiding sociale geografie', 'Introduction to Human Geography'], 'Grondbegrippen: plaats, ruimte en schaal.', 'Legt uit hoe schaal de uitkomst van een onderzoek bepaalt.'),
  maps: course('GEO-102', 7.5, ['Kartografie en GIS', 'Cartography and GIS'], 'Kaarten maken en lezen met open data.', 'Maakt een eerlijke kaart en verantwoordt de keuzes.'),
  statistics: course('MET-110', 7.5, ['Statistiek voor de ruimtelijke wetenschappen', 'Statistics for the Spatial Sciences'], 'Van beschrijven naar toetsen.', 'Kiest een passende toets en leest de uitkomst.'),
  cities: course('GEO-120', 7.5, ['De stad in ontwikkeling', 'The City in the Making'], 'Wie maakt de stad, en voor wie?', 'Ontleedt een stedelijk plan.'),
  economy: course('GEO-130', 5, ['Economische geografie', 'Economic Geography'], 'Waarom bedrijven zitten waar ze zitten.', 'Past vestigingstheorieën toe.'),
  health: course('GEO-205', 2.5, ['Gezondheidsgeografie', 'Health Geography'], 'Gezondheid verschilt per straat.', 'Herkent de invloed van de woonomgeving.'),
  // The ROC has a COM-101 too, and it is another course.
  media: course('COM-101', 5, ['Inleiding communicatiewetenschap', 'Introduction to Communication Science'], 'Hoe een boodschap reist.', 'Vergelijkt drie modellen van communicatie.', { fieldsOfStudy: '0321' }),
  writing: course('ACS-101', 5, ['Academisch schrijven', 'Academic Writing'], 'Van vraag naar betoog.', 'Schrijft een betoog met bronnen.'),
  methods: course('MET-120', 5, ['Kwalitatieve methoden', 'Qualitative Methods'], 'Interviewen en observeren.', 'Voert een open interview.'),
  philosophy: course('FIL-210', 5, ['Filosofie van de ruimte', 'Philosophy of Space'], 'Denken over ruimte sinds de oudheid.', 'Weegt twee opvattingen van ruimte.'),
  climate: course('GEO-305', 5, ['Klimaat en gezondheid', 'Climate and Health'], 'Hitte, lucht en water.', 'Leest een hittekaart.', { teachingLanguage: 'eng', modeOfDelivery: ['online'] }),
  energy: course('ENE-401', 5, ['Energietransitie in de gebouwde omgeving', 'Energy Transition in the Built Environment'], 'Voor wie al werkt: wijken van het gas af.', 'Vergelijkt warmtebronnen voor een wijk.', { modeOfDelivery: ['hybrid'] }),
  data: course('ENE-402', 2.5, ['Data over woningen', 'Housing Data'], 'Energielabels, meters en privacy.', 'Koppelt bestanden zonder personen te herkennen.', { modeOfDelivery: ['online'] }),
};
export const allCourses = Object.values(courses);

const oneToTen = { resultValueType: '1-10' };
/** Enrolment is open this winter, or was this autumn. */
const winter = { ...oneToTen, enrollStartDate: '2026-11-16', enrollEndDate: '2027-01-15' };
const closed = { ...oneToTen, enrollStartDate: '2026-09-01', enrollEndDate: '2026-10-15' };
// biome-ignore format: a table is read in columns
export const runs = {
  intro: run(courses.intro, autumn25),
  maps: run(courses.maps, autumn25),
  statistics: run(courses.statistics, spring26),
  cities: run(courses.cities, spring26),
  economy: run(courses.economy, spring26),
  health: run(courses.health, spring26, { ...oneToTen, endDate: '2026-03-27' }),
  media: run(courses.media, autumn26),
  // No resultValueType: the school does not say how to read this score.
  writing: run(courses.writing, autumn25, {}),
  methods: run(courses.methods, spring26),
  philosophy: run(courses.philosophy, summer26),
  climate: run(courses.climate, spring27, { ...winter, maxNumberStudents: 60, enrolledNumberStudents: 60 }),
  energy: run(courses.energy, spring26),
  data: run(courses.data, summer26, { resultValueType: 'pass-or-fail' }),
  energyAgain: run(courses.energy, spring27, winter),
  healthAgain: run(courses.health, spring27, { ...winter, maxNumberStudents: 40, enrolledNumberStudents: 12 }),
  mediaLater: run(courses.media, spring27, closed),
};
export const exam = test(courses.statistics, 'MET-110-T', {
  nl: 'Tentamen statistiek',
  en: 'Statistics exam',
});
export const examJune = sitting(
  exam,
  runs.statistics,
  ['2026-06-15T09:00:00+02:00', '2026-06-15T12:00:00+02:00'],
  60,
);
