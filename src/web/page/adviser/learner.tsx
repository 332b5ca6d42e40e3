import { Alert, NativeSelect, Text, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  ConsentedLearnersDocument,
  LearnerViewDocument,
  type Purpose,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';
import { Answer } from '../parts/answer.js';
import { listed } from '../parts/grant-words.js';
import { RecordCard } from '../parts/record-card.js';
import { TotalList } from '../parts/totals.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { LearnerName } from './learner-name.js';
import { Propose } from './propose.js';
import { Recognise } from './recognise.js';
import { recognising } from './recognising.js';
import { SaveView } from './save-view.js';
import { SharedRoute } from './shared-route.js';
import { grantsWords, type Sharing } from './sharing-words.js';
import { Shown } from './shown.js';

/** One learner, as far as they share; what is not shared is named as such, and that they see this look. */
export function Learner() {
  const { learner: id } = useParams({ from: '/learners/$learner' });
  return <OneLearner key={id} id={id} />;
}

function OneLearner({ id }: { readonly id: string }) {
  const say = useSay();
  const readBy = useReadBy();
  const { data: viewer } = useViewer();
  const learners = useAsk('learners', ConsentedLearnersDocument, {}, { every: 10_000 });
  return (
    <Answer of={learners}>
      {({ consentedLearners: { nodes } }) => {
        const learner = nodes.find((one) => one.id === id);
        const live = readBy(learner?.grants ?? []);
        const purposes = [...new Set(live.map(({ purpose }) => purpose))];
        // What a school comes here for; of others it is the newest grant.
        const own = viewer?.kind === 'INSTITUTION' ? recognising : undefined;
        const first = purposes.find((purpose) => purpose === own) ?? purposes[0];
        if (learner === undefined || first === undefined) {
          return (
            <>
              <Title order={1}>{say('learner.ended')}</Title>
              <Text mt="sm">{say('learner.ended.what')}</Text>
            </>
          );
        }
        return <Open id={id} grants={live} purposes={purposes} first={first} />;
      }}
    </Answer>
  );
}

/**
 * What may be on the page: by grants in force, and by those whose last look was the one that is on it. That look was given;
 * it is not taken again, and not lost to who is reading.
 */
function useReadBy(): (grants: Sharing['grants']) => Sharing['grants'] {
  const [inForce] = useState(() => new Set<string>());
  return (grants) =>
    grants.filter(({ id, state }) => {
      if (state === 'ACTIVE') inForce.add(id);
      return state === 'ACTIVE' || (state === 'EXHAUSTED' && inForce.has(id));
    });
}

const isUsedUp = ({ state }: Sharing['grants'][number]): boolean => state === 'EXHAUSTED';

interface OpenProps extends Sharing {
  readonly purposes: readonly Purpose[];
  readonly first: Purpose;
}

function Open({ id, grants, purposes, first }: OpenProps) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const [chosen, setPurpose] = useState<Purpose>(first);
  const purpose = purposes.includes(chosen) ? chosen : first;
  const mine = grants.filter((grant) => grant.purpose === purpose);
  const isOnce = mine.every(isUsedUp);
  const isCounted = mine.some(({ maxSessions }) => maxSessions !== null);
  return (
    <>
      <Title order={1}>
        <LearnerName id={id} grants={grants} />
      </Title>
      <Alert role="note" color="blue" mt="md" title={say('learner.banner')}>
        <Text>{say('learner.shared', { what: grantsWords(say, language, mine) })}</Text>
        <Text>
          {say('learner.until', {
            dates: listed(
              language,
              mine.map(({ validUntil }) => forms.momentDay(validUntil)),
            ),
          })}
        </Text>
        <Text>{say('learner.rest')}</Text>
        <Text>{say('learner.logged')}</Text>
        {mine.some(isUsedUp) ? <Text fw={600}>{say('learner.last-look')}</Text> : null}
      </Alert>
      {purposes.length > 1 ? (
        <NativeSelect
          mt="md"
          label={say('grant.why')}
          value={purpose}
          data={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setPurpose(purposes.find((one) => one === value) ?? first)
          }
        />
      ) : null}
      <Records
        learner={id}
        purpose={purpose}
        stamp={stampOf(mine)}
        enabled={!isOnce}
        isCounted={isCounted}
      />
      {isOnce ? null : <SaveView learner={id} purpose={purpose} />}
    </>
  );
}

const stampOf = (grants: Sharing['grants']): string =>
  JSON.stringify(grants.map(({ id, facets, scope }) => [id, facets, scope]));

interface RecordsProps {
  readonly learner: string;
  readonly purpose: Purpose;
  /** Changes with what is shared: then it is read anew. */
  readonly stamp: string;
  /** False: there is no look left, and what was seen stays. */
  readonly enabled: boolean;
  /** So many looks are given, and no more. */
  readonly isCounted: boolean;
}

function Records({ learner, purpose, stamp, enabled, isCounted }: RecordsProps) {
  const say = useSay();
  const { data: viewer } = useViewer();
  // A school decides on what it can still read.
  const canDecide = purpose === recognising && enabled;
  const school = canDecide ? (viewer?.institution ?? undefined) : undefined;
  const records = useAsk(
    'learner',
    LearnerViewDocument,
    { learner, first: 250 },
    { purpose, once: true, stamp, enabled },
  );
  return (
    <Answer of={records}>
      {({ learner: view }) =>
        view === null ? null : (
          <>
            {view.records.view.partial ? <Text mt="md">{say('learner.partial')}</Text> : null}
            <Title order={2} size="h3" mt="lg">
              {say('learner.seen')}
            </Title>
            {school === undefined ? null : <Text>{say('recognise.what')}</Text>}
            <TotalList totals={view.records.totals} />
            <Text className="quiet">{say('results.count', { count: view.records.count })}</Text>
            <Shown records={view.records.nodes}>
              {(record) => (
                <RecordCard record={record} recheck={{ purpose }}>
                  {record.__typename === 'LearningRoute' ? (
                    <>
                      <SharedRoute route={record} />
                      {enabled ? (
                        <Propose learner={learner} purpose={purpose} isCounted={isCounted} />
                      ) : null}
                    </>
                  ) : null}
                  {school === undefined ? null : (
                    <Recognise learner={learner} record={record} school={school} />
                  )}
                </RecordCard>
              )}
            </Shown>
          </>
        )
      }
    </Answer>
  );
}
