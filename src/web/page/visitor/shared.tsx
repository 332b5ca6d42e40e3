import { Alert, Text, Title } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { type Purpose, SharedByLinkDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { RecordCard } from '../parts/record-card.js';
import { TotalList } from '../parts/totals.js';
import { useSay } from '../texts/texts.js';

const purposes: readonly Purpose[] = [
  'EMPLOYMENT',
  'INTERNSHIP',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'CAREER_GUIDANCE',
];

/** What somebody shares by a link, for whoever has it. Each look is told to whom it is of. */
export function Shared() {
  const say = useSay();
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const [link = '', said = ''] = hash.replace(/^#/, '').split('.');
  const purpose = purposes.find((one) => one === said);
  return (
    <>
      <Title order={1}>{say('shared.title')}</Title>
      {purpose === undefined || link === '' ? (
        <Text mt="md">{say('shared.broken')}</Text>
      ) : (
        <Records key={hash} link={link} purpose={purpose} />
      )}
    </>
  );
}

function Records({ link, purpose }: { readonly link: string; readonly purpose: Purpose }) {
  const say = useSay();
  const shared = useAsk(
    'shared',
    SharedByLinkDocument,
    { first: 250 },
    { link, purpose, once: true },
  );
  return (
    <>
      <Alert role="note" color="blue" mt="md">
        {say('shared.banner', { purpose: say(`purpose.${purpose}`) })}
      </Alert>
      <Answer of={shared}>
        {({ sharedByLink }) =>
          sharedByLink === null ? (
            <Text mt="md">{say('shared.broken')}</Text>
          ) : (
            <>
              <Title order={2} size="h3" mt="lg">
                {say('learner.seen')}
              </Title>
              <TotalList totals={sharedByLink.records.totals} />
              <ul className="cards">
                {sharedByLink.records.nodes.map((record) => (
                  <li key={record.id}>
                    <RecordCard record={record} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </>
  );
}
