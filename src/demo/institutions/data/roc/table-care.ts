import type { Group } from '../tables/rows.js';
import { vavo } from './school.js';
import { care, hospitality, type RocPeriod } from './terms.js';

const four = 'secondary vocational education 4';
const three = 'secondary vocational education 3';

// biome-ignore format: a table is read in columns (code, SBU, names, what it is about, what one learns)
const nursing: Group<RocPeriod> = {
  organization: care, level: four, town: 'Polderdam', programs: ['VPK-BOL'], field: '0913', runs: ['P3'],
  rows: [
    ['VPK-110', 160, 'Basiszorg en observeren', 'Basic Care and Observation', 'Wassen, bewegen en zien wat verandert.', 'Meldt een verandering op tijd en volledig.', { runs: ['P2', 'P3'], skills: ['verplegen'] }],
    ['VPK-120', 120, 'Verpleegtechnisch handelen', 'Nursing Procedures', 'Prikken, meten en steriel werken.', ['Voert een handeling veilig uit.', 'Legt vast wat is gedaan.'], { after: 'VPK-110', places: [24, 21], skills: ['verplegen'] }],
    ['VPK-130', 80, 'Medicijnen en rekenen', 'Medication and Calculation', 'Doseren zonder fouten.', 'Rekent een dosering uit en laat die nakijken.', { runs: ['P3', 'P4'], mode: 'hybrid', scale: 'pass-or-fail' }],
    ['VPK-210', 160, 'Zorg bij dementie', 'Dementia Care', 'Contact maken als woorden verdwijnen.', 'Past de benadering aan op de persoon.', { runs: ['P4'], skills: ['omgaan met dementie'], places: [24, 6] }],
    ['VPK-220', 240, 'Wijkverpleging', 'Community Nursing', 'Alleen op pad en toch in een team.', 'Maakt een zorgplan met de cliënt.', { runs: ['H2'], mode: 'situated', places: [18, 18] }],
    ['VPK-230', 80, 'Geestelijke gezondheid', 'Mental Health', 'Signalen herkennen en doorverwijzen.', 'Voert een gesprek over somberheid.', { mode: 'hybrid' }],
    ['VPK-240', 40, 'Reanimatie en eerste hulp', 'Resuscitation and First Aid', 'Doen wat helpt in de eerste minuten.', 'Reanimeert volgens de richtlijn.', { runs: ['P2', 'P3'], scale: 'pass-or-fail', price: '165.00', places: [12, 12, 5], skills: ['eerste hulp verlenen'] }],
  ],
};
// biome-ignore format: a table is read in columns
const social: Group<RocPeriod> = {
  organization: care, level: four, town: 'Polderdam', programs: ['SWK-BOL'], field: '0923', runs: ['P3'],
  rows: [
    ['SWK-110', 120, 'Werken met groepen', 'Working with Groups', 'Van kringgesprek tot conflict.', 'Leidt een activiteit waar iedereen meedoet.', { runs: ['P2', 'P3'] }],
    ['SWK-120', 80, 'Schulden en bestaanszekerheid', 'Debt and Financial Security', 'Post, potjes en regelingen.', 'Helpt iemand een overzicht te maken.', { skills: ['schuldhulpverlening'] }],
    ['SWK-210', 120, 'Jongerenwerk op straat', 'Youth Work on the Street', 'Erbij zijn waar zij zijn.', 'Legt contact en bewaakt de grens.', { runs: ['P4'], mode: 'situated', places: [16, 4] }],
    ['SWK-220', 80, 'Motiverende gesprekken', 'Motivational Interviewing', 'Vragen in plaats van zeggen.', 'Laat de ander zelf de reden noemen.', { after: 'SWK-110', places: [20, 20], skills: ['gespreksvoering'] }],
    ['SWK-230', 40, 'Meldcode en veiligheid', 'Reporting Code and Safety', 'Wat te doen bij een vermoeden.', 'Volgt de stappen van de meldcode.', { mode: 'online', scale: 'pass-or-fail', open: 'unsaid' }],
  ],
};
// biome-ignore format: a table is read in columns
const kitchen: Group<RocPeriod> = {
  organization: hospitality, level: three, town: 'Waterhorn', programs: ['KOK-BBL'], field: '1013', runs: ['P3'],
  rows: [
    ['KOK-110', 160, 'Basistechnieken in de keuken', 'Basic Kitchen Techniques', 'Snijden, garen en proeven.', 'Bereidt een gerecht van begin tot bord.', { runs: ['P2', 'P3'], level: 'secondary vocational education 2', places: [16, 13], skills: ['koken'] }],
    ['KOK-120', 80, 'Hygiëne en voedselveiligheid', 'Food Hygiene and Safety', 'Temperatuur, schoonmaak en etiket.', 'Werkt volgens de hygiënecode.', { mode: 'online', scale: 'pass-or-fail', skills: ['voedselveiligheid'] }],
    ['KOK-210', 120, 'Plantaardig koken', 'Plant-based Cooking', 'Smaak zonder vlees.', 'Stelt een menu samen dat voedt.', { after: 'KOK-110', runs: ['P4'], places: [16, 2], skills: ['koken'] }],
    ['KOK-220', 120, 'Brood en banket', 'Bread and Pastry', 'Deeg, gist en geduld.', 'Bakt een brood van desem.', { places: [12, 12] }],
    ['KOK-310', 80, 'Menukaart en kostprijs', 'Menu and Cost Price', 'Rekenen aan een bord.', 'Bepaalt een prijs waar de zaak van leeft.', { runs: ['P4'], mode: 'hybrid' }],
    ['GAS-110', 80, 'Gastheerschap', 'Hospitality', 'Ontvangen, bedienen en luisteren.', 'Lost een klacht op voordat de gast vertrekt.', { runs: ['P2', 'P4'] }],
  ],
};
// biome-ignore format: a table is read in columns
const electives: Group<RocPeriod> = {
  organization: care, level: four, town: 'Polderdam', programs: ['KD-ZIN'], field: '0919', runs: ['P3', 'P4'],
  rows: [
    ['ZIN-110', 120, 'Beeldbellen en zorgrobots', 'Video Care and Care Robots', 'Techniek die nabijheid niet vervangt.', 'Kiest een hulpmiddel met de cliënt.', { places: [20, 17], skills: ['zorgtechnologie'] }],
    ['ZIN-120', 120, 'Digitaal vaardig in de zorg', 'Digital Skills in Care', 'Dossiers, apps en privacy.', 'Werkt veilig in een elektronisch dossier.', { mode: 'hybrid', skills: ['gegevensbescherming'] }],
  ],
};
// biome-ignore format: a table is read in columns
const language: Group<RocPeriod> = {
  organization: hospitality, level: three, town: 'Waterhorn', programs: ['KD-ENG'], field: '0231', runs: ['P3', 'P4'],
  rows: [
    ['ENB-110', 120, 'Engels aan de balie', 'English at the Desk', 'Bellen, boeken en uitleggen.', 'Helpt een gast in het Engels.', { lang: 'eng', places: [26, 11], skills: ['Engels'] }],
    ['ENB-120', 120, 'Zakelijke e-mail in het Engels', 'Business E-mail in English', 'Kort, vriendelijk en duidelijk.', 'Schrijft een bericht zonder misverstand.', { lang: 'eng', mode: 'online', skills: ['Engels'] }],
  ],
};
// biome-ignore format: a table is read in columns
const second: Group<RocPeriod> = {
  organization: vavo, level: 'undefined', town: 'Polderdam', programs: [], field: '0011', runs: ['NJ'],
  rows: [
    ['WISB-V', 200, 'Wiskunde B (vwo)', undefined, 'Functies, meetkunde en bewijzen.', 'Differentieert en integreert.', { places: [30, 8] }],
    ['BIOL-V', 160, 'Biologie (vwo)', undefined, 'Van cel tot ecosysteem.', 'Zet een proef op en trekt een conclusie.', { places: [30, 12] }],
    ['SCHK-V', 160, 'Scheikunde (vwo)', undefined, 'Stoffen, reacties en rekenen.', 'Stelt een reactievergelijking op.'],
    ['NASK-H', 160, 'Natuurkunde (havo)', undefined, 'Kracht, stroom en straling.', 'Rekent met eenheden.', { places: [30, 30, 2] }],
    ['GESC-H', 120, 'Geschiedenis (havo)', undefined, 'Tien tijdvakken en wat ze bindt.', 'Beoordeelt een bron.', { mode: 'hybrid' }],
    ['NT2-B1', 240, 'Nederlands als tweede taal, naar B1', 'Dutch as a Second Language, to B1', 'Spreken en schrijven voor werk en studie.', 'Voert een gesprek over het dagelijks leven.', { runs: ['H2'], level: 'nt2-1', places: [18, 16], skills: ['Nederlands'] }],
    ['NT2-B2', 240, 'Nederlands als tweede taal, naar B2', 'Dutch as a Second Language, to B2', 'Lezen en luisteren op de werkvloer en in de les.', 'Schrijft een brief zonder hulp.', { runs: ['H2'], level: 'nt2-2', after: 'NT2-B1', skills: ['Nederlands'] }],
  ],
};
export const careGroups = [nursing, social, kitchen, electives, language, second];
