import type { Group } from '../tables/rows.js';
import { techniek } from './school.js';
import { digital, green, hospitality, type RocPeriod } from './terms.js';

const four = 'secondary vocational education 4';
const three = 'secondary vocational education 3';
const two = 'secondary vocational education 2';

// biome-ignore format: a table is read in columns (code, SBU, names, what it is about, what one learns)
const installations: Group<RocPeriod> = {
  organization: techniek, level: four, town: 'Polderdam', programs: ['TDG-BBL'], field: '0713', runs: ['P3'],
  rows: [
    ['ZON-210', 120, 'Zonnestroom ontwerpen en aansluiten', 'Designing and Connecting Solar Power', 'Dak, kabel en omvormer.', 'Rekent een installatie door en sluit die aan.', { after: 'VWI-110', places: [16, 15], skills: ['elektrische installaties'] }],
    ['BAT-220', 80, 'Thuisbatterijen', 'Home Batteries', 'Opslaan wat de zon geeft.', 'Plaatst een batterij volgens de norm.', { runs: ['P4'], after: 'ZON-210' }],
    ['VEN-110', 80, 'Ventilatie in woningen', 'Ventilation of Homes', 'Frisse lucht zonder tocht.', 'Regelt een systeem in en meet het na.', { runs: ['P2', 'P3'] }],
    ['KMI-310', 40, 'Koudemiddelen, certificaat', 'Refrigerants, Certificate', 'Werken met gassen waar regels voor zijn.', 'Vult een installatie zonder lekkage.', { scale: 'pass-or-fail', price: '890.00', asks: 'Twee jaar ervaring in de installatietechniek, of VWI-110.', places: [10, 10] }],
    ['BIM-210', 120, 'Tekenen in drie dimensies', 'Three-dimensional Drawing', 'Van schets tot model.', 'Tekent een technische ruimte die past.', { mode: 'hybrid', skills: ['technisch tekenen'] }],
  ],
};
// biome-ignore format: a table is read in columns
const machines: Group<RocPeriod> = {
  organization: techniek, level: four, town: 'Polderdam', programs: ['MTR-BOL'], field: '0714', runs: ['P3'],
  rows: [
    ['MTR-110', 160, 'Elektrotechniek in machines', 'Electrical Engineering in Machines', 'Stroom, motor en schakelaar.', 'Leest een schema en zoekt een storing.', { runs: ['P2', 'P3'], skills: ['elektrische installaties'] }],
    ['MTR-120', 120, 'Besturen met een PLC', 'Control with a PLC', 'Programmeren wat beweegt.', 'Schrijft een programma voor een lopende band.', { after: 'MTR-110', places: [20, 12] }],
    ['MTR-210', 120, 'Robots in de fabriek', 'Industrial Robots', 'Grijpen, lassen en stapelen.', 'Stelt een robot veilig in.', { runs: ['P4'], after: 'MTR-120', places: [12, 0] }],
    ['LAS-110', 80, 'Lassen voor beginners', 'Welding for Beginners', 'Vlam, boog en naad.', 'Last een hoeknaad die houdt.', { level: two, price: '420.00', places: [10, 9], scale: 'pass-or-fail', skills: ['lassen'] }],
    ['DRU-110', 40, 'Printen in kunststof', '3D Printing', 'Van bestand tot onderdeel.', 'Maakt een onderdeel dat past.', { level: three, mode: 'hybrid', runs: ['P4'] }],
  ],
};
// biome-ignore format: a table is read in columns
const software: Group<RocPeriod> = {
  organization: digital, level: four, town: 'Polderdam', programs: ['SDV-BOL'], field: '0613', runs: ['P3'],
  rows: [
    ['SDV-110', 160, 'Programmeren 1', 'Programming 1', 'Variabelen, lussen en functies.', 'Schrijft een klein programma dat werkt.', { runs: ['P2', 'H2'], skills: ['programmeren in Python'], places: [60, 44] }],
    ['SDV-120', 160, 'Programmeren 2', 'Programming 2', 'Klassen, lijsten en tests.', 'Schrijft code met tests erbij.', { after: 'SDV-110', runs: ['P3', 'P4'], skills: ['programmeren in Python'] }],
    ['SDV-130', 120, 'Webpagina’s die iedereen kan gebruiken', 'Web Pages Everyone Can Use', 'HTML, CSS en toegankelijkheid.', 'Bouwt een pagina die een schermlezer voorleest.', { mode: 'hybrid', skills: ['webontwikkeling'] }],
    ['SDV-210', 120, 'Databases voor toepassingen', 'Databases for Applications', 'Tabellen, sleutels en vragen.', 'Ontwerpt een database voor een webwinkel.', { after: 'SDV-110', skills: ['gegevensmodellering'], places: [30, 22] }],
    ['SDV-220', 240, 'Bouwen voor een klant', 'Building for a Client', 'Een project van vraag tot oplevering.', ['Bespreekt wensen en plant het werk.', 'Levert op wat is afgesproken.'], { runs: ['H2'], after: 'SDV-120', mode: 'situated', skills: ['samenwerken in een team'] }],
    ['SDV-310', 80, 'Mobiele apps', 'Mobile Apps', 'Klein scherm, grote eisen.', 'Maakt een app die zonder internet werkt.', { runs: ['P4'] }],
  ],
};
// biome-ignore format: a table is read in columns
const networks: Group<RocPeriod> = {
  organization: digital, level: four, town: 'Polderdam', programs: ['ITB-BBL'], field: '0612', runs: ['P3'],
  rows: [
    ['ITB-110', 120, 'Netwerken bouwen', 'Building Networks', 'Kabel, router en adres.', 'Legt een netwerk aan voor een kantoor.', { runs: ['P2', 'P3'], skills: ['netwerkbeheer'] }],
    ['ITB-120', 120, 'Servers en de wolk', 'Servers and the Cloud', 'Eigen kast of gehuurd.', 'Zet een dienst op die aan blijft.', { after: 'ITB-110', mode: 'online' }],
    ['ITB-210', 80, 'Beveiliging van systemen', 'Systems Security', 'Sloten, sleutels en sporen.', 'Vindt en verhelpt een zwakke plek.', { runs: ['P4'], after: 'ITB-110', skills: ['informatiebeveiliging'], places: [24, 24] }],
    ['ITB-220', 40, 'Werken aan de servicedesk', 'Working at the Service Desk', 'Rustig vragen, snel helpen.', 'Legt een oplossing uit aan een leek.', { level: three, open: 'now' }],
  ],
};
// biome-ignore format: a table is read in columns
const outdoors: Group<RocPeriod> = {
  organization: green, level: four, town: 'Waterhorn', programs: ['HVN-BOL'], field: '0812', runs: ['P3'],
  rows: [
    ['GRO-110', 120, 'Plantenkennis', 'Knowledge of Plants', 'Honderd planten en hun plek.', 'Herkent planten in de winter en de zomer.', { runs: ['P4'], skills: ['plantenkennis'] }],
    ['GRO-120', 120, 'Tuinen aanleggen', 'Garden Construction', 'Grond, steen en water.', 'Legt een tuin aan die regen opvangt.', { places: [18, 7] }],
    ['GRO-210', 80, 'Groene daken en gevels', 'Green Roofs and Facades', 'Planten waar geen grond is.', 'Kiest een dak dat het gewicht draagt.', { runs: ['P4'], skills: ['klimaatadaptatie'] }],
    ['GRO-220', 80, 'Bomen keuren', 'Tree Inspection', 'Kijken of een boom veilig staat.', 'Schrijft een rapport waar de gemeente iets mee kan.', { price: '310.00', places: [12, 12] }],
  ],
};
// biome-ignore format: a table is read in columns
const goods: Group<RocPeriod> = {
  organization: green, level: three, town: 'Waterhorn', programs: ['LOG-BBL'], field: '1041', runs: ['P3'],
  rows: [
    ['LOG-110', 120, 'Goederen ontvangen en opslaan', 'Receiving and Storing Goods', 'Van poort tot plank.', 'Houdt een voorraad op orde.', { level: two, runs: ['P2', 'P3'] }],
    ['LOG-120', 40, 'Heftruck, certificaat', 'Forklift, Certificate', 'Rijden, heffen en omzien.', 'Rijdt veilig met een last.', { level: two, scale: 'pass-or-fail', price: '245.00', places: [8, 8, 3] }],
    ['LOG-210', 120, 'Plannen van ritten', 'Route Planning', 'Minder kilometers, op tijd.', 'Maakt een planning die een file verdraagt.', { mode: 'hybrid', skills: ['logistieke planning'] }],
    ['LOG-220', 80, 'Leiding geven aan een ploeg', 'Leading a Shift', 'Taken verdelen en aanspreken.', 'Voert een werkoverleg.', { runs: ['P4'], skills: ['leidinggeven'] }],
  ],
};
// biome-ignore format: a table is read in columns
const sustainable: Group<RocPeriod> = {
  organization: green, level: four, town: 'Waterhorn', programs: ['KD-DUV'], field: '0712', runs: ['P3', 'P4'],
  rows: [
    ['DUV-110', 120, 'Verspilling opsporen', 'Finding Waste', 'Stromen volgen door een bedrijf.', 'Rekent uit wat een besparing oplevert.', { skills: ['duurzaam ondernemen'] }],
    ['DUV-120', 120, 'Repareren en hergebruiken', 'Repair and Reuse', 'Langer doen met wat er is.', 'Herstelt een apparaat en legt het vast.', { places: [18, 5] }],
  ],
};
// biome-ignore format: a table is read in columns
const venture: Group<RocPeriod> = {
  organization: hospitality, level: four, town: 'Waterhorn', programs: ['KD-OND'], field: '0413', runs: ['P3'],
  rows: [
    ['OND-110', 120, 'Een eigen zaak: het plan', 'Your Own Business: the Plan', 'Klant, prijs en begroting.', 'Schrijft een plan dat de bank begrijpt.', { places: [24, 24], skills: ['ondernemen'] }],
    ['OND-120', 120, 'Een eigen zaak: de start', 'Your Own Business: the Start', 'Inschrijven, kopen en verkopen.', 'Draait een maand proef.', { runs: ['P4'], after: 'OND-110', skills: ['ondernemen'] }],
  ],
};
// biome-ignore format: a table is read in columns
export const technologyGroups = [installations, machines, software, networks, outdoors, goods, sustainable, venture];
