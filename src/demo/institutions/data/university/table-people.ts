import type { Group } from '../tables/rows.js';
import { faculty } from './school.js';
import { letters, people, type UniversityPeriod } from './terms.js';

const here = { level: 'bachelor', town: 'Merenveld' };

// biome-ignore format: a table is read in columns (code, EC, names, what it is about, what one learns)
const space: Group<UniversityPeriod> = {
  ...here, organization: faculty, programs: ['B-SGG'], field: '0314', runs: ['S2'],
  rows: [
    ['GEO-210', 5, 'Bevolking en vergrijzing', 'Population and Ageing', 'Geboorte, sterfte en verhuizen.', 'Maakt een prognose voor een gemeente.', { after: 'GEO-101', places: [80, 44], skills: ['demografische analyse'] }],
    ['GEO-215', 5, 'Wonen en de woningmarkt', 'Housing and the Housing Market', 'Huren, kopen en wachten.', 'Verklaart waarom prijzen per buurt verschillen.', { runs: ['B3'], places: [80, 52] }],
    ['GEO-220', 7.5, 'Ruimtelijke ordening', 'Spatial Planning', 'Van omgevingsvisie tot vergunning.', 'Weegt belangen in een bestemmingsplan.', { after: 'GEO-120', skills: ['ruimtelijke planning'] }],
    ['GEO-230', 5, 'Mobiliteit en bereikbaarheid', 'Mobility and Accessibility', 'Fietsen, treinen en de laatste kilometer.', 'Meet de bereikbaarheid van een ziekenhuis.', { runs: ['B4'], mode: 'hybrid' }],
    ['GEO-240', 5, 'Waterbeheer in de delta', 'Water Management in the Delta', 'Dijken, polders en besluiten.', 'Leest een peilbesluit en de bezwaren ertegen.', { runs: ['S1', 'N1'], skills: ['waterbeheer'] }],
    ['GEO-310', 5, 'Geodata programmeren', 'Programming with Geodata', 'Kaarten maken met code.', 'Automatiseert een ruimtelijke analyse.', { after: 'GEO-102', lang: 'eng', mode: 'online', places: [50, 31], skills: ['geografische informatiesystemen', 'programmeren in Python'] }],
    ['GEO-320', 10, 'Onderzoeksstage in de wijk', 'Neighbourhood Research Internship', 'Onderzoek voor en met bewoners.', 'Rondt een onderzoek af waar een wijk iets aan heeft.', { runs: ['S2', 'N1'], mode: 'situated', asks: 'Ten minste 60 EC behaald, waaronder MET-110.', scale: 'pass-or-fail' }],
    ['MET-210', 5, 'Statistiek voor gevorderden', 'Advanced Statistics', 'Regressie en wat er dan nog overblijft.', 'Schat een model en verdedigt de aannamen.', { after: 'MET-110', places: [70, 29], skills: ['statistische analyse'] }],
    ['MET-220', 2.5, 'Een enquête die deugt', 'A Survey that Works', 'Vragen stellen zonder het antwoord te geven.', 'Bouwt en test een vragenlijst.', { runs: ['B3'], mode: 'online', scale: 'pass-or-fail', skills: ['enquêtes opstellen'] }],
  ],
};
// biome-ignore format: a table is read in columns
const healthy: Group<UniversityPeriod> = {
  ...here, organization: faculty, programs: ['M-GLO'], field: '0919', runs: ['S2'],
  rows: [
    ['GLO-301', 5, 'Groen, rust en gezondheid', 'Green, Quiet and Health', 'Wat een park doet.', 'Onderbouwt een ingreep met onderzoek.', { places: [40, 22] }],
    ['GLO-302', 5, 'Luchtkwaliteit meten', 'Measuring Air Quality', 'Fijnstof, meters en metingen van bewoners.', 'Zet een meetnet op en kent de fouten ervan.', { places: [40, 39], skills: ['milieumetingen'] }],
    ['GLO-303', 5, 'Bewegen in de buurt', 'Active Neighbourhoods', 'Stoepen, speelplekken en trappen.', 'Ontwerpt een route die uitnodigt.', { open: 'soon', places: [40, 0] }],
  ],
};
// biome-ignore format: a table is read in columns
const communication: Group<UniversityPeriod> = {
  ...here, organization: letters, programs: ['B-CIW'], field: '0321', runs: ['S2'],
  rows: [
    ['CIW-110', 5, 'Beeldtaal', 'Visual Language', 'Hoe een foto overtuigt.', 'Ontleedt een campagne.', { runs: ['S1', 'N1'] }],
    ['CIW-120', 5, 'Begrijpelijk schrijven', 'Writing to be Understood', 'Brieven die iedereen kan lezen.', 'Herschrijft een brief van de overheid.', { runs: ['B3'], places: [60, 47], skills: ['schrijven voor een publiek'] }],
    ['CIW-205', 5, 'Gesprek en gebaar', 'Talk and Gesture', 'Wat men zegt zonder woorden.', 'Schrijft een gesprek uit en duidt het.', { after: 'COM-101' }],
    ['CIW-210', 5, 'Journalistiek en feiten', 'Journalism and Facts', 'Bronnen, cijfers en haast.', 'Gaat een bewering na tot de bron.', { places: [45, 45], skills: ['feiten controleren'] }],
    ['CIW-220', 5, 'Zorgcommunicatie', 'Health Communication', 'Wat een arts zegt en een patiënt hoort.', 'Ontwerpt voorlichting en toetst die.', { runs: ['B4'], lang: 'eng' }],
    ['CIW-305', 7.5, 'Publiek debat en polarisatie', 'Public Debate and Polarisation', 'Ruzie, ruis en redelijkheid.', 'Leidt een gesprek over een kwestie die verdeelt.', { after: 'COM-101', skills: ['debatteren'] }],
    ['FRY-101', 5, 'Fries voor beginners', 'Frisian for Beginners', 'Luisteren, spreken en lezen.', 'Voert een kort gesprek in het Fries.', { lang: 'fry', mode: 'online', open: 'now' }],
    ['DEU-110', 5, 'Duits voor de wetenschap', 'German for Academics', 'Lezen en spreken over het vak.', 'Vat een Duits artikel samen.', { lang: 'deu', mode: 'hybrid', places: [25, 9], skills: ['Duits'] }],
  ],
};
// biome-ignore format: a table is read in columns
const behaviour: Group<UniversityPeriod> = {
  ...here, organization: people, programs: ['B-PSY'], field: '0313', runs: ['S2'],
  rows: [
    ['PSY-101', 7.5, 'Inleiding psychologie', 'Introduction to Psychology', 'Waarnemen, leren en onthouden.', 'Herkent een denkfout in een onderzoek.', { runs: ['S1', 'N1'], places: [220, 214] }],
    ['PSY-110', 5, 'Ontwikkeling van kind tot volwassene', 'Development from Child to Adult', 'Groeien in fasen en in gezinnen.', 'Beschrijft een mijlpaal en de spreiding ervan.', { runs: ['B3'], after: 'PSY-101' }],
    ['PSY-120', 5, 'Brein en gedrag', 'Brain and Behaviour', 'Van zenuwcel tot keuze.', 'Leest een hersenscan met terughoudendheid.', { after: 'PSY-101', lang: 'eng', places: [200, 166] }],
    ['PSY-205', 5, 'Arbeid en motivatie', 'Work and Motivation', 'Waarom mensen volhouden.', 'Onderzoekt de werkdruk in een team.', { runs: ['B4'], skills: ['loopbaanbegeleiding'] }],
    ['PSY-210', 5, 'Gesprekstechniek', 'Interviewing Skills', 'Luisteren, vragen en samenvatten.', 'Voert een gesprek over een moeilijk onderwerp.', { scale: 'pass-or-fail', places: [24, 24, 9], skills: ['gespreksvoering'] }],
    ['PSY-305', 5, 'Slaap en herstel', 'Sleep and Recovery', 'Wat de nacht doet.', 'Geeft advies dat op bewijs rust.', { runs: ['B4'], mode: 'online' }],
  ],
};
// biome-ignore format: a table is read in columns
const teaching: Group<UniversityPeriod> = {
  ...here, organization: people, programs: ['M-EDU'], field: '0114', runs: ['S2'],
  rows: [
    ['EDU-301', 15, 'Lesgeven in de praktijk', 'Teaching Practice', 'Elke week voor de klas, met een begeleider.', ['Ontwerpt en geeft een les.', 'Houdt orde zonder stemverheffing.'], { mode: 'situated', asks: 'Ten minste 120 EC behaald in een schoolvak.', places: [36, 35], skills: ['lesgeven'] }],
    ['EDU-302', 10, 'Vakdidactiek', 'Subject Didactics', 'Hoe men een vak begrijpelijk maakt.', 'Kiest een uitleg die bij de leerling past.', { asks: 'Tegelijk met EDU-301.', guests: 'denied' }],
    ['EDU-303', 5, 'De leerling van twaalf tot achttien', 'The Learner from Twelve to Eighteen', 'Pubers, verschillen en passend onderwijs.', 'Schrijft een plan voor een leerling die vastloopt.', { mode: 'hybrid' }],
  ],
};
export const peopleGroups = [space, healthy, communication, behaviour, teaching];
