import type { ProgrammeRow } from '../tables/programmes.js';
import { faculty } from './school.js';
import { law, letters, nature, people, type UniversityPeriod } from './terms.js';

// biome-ignore format: a table is read in columns
export const programmeRows: readonly ProgrammeRow<UniversityPeriod>[] = [
  ['B-CIW', 'ba',    180, 'Communicatie- en informatiewetenschappen', 'Communication and Information Studies', 'Hoe taal, beeld en techniek mensen bereiken.', letters, '0321', ['N1'], { croho: '98611' }],
  ['B-BIO', 'bsc',   180, 'Biologie van het veranderende landschap', 'Biology of a Changing Landscape', 'Van cel tot moeras.', nature, '0511', ['N1'], { croho: '98612', places: [140, 0] }],
  ['B-INF', 'bsc',   180, 'Informatica', 'Computer Science', 'Software die klopt en die mensen kunnen vertrouwen.', nature, '0613', ['N1'], { croho: '98613', places: [160, 0] }],
  ['B-PSY', 'bsc',   180, 'Psychologie', 'Psychology', 'Gedrag begrijpen, meten en beïnvloeden.', people, '0313', ['N1'], { croho: '98614', places: [220, 0] }],
  ['B-RGL', 'llb',   180, 'Rechtsgeleerdheid', 'Law', 'Het Nederlandse recht in Europa.', law, '0421', ['N1'], { croho: '98615' }],
  ['B-ECB', 'bsc',   180, 'Economie en bedrijfskunde', 'Economics and Business', 'Kiezen bij schaarste, in landen en in bedrijven.', law, '0311', ['N1'], { croho: '98616' }],
  ['M-SEK', 'msc',    60, 'Stad en klimaat', 'Cities and Climate', 'Een jaar onderzoek aan hitte, water en wonen.', faculty, '0532', ['S2', 'N1'], { croho: '98631', places: [45, 38] }],
  ['M-AIS', 'minor',  15, 'Minor Kunstmatige intelligentie en samenleving', 'Minor Artificial Intelligence and Society', 'Wat machines leren en wat dat met ons doet.', nature, '0619', ['S2', 'N1'], { places: [60, 60] }],
  ['M-GLO', 'minor',  15, 'Minor Gezonde leefomgeving', 'Minor Healthy Living Environment', 'Gezondheid als opgave voor de ruimte.', faculty, '0919', ['S2'], { places: [40, 22] }],
  ['M-OMI', 'minor',  15, 'Minor Ondernemen met impact', 'Minor Impact Entrepreneurship', 'Van maatschappelijke vraag naar een plan dat loopt.', law, '0413', ['N1'], { places: [50, 0] }],
  ['M-EDU', 'minor',  30, 'Educatieve minor', 'Teaching Minor', 'Een half jaar voor de klas, met een beperkte bevoegdheid.', people, '0114', ['S2', 'N1'], { places: [36, 35] }],
];
