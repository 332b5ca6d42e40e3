import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ConsentedLearnersDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';
import { Answer } from '../parts/answer.js';
import { isOver, listed } from '../parts/grant-words.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { LearnerName } from './learner-name.js';
import { grantsWords, type Sharing } from './sharing-words.js';

/** Who shares with this adviser or school, what for and until when. There is no looking for people: who is not here does not share. */
export function Learners() {
  const say = useSay();
  const { data: viewer } = useViewer();
  const isSchool = viewer?.kind === 'INSTITUTION';
  const learners = useAsk('learners', ConsentedLearnersDocument, {}, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say(isSchool ? 'place.recognise' : 'place.learners')}</Title>
      <Text mt="xs">{say(isSchool ? 'learners.recognise' : 'learners.what')}</Text>
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
  const purposes = [...new Set(live.map(({ purpose }) => purpose))];
  return (
    <article className="card">
      <Title order={2} size="h4">
        <Link to="/learners/$learner" params={{ learner: id }}>
          <LearnerName id={id} grants={live} />
        </Link>
      </Title>
      <Text>{grantsWords(say, language, live)}</Text>
      <Text>
        {say('learners.for', {
          purposes: listed(
            language,
            purposes.map((purpose) => say(`purpose.${purpose}`)),
          ),
        })}
      </Text>
      {first === undefined ? null : (
        <Text className="quiet">{say('learners.until', { date: forms.momentDay(first) })}</Text>
      )}
    </article>
  );
}
