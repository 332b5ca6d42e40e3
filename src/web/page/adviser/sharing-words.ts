import type { ConsentedLearnersQuery } from '../../../../schema/generated/graphql.js';
import { listed, partWords } from '../parts/grant-words.js';
import type { Language } from '../texts/language.js';
import type { Say } from '../texts/texts.js';

export type Sharing = ConsentedLearnersQuery['consentedLearners']['nodes'][number];
type Grants = Sharing['grants'];

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** What somebody shares, all their grants together. */
export function grantsWords(say: Say, language: Language, grants: Grants): string {
  const everything = grants.some(({ scope }) =>
    scope.some(({ types, recordIds }) => !types?.length && !recordIds?.length),
  );
  const types = unique(grants.flatMap(({ scope }) => scope.flatMap((one) => one.types ?? [])));
  const what = everything
    ? say('scope.everything')
    : listed(
        language,
        types.map((type) => say(`types.${type}`)),
      );
  const each = grants.map((grant) => grant.facets);
  const facets = unique(each.flat());
  const person = unique(grants.flatMap((grant) => grant.personFacets));
  return `${what}: ${partWords(say, language, facets, person, each)}`;
}
