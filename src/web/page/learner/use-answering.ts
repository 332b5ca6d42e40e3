import { useState } from 'react';
import type {
  AnswerAccessRequestInput,
  Facet,
  PersonFacet,
} from '../../../../schema/generated/graphql.js';
import { dayOf, endOf } from '../texts/days.js';
import { type ShownRequest, selectorOf } from './asked.js';

export type Answering = Pick<
  AnswerAccessRequestInput,
  'scope' | 'facets' | 'personFacets' | 'until'
>;

/** Parts that were asked of everything that is ticked: a yes holds for all of it alike. */
export function offeredFacets(
  { items }: ShownRequest,
  chosen: readonly number[],
): readonly Facet[] {
  const asked = items.filter((_item, place) => chosen.length === 0 || chosen.includes(place));
  const all = [...new Set(asked.flatMap(({ facets }) => facets))];
  return all.filter(
    (facet) => facet === 'CORE' || asked.every(({ facets }) => facets.includes(facet)),
  );
}

const weighty: readonly Facet[] = ['CREDENTIAL', 'IDENTIFIERS'];
const yearMs = 366 * 86_400_000;

/** A yes that deserves a second look: originals, numbers that name somebody everywhere, or more than a year. */
export function needsThought({
  facets,
  until,
}: {
  readonly facets: readonly Facet[];
  readonly until: string;
}): boolean {
  const long = new Date(until).getTime() - Date.now() > yearMs;
  return long || facets.some((facet) => weighty.includes(facet));
}

/** What is ticked so far. */
export function useAnswering(request: ShownRequest) {
  const last = dayOf(new Date(request.until));
  const [items, setItems] = useState<readonly number[]>([]);
  const [facets, setFacets] = useState<readonly Facet[]>(['CORE']);
  const [person, setPerson] = useState<readonly PersonFacet[]>([]);
  const [until, setUntil] = useState(last);
  const input = (): Answering => ({
    scope: request.items
      .filter((_item, place) => items.includes(place))
      .map((item) => selectorOf(item)),
    facets: offeredFacets(request, items).filter(
      (facet) => facet === 'CORE' || facets.includes(facet),
    ),
    personFacets: [...person],
    until: until === last ? request.until : endOf(until),
  });
  return { items, setItems, facets, setFacets, person, setPerson, until, setUntil, last, input };
}
