import type {
  Facet,
  MyGrantsGrantFragment,
  PersonFacet,
  RecordType,
} from '../../../../schema/generated/graphql.js';
import type { Forms } from '../texts/forms.js';
import type { Language } from '../texts/language.js';
import type { Say } from '../texts/texts.js';

export type ShownGrant = MyGrantsGrantFragment;
type GrantScope = ShownGrant['scope'][number];
/** Names of schools by their ids. */
export type Schools = ReadonlyMap<string, string>;

/** “a, b and c”, as the language says it. */
export const listed = (language: Language, words: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(words);

interface ToWhom {
  readonly granteeKind: ShownGrant['granteeKind'];
  readonly granteeName: string | null;
  readonly granteeOrganisation: ShownGrant['granteeOrganisation'];
  readonly app?: ShownGrant['app'];
}

/** Whom it is to, by a name that was not theirs to choose; never an address. */
export function whoWords(
  say: Say,
  { granteeKind, granteeName, granteeOrganisation, app }: ToWhom,
): string {
  const organisation = granteeOrganisation?.name;
  if (app) return app.name;
  if (granteeName === null) {
    return organisation === undefined
      ? say(`grantee.${granteeKind}`)
      : say('grantee.of', { who: say(`grantee.${granteeKind}`), organisation });
  }
  if (organisation === undefined || granteeName.includes(organisation)) return granteeName;
  return say('grantee.of', { who: granteeName, organisation });
}

const typeList = (say: Say, language: Language, types: readonly RecordType[] | null): string =>
  types === null || types.length === 0
    ? say('scope.everything')
    : listed(
        language,
        types.map((type) => say(`types.${type}`)),
      );

function selectorWords(
  say: Say,
  language: Language,
  { types, institutions, recordIds, issuedFrom, issuedTo, levelMin }: GrantScope,
  { schools, forms }: { readonly schools: Schools; readonly forms: Forms },
): string {
  const what =
    recordIds !== null && recordIds.length > 0
      ? say('scope.chosen', { count: recordIds.length })
      : typeList(say, language, types);
  const names = (institutions ?? []).map((id) => schools.get(id) ?? say('scope.a-school'));
  return [
    what,
    names.length === 0 ? '' : say('scope.at', { schools: listed(language, names) }),
    issuedFrom === null ? '' : say('scope.from', { date: forms.date(issuedFrom) }),
    issuedTo === null ? '' : say('scope.to', { date: forms.date(issuedTo) }),
    levelMin === null ? '' : say('scope.level', { level: levelMin }),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export const scopeWords = (
  say: Say,
  language: Language,
  scope: readonly GrantScope[],
  known: { readonly schools: Schools; readonly forms: Forms },
): string => scope.map((selector) => selectorWords(say, language, selector, known)).join('; ');

/** What goes with the whole signed proof. */
const inSignedBytes: readonly Facet[] = [
  'ASSESSMENT',
  'CREDITS',
  'EVIDENCE',
  'FEEDBACK',
  'CREDENTIAL',
];

/**
 * A part by its name. The signed proof goes whole with all that stands in it, and else with only what is shared.
 * @param grants what each of them shares.
 */
export function facetWords(say: Say, facet: Facet, ...grants: readonly (readonly Facet[])[]) {
  const isWhole = grants.some((shared) => inSignedBytes.every((part) => shared.includes(part)));
  return facet === 'CREDENTIAL' && !isWhole ? say('facet.CREDENTIAL.apart') : say(`facet.${facet}`);
}

/**
 * What of each record, and what not: a grade that is left out is worth saying.
 * @param grants what each shares, where it is several.
 */
export function partWords(
  say: Say,
  language: Language,
  facets: readonly Facet[],
  person: readonly PersonFacet[],
  grants: readonly (readonly Facet[])[] = [facets],
): string {
  const shown = [
    ...facets.map((facet) => facetWords(say, facet, ...grants)),
    ...person.map((facet) => say(`person.${facet}`)),
  ];
  const grade =
    facets.length > 0 && !facets.includes('ASSESSMENT') ? ` ${say('facet.no-grade')}` : '';
  return `${listed(language, shown)}${grade}`;
}

const over: readonly ShownGrant['state'][] = [
  'DECLINED',
  'EXHAUSTED',
  'EXPIRED',
  'REVOKED',
  'SUPERSEDED',
];
export const isOver = ({ state }: Pick<ShownGrant, 'state'>): boolean => over.includes(state);
