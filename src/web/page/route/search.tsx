import { Button, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SearchOfferingsQuery } from '../../../../schema/generated/graphql.js';
import { Answer } from '../parts/answer.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Chips } from './chips.js';
import { addressOf, type Choice, choiceOf } from './choice.js';
import { Compare, mostCompared } from './compare.js';
import { Filters } from './filters.js';
import { OfferingCard } from './offering-card.js';
import { useOfferings } from './use-offerings.js';
import { usePlanning } from './use-route.js';

type Page = SearchOfferingsQuery['offerings'];

/** What is looked for stands in the address: who comes back from an offering finds the same list. */
function useChoice() {
  const navigate = useNavigate();
  const address = useSearch({ from: '/route/search' });
  const [choice, setChoice] = useState(() => choiceOf(address));
  const choose = (next: Choice) => {
    setChoice(next);
    void navigate({
      to: '/route/search',
      search: addressOf(next),
      replace: true,
      resetScroll: false,
    });
  };
  return [choice, choose] as const;
}

/** What can be learned, at all institutions that we know. */
export function Search() {
  const say = useSay();
  const [choice, choose] = useChoice();
  const found = useOfferings(choice);
  const sources = found.data?.institutions ?? [];
  const schools = new Map(sources.map(({ institution: { id, name } }) => [id, name]));
  return (
    <>
      <Title order={1}>{say('search.title')}</Title>
      <Text mt="xs">{say('search.what')}</Text>
      <Text mt="xs">
        <Link to="/route">{say('route.back')}</Link>
      </Text>
      <Words first={choice.text} choose={(text) => choose({ ...choice, text })} />
      <Chips choice={choice} choose={choose} schools={schools} />
      <Answer of={found}>
        {(page) => (
          <>
            <Filters choice={choice} choose={choose} facets={page.facets} schools={schools} />
            <Silent sources={page.institutions} />
            <Title order={2} size="h4" aria-live="polite" mt="md">
              {say('search.count', { count: page.count })}
            </Title>
            <List offerings={page.nodes} />
            {found.hasNextPage ? (
              <Button
                variant="default"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {say('search.more')}
              </Button>
            ) : null}
            <Text className="quiet" mt="md">
              {say('search.never-all')}
            </Text>
          </>
        )}
      </Answer>
    </>
  );
}

/** Looked for once somebody stops typing. */
function Words({
  first,
  choose,
}: {
  readonly first: string;
  readonly choose: (text: string) => void;
}) {
  const say = useSay();
  const [text, setText] = useState(first);
  const later = useDebouncedCallback(choose, 300);
  return (
    <TextInput
      type="search"
      mt="md"
      label={say('search.words')}
      maxLength={200}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        later(value);
      }}
    />
  );
}

/** Whose part may be old or missing, by name, and since when. */
function Silent({ sources }: { readonly sources: Page['institutions'] }) {
  const say = useSay();
  const forms = useForms();
  const silent = sources.filter(({ sentence }) => sentence !== null);
  if (silent.length === 0) return null;
  return (
    <section className="card" aria-labelledby="silent">
      <Title order={2} size="h4" id="silent">
        {say('search.silent', { count: silent.length })}
      </Title>
      <ul className="short">
        {silent.map(({ institution: { id, name }, answeredAt, failingSince, sentence }) => (
          <li key={id}>
            <strong>{name}</strong>: {sentence}{' '}
            {failingSince === null
              ? ''
              : say('search.silent.since', { when: forms.moment(failingSince) })}{' '}
            {answeredAt === null
              ? say('search.silent.never')
              : say('search.silent.last', { when: forms.moment(answeredAt) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The list, and what of it is put side by side. */
function List({ offerings }: { readonly offerings: Page['nodes'] }) {
  const say = useSay();
  const planning = usePlanning();
  const [ids, setIds] = useState<readonly string[]>([]);
  const [isOpen, open] = useState(false);
  const pick = (id: string, isWanted: boolean) =>
    setIds(isWanted ? [...ids, id] : ids.filter((one) => one !== id));
  const clear = () => {
    setIds([]);
    open(false);
  };
  return (
    <>
      <Compare ids={ids} isOpen={isOpen} open={open} clear={clear} />
      {offerings.length === 0 ? <Text my="lg">{say('search.none')}</Text> : null}
      <ul className="cards" aria-label={say('search.list')}>
        {offerings.map((offering) => {
          const isPicked = ids.includes(offering.id);
          const canPick = isPicked || ids.length < mostCompared;
          return (
            <li key={offering.id}>
              <OfferingCard
                offering={offering}
                planning={planning}
                compared={isPicked}
                compare={canPick ? (isWanted) => pick(offering.id, isWanted) : undefined}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
