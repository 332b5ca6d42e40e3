import { useQuery } from '@tanstack/react-query';
import { LearnerNameDocument, type Purpose } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { useSay } from '../texts/texts.js';
import type { Sharing } from './sharing-words.js';

/** The purpose by which a name may be read without using up a look that was counted. */
function purposeOfName(grants: Sharing['grants']): Purpose | undefined {
  const naming = grants.filter(
    ({ personFacets, state }) => state === 'ACTIVE' && personFacets.includes('NAME'),
  );
  const counted = new Set(
    grants.filter(({ maxSessions }) => maxSessions !== null).map(({ purpose }) => purpose),
  );
  return naming.find(({ purpose }) => !counted.has(purpose))?.purpose;
}

/** What a learner is called, where they share that; read once while the page is open, and in their log. */
export function LearnerName({ id, grants }: Sharing) {
  const say = useSay();
  const purpose = purposeOfName(grants);
  const { data } = useQuery({
    queryKey: ['name', id, purpose],
    queryFn: async ({ signal }) =>
      purpose === undefined
        ? null
        : (await ask(LearnerNameDocument, { learner: id }, { purpose, signal })).learner,
    enabled: purpose !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const name = data?.person.name;
  if (name?.__typename !== 'PersonName') return say('learners.nameless');
  return [name.given, name.family].filter((part) => part !== null).join(' ');
}
