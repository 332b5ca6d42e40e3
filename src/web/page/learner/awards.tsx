import { Button, Group, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { AnswerAwardDocument } from '../../../../schema/generated/graphql.js';
import { type Offer, useAwards } from '../ask/awards.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { frameworkWords } from '../parts/record-words.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

/** What institutions offer, above what somebody has: nothing of it is theirs before they say yes. */
export function Awards() {
  const say = useSay();
  const { data } = useAwards();
  const offers = data?.myAwards ?? [];
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="offered">
      <Title order={2} size="h3" mt="lg" id="offered">
        {say('awards.title')}
      </Title>
      <Text className="quiet">{say('awards.what')}</Text>
      <ul className="cards">
        {offers.map((offer) => (
          <li key={offer.id}>
            <OfferCard offer={offer} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfferCard({ offer }: { readonly offer: Offer }) {
  const say = useSay();
  const { act, isPending, error } = useAct(AnswerAwardDocument, ['awards', 'records']);
  const { id, title, issuer, description } = offer;
  return (
    <article className="card" aria-label={title}>
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text>{say('awards.by', { issuer })}</Text>
      <Text className="said">{description}</Text>
      <Facts offer={offer} />
      <Group gap="xs" mt="sm">
        <Button loading={isPending} onClick={() => act({ id, answer: 'ACCEPT' })}>
          {say('awards.accept')}
        </Button>
        <Button
          variant="default"
          loading={isPending}
          onClick={() => act({ id, answer: 'DECLINE' })}
        >
          {say('awards.decline')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </article>
  );
}

function Facts({ offer }: { readonly offer: Offer }) {
  const say = useSay();
  const forms = useForms();
  const { load, result, awardedOn, validUntil, until, criteria } = offer;
  const facts = [
    ['awards.criteria', criteria],
    ['awards.result', result],
    [
      'awards.load',
      load && say('load', { value: forms.number(load.amount), unit: say(`unit.${load.unit}`) }),
    ],
    ['awards.level', frameworkWords(offer)],
    ['awards.day', forms.date(awardedOn)],
    ['awards.holds', validUntil && forms.date(validUntil)],
    ['awards.until', forms.momentDay(until)],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <Fragment key={name}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}
