import type { ArchiveStanding, BroughtReport } from '../flows/index.js';
import type { Language } from './file-refusals.js';

type Sentences = Readonly<Record<Language, string>>;

const ofStanding: Readonly<Record<ArchiveStanding, Sentences>> = {
  SEALED: {
    nl: 'Dit archief is heel en van jou. Wat scholen stuurden, is weer precies wat het was.',
    en: 'This archive is whole, and yours. What schools sent is exactly what it was again.',
  },
  UNSEALED: {
    nl: 'Onder dit archief staat geen handtekening die wij kennen. Wat erin staat, komt in je kluis als jouw eigen opgave.',
    en: 'No signature that we know is under this archive. What is in it comes into your kluis as your own word.',
  },
  ALTERED: {
    nl: 'Dit archief is veranderd nadat het is ondertekend. Wat erin staat, komt in je kluis als jouw eigen opgave.',
    en: 'This archive was changed after it was signed. What is in it comes into your kluis as your own word.',
  },
  OF_ANOTHER: {
    nl: 'Dit archief is van iemand anders. Wat erin staat, komt in je kluis als jouw eigen opgave.',
    en: 'This archive is somebody else’s. What is in it comes into your kluis as your own word.',
  },
};
const nothingNew: Sentences = {
  nl: 'Alles stond er al. Er is niets veranderd.',
  en: 'All of it was there already. Nothing was changed.',
};
const someOwnWord: Sentences = {
  nl: 'Van een deel kunnen we niet nagaan dat het zo van de school kwam. Dat staat er nu als jouw eigen opgave.',
  en: 'Of a part we cannot tell that it came from the school like this. It stands there as your own word now.',
};
const grants: Sentences = {
  nl: 'Wie je toegang gaf, krijgt die hierdoor niet terug. Dat doe je apart: daar zeg je per toegang ja.',
  en: 'Nobody gets access back by this. You do that by itself: there you say yes to each.',
};
const onItsWay: Sentences = {
  nl: 'Nog niet alles staat in je kluis. Het komt vanzelf.',
  en: 'Not all of it stands in your kluis yet. It comes by itself.',
};

/** What came of bringing an archive, for people. */
export function broughtSentences(report: BroughtReport, language: Language): readonly string[] {
  const { standing, accepted, ownWord } = report;
  const isNew = accepted > 0;
  const all = [
    ...(isNew ? [ofStanding[standing]] : [nothingNew]),
    ...(isNew && standing === 'SEALED' && ownWord > 0 ? [someOwnWord] : []),
    ...(report.grants > 0 ? [grants] : []),
    ...(report.inPod ? [] : [onItsWay]),
  ];
  return all.map((sentence) => sentence[language]);
}
