import { Badge, Group, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OfferingDocument, type OfferingQuery } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Facts } from '../parts/facts.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { offeringFacts } from './offering-words.js';
import { PlanIt } from './plan-it.js';
import { usePlanning } from './use-route.js';

type Offered = NonNullable<OfferingQuery['offering']>;

/** All that a school says of one thing that can be learned there. */
export function Offering() {
  const say = useSay();
  const { id } = useParams({ from: '/route/offering/$id' });
  const answer = useAsk('offerings', OfferingDocument, { id });
  return (
    <>
      <Answer of={answer}>
        {({ offering }) =>
          offering === null ? (
            <>
              <Title order={1}>{say('offering.gone')}</Title>
              <Text mt="sm">{say('offering.gone.what')}</Text>
            </>
          ) : (
            <Whole offering={offering} />
          )
        }
      </Answer>
      {answer.data === undefined ? <Title order={1}>{say('offering.title')}</Title> : null}
      <Group mt="lg">
        <Link to="/route/search">{say('search.title')}</Link>
        <Link to="/route">{say('route.back')}</Link>
      </Group>
    </>
  );
}

function Whole({ offering }: { readonly offering: Offered }) {
  const say = useSay();
  const planning = usePlanning();
  const { title, kind, institution, access, availability, description, link } = offering;
  return (
    <>
      <Group gap="xs" align="baseline">
        <Title order={1}>{title}</Title>
        <Badge variant="default" tt="none">
          {say(`offering.kind.${kind}`)}
        </Badge>
      </Group>
      <Text className="quiet">{institution.name}</Text>
      {description === null ? null : (
        <Text mt="sm" className="told">
          {description}
        </Text>
      )}
      <Text mt="sm">{access.sentence}</Text>
      <Text>{availability.sentence}</Text>
      <PlanIt offering={offering} planning={planning} />
      <AllFacts offering={offering} />
      <Beforehand offering={offering} />
      <Texts title={say('offering.outcomes')} texts={offering.outcomes.map(({ text }) => text)} />
      <Texts
        title={say('offering.parts')}
        texts={offering.parts.map((part) => say(`part.${part.kind}`, { title: part.title }))}
      />
      {link === null ? null : (
        <Text mt="md">
          <a href={link} rel="noreferrer" target="_blank">
            {say('offering.link', { school: institution.name })}
          </a>
        </Text>
      )}
    </>
  );
}

function AllFacts({ offering }: { readonly offering: Offered }) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const groups = offering.enrolment.flatMap(({ targetGroups }) => targetGroups);
  const more = [
    [say('offering.for'), groups.join(', ')],
    [say('offering.price'), offering.price ?? ''],
    [say('offering.code'), offering.code ?? ''],
  ] as const;
  const facts = offeringFacts({ say, forms, language }, offering);
  return <Facts facts={[...facts, ...more.filter(([, fact]) => fact !== '')]} />;
}

/** What is asked of whoever comes. */
function Beforehand({ offering: { admission, prerequisites } }: { readonly offering: Offered }) {
  const say = useSay();
  if (admission === null && prerequisites.length === 0) return null;
  return (
    <Part title={say('offering.admission')}>
      {admission === null ? null : <Text className="told">{admission}</Text>}
      {prerequisites.length === 0 ? null : (
        <Text>{say('offering.prerequisites', { codes: prerequisites.join(', ') })}</Text>
      )}
    </Part>
  );
}

function Texts({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="short">
        {[...new Set(texts)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <Title order={2} size="h3" mt="lg">
        {title}
      </Title>
      {children}
    </>
  );
}
