import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { MyProposedDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import type { Proposer } from './proposer.js';

/** What became of what one proposed. It is a look, which the learner reads of: only when it is asked for. */
export function Proposed({ learner, purpose, isCounted }: Proposer) {
  const say = useSay();
  const [isWanted, want] = useState(false);
  return (
    <>
      <Title order={4} size="h5" mt="md">
        {say('proposed.title')}
      </Title>
      {isWanted ? (
        <List learner={learner} purpose={purpose} />
      ) : (
        <>
          <Button variant="default" size="compact-sm" onClick={() => want(true)}>
            {say('proposed.look')}
          </Button>
          {isCounted ? <Text className="quiet">{say('proposed.look.counts')}</Text> : null}
        </>
      )}
    </>
  );
}

function List({ learner, purpose }: Pick<Proposer, 'learner' | 'purpose'>) {
  const say = useSay();
  const forms = useForms();
  const proposed = useAsk('proposed', MyProposedDocument, { learner }, { purpose, once: true });
  return (
    <Answer of={proposed}>
      {({ myProposed }) => {
        const all = (myProposed ?? []).toReversed();
        if (all.length === 0) return <Text>{say('proposed.none')}</Text>;
        return (
          <ul className="short" aria-label={say('proposed.title')}>
            {all.map(({ id, title, state, createdAt }) => (
              <li key={id}>
                {title}: <strong>{say(`proposed.${state}`)}</strong>{' '}
                <span className="quiet">
                  ({say('proposed.since', { date: forms.momentDay(createdAt) })})
                </span>
              </li>
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}
