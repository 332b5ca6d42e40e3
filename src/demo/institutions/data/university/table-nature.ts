import type { Group } from '../tables/rows.js';
import { nature, type UniversityPeriod } from './terms.js';

const here = { organization: nature, level: 'bachelor', town: 'Merenveld' };

// biome-ignore format: a table is read in columns (code, EC, names, what it is about, what one learns)
const biology: Group<UniversityPeriod> = {
  ...here, programs: ['B-BIO'], field: '0511', runs: ['S2'],
  rows: [
    ['BIO-101', 7.5, 'Inleiding ecologie', 'Introduction to Ecology', 'Soorten, kringlopen en het landschap als geheel.', 'Beschrijft een ecosysteem met eigen veldgegevens.', { runs: ['S1', 'N1'] }],
    ['BIO-110', 5, 'Celbiologie', 'Cell Biology', 'Van membraan tot celdeling.', 'Legt uit hoe een cel energie vrijmaakt.', { runs: ['S1'], places: [120, 96] }],
    ['BIO-120', 5, 'Genetica en erfelijkheid', 'Genetics and Heredity', 'Wat ouders doorgeven, en hoe men dat meet.', 'Rekent een kruising door en leest een stamboom.', { runs: ['B3'], after: 'BIO-110', places: [120, 71] }],
    ['BIO-205', 5, 'Natte natuur: moeras en veen', 'Wetlands: Marsh and Peat', 'Water vasthouden en bodemdaling.', ['Herkent de planten van het laagveen.', 'Schat hoeveel koolstof een veen vastlegt.'], { runs: ['B4'], skills: ['ecologisch veldonderzoek'], places: [24, 0] }],
    ['BIO-210', 5, 'Gedrag van dieren', 'Animal Behaviour', 'Waarom een merel zingt.', 'Ontwerpt een waarneming en zet die uit.', { after: 'BIO-101', places: [60, 41] }],
    ['BIO-220', 7.5, 'Veldpracticum Waddenkust', 'Field Course Wadden Coast', 'Twee weken meten tussen eb en vloed.', 'Voert een telling uit en bewaakt de kwaliteit ervan.', { runs: ['ZS'], mode: 'situated', places: [20, 20], price: '385.00', skills: ['ecologisch veldonderzoek'] }],
    ['BIO-305', 5, 'Plantenziekten en voedselzekerheid', 'Plant Disease and Food Security', 'Schimmels, virussen en oogsten.', 'Vergelijkt drie manieren om een gewas te beschermen.', { lang: 'eng', places: [45, 18] }],
    ['BIO-310', 5, 'Zoet water in een droge zomer', 'Fresh Water in a Dry Summer', 'Peil, verzilting en keuzes.', 'Maakt een waterbalans van een polder.', { runs: ['B3'], open: 'over', places: [40, 33] }],
    ['BIO-320', 2.5, 'Insecten tellen met het publiek', 'Counting Insects with the Public', 'Burgeronderzoek dat telt.', 'Zet een telling op waar vrijwilligers plezier in hebben.', { runs: ['B4'], mode: 'hybrid', scale: 'pass-or-fail' }],
  ],
};
// biome-ignore format: a table is read in columns
const computing: Group<UniversityPeriod> = {
  ...here, programs: ['B-INF'], field: '0613', runs: ['S2'],
  rows: [
    ['INF-101', 7.5, 'Inleiding programmeren', 'Introduction to Programming', 'Denken in stappen, schrijven in Python.', ['Schrijft een programma dat met fouten omgaat.', 'Leest de code van een ander.'], { runs: ['S1', 'N1'], skills: ['programmeren in Python'], places: [160, 148] }],
    ['INF-102', 5, 'Logica en verzamelingen', 'Logic and Sets', 'De taal waarin men bewijst.', 'Geeft een bewijs met volledige inductie.', { runs: ['S1'] }],
    ['INF-120', 7.5, 'Datastructuren en algoritmen', 'Data Structures and Algorithms', 'Sorteren, zoeken en grafen.', 'Kiest een structuur en schat de rekentijd.', { after: 'INF-101', skills: ['algoritmen ontwerpen'], places: [160, 102] }],
    ['INF-130', 5, 'Databanken', 'Databases', 'Gegevens bewaren en terugvinden.', 'Ontwerpt een schema en schrijft de vragen erbij.', { runs: ['B3'], after: 'INF-101', skills: ['gegevensmodellering'], places: [90, 90, 4] }],
    ['INF-140', 5, 'Mens en machine', 'Human-Computer Interaction', 'Schermen die mensen begrijpen.', 'Toetst een ontwerp met vijf gebruikers.', { runs: ['B4'], skills: ['gebruikersonderzoek'] }],
    ['INF-205', 5, 'Veilige software', 'Secure Software', 'Aanvallen begrijpen om ze te voorkomen.', 'Vindt een lek in code en dicht het.', { after: 'INF-120', lang: 'eng', skills: ['informatiebeveiliging'], places: [80, 64] }],
    ['INF-210', 5, 'Machinaal leren', 'Machine Learning', 'Modellen die van voorbeelden leren.', ['Traint een model en meet de fout.', 'Legt uit wat een model niet weet.'], { after: 'MET-110', lang: 'eng', skills: ['machinaal leren'], places: [75, 75] }],
    ['INF-220', 5, 'Netwerken en gedistribueerde systemen', 'Networks and Distributed Systems', 'Wat er gebeurt als een bericht niet aankomt.', 'Bouwt een dienst die een storing overleeft.', { runs: ['B4'], after: 'INF-120', lang: 'eng' }],
    ['INF-305', 15, 'Softwareproject voor een opdrachtgever', 'Software Project for a Client', 'Een half jaar bouwen met een team.', 'Levert werkende software op die een ander kan onderhouden.', { after: 'INF-130', places: [48, 40], skills: ['samenwerken in een team'] }],
    ['INF-310', 5, 'Kwantumrekenen', 'Quantum Computing', 'Rekenen met kansen.', 'Volgt een kwantumalgoritme stap voor stap.', { runs: ['N1'], lang: 'eng', asks: 'Lineaire algebra op het niveau van het eerste jaar.' }],
  ],
};
// biome-ignore format: a table is read in columns
const intelligence: Group<UniversityPeriod> = {
  ...here, programs: ['M-AIS'], field: '0619', runs: ['S2'],
  rows: [
    ['AIS-301', 5, 'Algoritmen in de publieke zaak', 'Algorithms in Public Affairs', 'Als een computer de aanvraag leest.', 'Beoordeelt een algoritme op eerlijkheid.', { places: [60, 60], skills: ['ethiek van technologie'] }],
    ['AIS-302', 5, 'Taalmodellen van binnen', 'Inside Language Models', 'Waarom een model praat en niet weet.', 'Legt uit waar een antwoord vandaan komt.', { lang: 'eng', places: [60, 57, 6] }],
    ['AIS-303', 5, 'Gegevens en grondrechten', 'Data and Fundamental Rights', 'Privacy, recht en techniek.', 'Schrijft een toets op gegevensbescherming.', { mode: 'hybrid', skills: ['gegevensbescherming'] }],
  ],
};
export const natureGroups = [biology, computing, intelligence];
