interface Column {
  readonly nl: string;
  readonly en: string;
  /** As the template shows it; the same in both languages where one text stands. */
  readonly example: string | { readonly nl: string; readonly en: string };
  /** Where it stands in an award, as a JSON pointer. */
  readonly path: string;
}

/** The table in which an institution awards microcredentials: a row for each learner. */
export const awardColumns = {
  learner: { nl: 'deelnemer', en: 'learner', example: 's1234567', path: '/person' },
  sourceId: { nl: 'kenmerk', en: 'id', example: 'kok-2026-001', path: '/sourceId' },
  version: { nl: 'versie', en: 'version', example: '1', path: '/version' },
  name: {
    nl: 'naam',
    en: 'name',
    example: { nl: 'Koken voor groepen', en: 'Cooking for groups' },
    path: '/achievement/name',
  },
  description: {
    nl: 'omschrijving',
    en: 'description',
    example: { nl: 'Kookt voor honderd gasten', en: 'Cooks for a hundred guests' },
    path: '/achievement/description',
  },
  criteria: {
    nl: 'criteria',
    en: 'criteria',
    example: { nl: 'Vijf keer gekookt', en: 'Cooked five times' },
    path: '/achievement/criteria',
  },
  language: {
    nl: 'taal',
    en: 'language',
    example: { nl: 'nl-NL', en: 'en-GB' },
    path: '/achievement/language',
  },
  image: { nl: 'afbeelding', en: 'image', example: '', path: '/achievement/image' },
  unit: { nl: 'eenheid', en: 'unit', example: 'SBU', path: '/achievement/load/unit' },
  amount: { nl: 'studielast', en: 'study load', example: '240', path: '/achievement/load/amount' },
  nlqf: { nl: 'nlqf', en: 'nlqf', example: '4', path: '/achievement/nlqf' },
  eqf: { nl: 'eqf', en: 'eqf', example: '4', path: '/achievement/eqf' },
  quality: {
    nl: 'kwaliteitskader',
    en: 'quality framework',
    example: { nl: 'Kwaliteitskader', en: 'Quality framework' },
    path: '/achievement/quality',
  },
  qualityUrl: {
    nl: 'adres kwaliteitskader',
    en: 'quality address',
    example: 'https://kwaliteit.example',
    path: '/achievement/quality/url',
  },
  participation: {
    nl: 'deelname',
    en: 'participation',
    example: 'onsite or blended',
    path: '/achievement/participation',
  },
  assessment: {
    nl: 'beoordeling',
    en: 'assessment',
    example: 'application of a skill',
    path: '/achievement/assessment',
  },
  supervision: {
    nl: 'toezicht',
    en: 'supervision',
    example: 'onsite with identity verification',
    path: '/achievement/supervision',
  },
  identityChecked: {
    nl: 'identiteit gecontroleerd',
    en: 'identity checked',
    example: { nl: 'ja', en: 'yes' },
    path: '/achievement/identityChecked',
  },
  result: { nl: 'resultaat', en: 'result', example: '', path: '/result' },
  awardedOn: { nl: 'datum', en: 'date', example: '2026-06-30', path: '/awardedOn' },
  validUntil: { nl: 'geldig tot en met', en: 'valid until', example: '', path: '/validUntil' },
} as const satisfies Readonly<Record<string, Column>>;
export type AwardColumn = keyof typeof awardColumns;

const isColumn = (name: string): name is AwardColumn => Object.hasOwn(awardColumns, name);
const names = Object.keys(awardColumns).filter(isColumn);
const plain = (text: string): string => text.trim().toLowerCase();

export const awardColumnOf = (header: string): AwardColumn | undefined =>
  names.find((name) => {
    const { nl, en } = awardColumns[name];
    return [nl, en, plain(name)].includes(plain(header));
  });

/** The column that a pointer is about: the nearest above it. */
export const awardColumnAt = (path: string): AwardColumn | undefined =>
  names
    .filter((name) => `${path}/`.startsWith(`${awardColumns[name].path}/`))
    .toSorted((a, b) => awardColumns[b].path.length - awardColumns[a].path.length)[0];

export const awardColumnTitle = (name: AwardColumn, language: 'nl' | 'en'): string =>
  awardColumns[name][language];

/** A file to fill in, with a row as an example. */
export function awardsTemplate(language: 'nl' | 'en'): string {
  const example = (name: AwardColumn): string => {
    const { example: shown } = awardColumns[name];
    return typeof shown === 'string' ? shown : shown[language];
  };
  const delimiter = language === 'nl' ? ';' : ',';
  const rows = [names.map((name) => awardColumns[name][language]), names.map(example)];
  return `\uFEFF${rows.map((cells) => `${cells.join(delimiter)}\r\n`).join('')}`;
}
