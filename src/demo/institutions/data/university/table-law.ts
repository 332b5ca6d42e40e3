import type { Group } from '../tables/rows.js';
import { faculty } from './school.js';
import { law, type UniversityPeriod } from './terms.js';

const here = { organization: law, level: 'bachelor', town: 'Merenveld' };

// biome-ignore format: a table is read in columns (code, EC, names, what it is about, what one learns)
const rights: Group<UniversityPeriod> = {
  ...here, programs: ['B-RGL'], field: '0421', runs: ['S2'],
  rows: [
    ['RGL-101', 10, 'Inleiding recht', 'Introduction to Law', 'Regels, rechters en rechten.', 'Lost een eenvoudige casus op.', { runs: ['S1', 'N1'] }],
    ['RGL-110', 5, 'Contractenrecht', 'Contract Law', 'Afspraken en wat er komt als men ze breekt.', 'Beoordeelt of een overeenkomst bindt.', { runs: ['B3'], after: 'RGL-101' }],
    ['RGL-120', 5, 'Strafrecht', 'Criminal Law', 'Schuld, bewijs en straf.', 'Past de vragen van de strafrechter toe.', { runs: ['B4'], after: 'RGL-101' }],
    ['RGL-205', 5, 'Omgevingsrecht', 'Environment and Planning Law', 'Vergunning, bezwaar en beroep.', 'Schrijft een bezwaarschrift.', { places: [70, 38], skills: ['juridisch schrijven'] }],
    ['RGL-210', 5, 'Europees recht', 'European Law', 'Verordeningen, richtlijnen en het Hof.', 'Legt uit wanneer Europees recht voorgaat.', { lang: 'eng' }],
    ['RGL-220', 2.5, 'Pleiten', 'Moot Court', 'Staande spreken met een slotsom.', 'Houdt een pleidooi van tien minuten.', { runs: ['B4'], scale: 'pass-or-fail', places: [16, 16] }],
  ],
};
// biome-ignore format: a table is read in columns
const economy: Group<UniversityPeriod> = {
  ...here, programs: ['B-ECB'], field: '0311', runs: ['S2'],
  rows: [
    ['ECB-101', 7.5, 'Micro-economie', 'Microeconomics', 'Kiezen bij schaarste.', 'Rekent een marktevenwicht uit.', { runs: ['S1', 'N1'] }],
    ['ECB-110', 5, 'Boekhouden en verslag', 'Financial Accounting', 'Balans, winst en wat ertussen zit.', 'Leest een jaarrekening.', { runs: ['B3'], places: [120, 87], skills: ['boekhouden'] }],
    ['ECB-120', 5, 'Macro-economie', 'Macroeconomics', 'Groei, geld en werk.', 'Verklaart een crisis met een model.', { after: 'ECB-101' }],
    ['ECB-205', 5, 'Gedragseconomie', 'Behavioural Economics', 'Duwtjes en denkfouten.', 'Ontwerpt een proef met een controlegroep.', { runs: ['B4'], lang: 'eng', mode: 'hybrid' }],
    ['ECB-210', 5, 'De circulaire keten', 'Circular Supply Chains', 'Van afval naar grondstof.', 'Tekent een keten en vindt het lek.', { skills: ['duurzaam ondernemen'], places: [55, 55] }],
    ['OMI-301', 7.5, 'Een onderneming beginnen', 'Starting a Venture', 'Van vraag naar eerste klant.', 'Toetst een plan bij twintig mensen.', { runs: ['N1'], places: [50, 0], skills: ['ondernemen'] }],
  ],
};
// biome-ignore format: a table is read in columns
const cities: Group<UniversityPeriod> = {
  organization: faculty, level: 'master', town: 'Heidestad', programs: ['M-SEK'], field: '0532', runs: ['S2'],
  rows: [
    ['SEK-501', 7.5, 'Hitte in de stad', 'Urban Heat', 'Meten, modelleren en schaduw maken.', 'Rekent de hitte van een plein door.', { lang: 'eng', places: [45, 38], skills: ['klimaatadaptatie'] }],
    ['SEK-502', 7.5, 'Klimaatbestuur', 'Climate Governance', 'Wie beslist over water en warmte.', 'Adviseert een wethouder in twee bladzijden.', { lang: 'eng', runs: ['B3'] }],
    ['SEK-503', 5, 'Modelleren van overstromingen', 'Flood Modelling', 'Rekenen aan regen en rivieren.', 'Bouwt een model en zegt hoe zeker het is.', { lang: 'eng', runs: ['B4'], after: 'MET-210' }],
    ['SEK-590', 30, 'Afstudeeronderzoek Stad en klimaat', 'Master Thesis Cities and Climate', 'Een half jaar eigen onderzoek.', 'Doet zelfstandig onderzoek en verdedigt het.', { lang: 'eng', runs: ['S2', 'N1'], after: 'SEK-501' }],
  ],
};
// biome-ignore format: a table is read in columns
const professionals: Group<UniversityPeriod> = {
  organization: faculty, level: 'master', town: 'Heidestad', programs: [], field: '0713', runs: ['B3'],
  rows: [
    ['ENE-403', 2.5, 'Warmtenetten in de praktijk', 'District Heating in Practice', 'Bronnen, buizen en bewoners.', 'Beoordeelt of een warmtenet bij een wijk past.', { mode: 'hybrid', price: '495.00', places: [25, 14], skills: ['energieadvies'] }],
    ['ENE-404', 2.5, 'Netcongestie en opslag', 'Grid Congestion and Storage', 'Als het net vol is.', 'Vergelijkt drie oplossingen voor een bedrijventerrein.', { runs: ['B4'], mode: 'online', price: '495.00', skills: ['energieadvies'] }],
    ['ENE-405', 5, 'Leiding geven aan de energietransitie', 'Leading the Energy Transition', 'Draagvlak, planning en tegenwind.', 'Schrijft een aanpak voor een gemeente.', { mode: 'hybrid', price: '1250.00', after: 'ENE-401', places: [20, 18], open: 'now' }],
    ['DAT-401', 2.5, 'Gegevens verantwoord delen', 'Sharing Data Responsibly', 'Wet, techniek en vertrouwen.', 'Stelt een overeenkomst voor gegevensdeling op.', { mode: 'online', price: '350.00', skills: ['gegevensbescherming'], runs: ['B3', 'B4'] }],
    ['DAT-402', 5, 'Statistiek opfrissen', 'Statistics Refresher', 'Voor wie het lang geleden had.', 'Kiest de toets die bij de vraag past.', { level: 'bachelor', mode: 'online', price: '275.00', runs: ['B3', 'ZS'], skills: ['statistische analyse'] }],
    ['ACS-401', 2.5, 'Schrijven voor beleid', 'Writing for Policy', 'Kort, eerlijk en bruikbaar.', 'Schrijft een notitie die gelezen wordt.', { mode: 'online', price: '295.00', open: 'unsaid', skills: ['schrijven voor een publiek'] }],
  ],
};
export const lawGroups = [rights, economy, cities, professionals];
