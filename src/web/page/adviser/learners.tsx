import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ConsentedLearnersDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { isOver } from '../parts/grant-words.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { LearnerName } from './learner-name.js';
import { grantsWords, type Sharing } from './sharing-words.js';

/** Who shares with this adviser, until when. There is no looking for people: who is not here does not share. */
export function Learners() {
  const say = useSay();
  const learners = useAsk('learners', ConsentedLearnersDocument, {}, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say('place.learners')}</Title>
      <Text mt="xs">{say('learners.what')}</Text>
      <Answer of={learners}>
        {({ consentedLearners: { nodes } }) => {
          const sharing = nodes.filter(({ grants }) => grants.some((grant) => !isOver(grant)));
          const before = nodes.filter((learner) => !sharing.includes(learner));
          return (
            <>
              {sharing.length === 0 ? <Text my="lg">{say('learners.none')}</Text> : null}
              <ul className="cards">
                {sharing.map((learner) => (
                  <li key={learner.id}>
                    <Row learner={learner} />
                  </li>
                ))}
              </ul>
              {before.length > 0 ? (
                <Text className="quiet">{say('learners.before', { count: before.length })}</Text>
              ) : null}
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Row({ learner: { id, grants } }: { readonly learner: Sharing }) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const live = grants.filter((grant) => !isOver(grant));
  const ends = live.map(({ validUntil }) => validUntil).toSorted((a, b) => a.localeCompare(b));
  const [first] = ends;
  return (
    <article className="card">
      <Title order={2} size="h4">
        <Link to="/learners/$learner" params={{ learner: id }}>
          <LearnerName id={id} grants={live} />
        </Link>
      </Title>
      <Text>{grantsWords(say, language, live)}</Text>
      {first === undefined ? null : (
        <Text className="quiet">{say('learners.until', { date: forms.momentDay(first) })}</Text>
      )}
    </article>
  );
}
