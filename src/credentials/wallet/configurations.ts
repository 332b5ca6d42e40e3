import type { JsonObject } from '../../base/index.js';
import type { RecordType } from '../../records/index.js';

/** What a record becomes in a wallet. */
export const walletKinds = ['microcredential', 'result'] as const;
export type WalletKind = (typeof walletKinds)[number];
export const walletFormats = ['dc+sd-jwt', 'vc+sd-jwt'] as const;
export type WalletFormat = (typeof walletFormats)[number];

const kinds: Partial<Record<RecordType, WalletKind>> = {
  MICROCREDENTIAL: 'microcredential',
  RESULT: 'result',
  DIPLOMA: 'result',
};
/** @returns undefined for a record that is nothing an institution awarded. */
export const walletKindOf = (type: RecordType): WalletKind | undefined => kinds[type];

/** Names the type for every wallet and verifier: it stays the same wherever this server stands. */
export const vctOf = (kind: WalletKind): string => `https://leerkluis.nl/vct/${kind}/v1`;
export const vctPath = (kind: WalletKind): string => `/vct/${kind}/v1`;

const idOf = (kind: WalletKind, format: WalletFormat): string =>
  `${kind}_${format.replace('+', '_').replace('-', '_')}`;

export interface WalletConfiguration {
  readonly id: string;
  readonly kind: WalletKind;
  readonly format: WalletFormat;
}
export const walletConfigurations: readonly WalletConfiguration[] = walletKinds.flatMap((kind) =>
  walletFormats.map((format) => ({ id: idOf(kind, format), kind, format })),
);
/** The one that an offer names: wallets take all that an offer names, and one is what they get. */
export const offeredConfiguration = (kind: WalletKind): string => idOf(kind, 'dc+sd-jwt');

/** Claims in the order in which a wallet shows them; each is its holder's to leave out. */
export const walletClaimNames = [
  'title',
  'institution',
  'kind',
  'grade',
  'pass',
  'credits',
  'level',
  'issued',
  'description',
  'criteria',
] as const;
export type WalletClaimName = (typeof walletClaimNames)[number];

interface Name {
  readonly nl: string;
  readonly en: string;
}
const claimNames: Readonly<Record<WalletClaimName, Name>> = {
  title: { nl: 'Naam', en: 'Name' },
  institution: { nl: 'Instelling', en: 'Institution' },
  kind: { nl: 'Soort', en: 'Kind' },
  grade: { nl: 'Cijfer', en: 'Grade' },
  pass: { nl: 'Behaald', en: 'Passed' },
  credits: { nl: 'Studielast', en: 'Study load' },
  level: { nl: 'Niveau', en: 'Level' },
  issued: { nl: 'Behaald op', en: 'Awarded on' },
  description: { nl: 'Omschrijving', en: 'Description' },
  criteria: { nl: 'Wat ervoor nodig was', en: 'What it took' },
};
const kindNames: Readonly<Record<WalletKind, Name>> = {
  microcredential: { nl: 'Microcredential', en: 'Microcredential' },
  result: { nl: 'Studieresultaat', en: 'Study result' },
};

export const displayOf = ({ nl, en }: Name) => [
  { name: nl, locale: 'nl-NL' },
  { name: en, locale: 'en-GB' },
];
export const displayOfKind = (kind: WalletKind) => displayOf(kindNames[kind]);
export const claimsMetadata = () =>
  walletClaimNames.map((name) => ({ path: [name], display: displayOf(claimNames[name]) }));

/** SD-JWT VC type metadata, for who wants to show a credential of this type. */
export const typeMetadata = (kind: WalletKind): JsonObject => ({
  vct: vctOf(kind),
  name: kindNames[kind].en,
  display: displayOfKind(kind).map(({ name, locale }) => ({ name, lang: locale, locale })),
  claims: walletClaimNames.map((name) => ({
    path: [name],
    display: displayOf(claimNames[name]).map(({ name: label, locale }) => ({
      label,
      lang: locale,
      locale,
    })),
    sd: 'always',
  })),
});
