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

const stayedAway: Sentences = {
  nl: 'Iets uit dit archief was later ingetrokken of weggehaald. Dat blijft zo.',
  en: 'Something in this archive was withdrawn or removed later. That stays so.',
};
const refused = (count: number, names: readonly string[]): Sentences => {
  const [first, more] = [names.map((name) => `‘${name}’`).join(', '), count - names.length];
  return {
    nl: `Niet overgenomen, omdat het niet te lezen is of niet past: ${first}${more > 0 ? ` en nog ${more}` : ''}.`,
    en: `Not taken, since it cannot be read or does not fit: ${first}${more > 0 ? ` and ${more} more` : ''}.`,
  };
};

/** What became of the records themselves. */
function ofRecords(report: BroughtReport): readonly Sentences[] {
  const { standing, accepted, ownWord, refusedNames } = report;
  const isNew = accepted > 0;
  const isNothing = !isNew && report.refused === 0;
  return [
    ...(isNew ? [ofStanding[standing]] : []),
    ...(isNothing ? [nothingNew] : []),
    ...(isNew && standing === 'SEALED' && ownWord > 0 ? [someOwnWord] : []),
    ...(report.refused > 0 ? [refused(report.refused, refusedNames)] : []),
    ...(report.withdrawn > 0 ? [stayedAway] : []),
  ];
}

/** What came of bringing an archive, for people. */
export function broughtSentences(report: BroughtReport, language: Language): readonly string[] {
  const all = [
    ...ofRecords(report),
    ...(report.grants > 0 ? [grants] : []),
    ...(report.inPod ? [] : [onItsWay]),
  ];
  return all.map((sentence) => sentence[language]);
}
