import { Alert, Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import {
  type Purpose,
  SharedByLinkDocument,
  type SharedByLinkQuery,
  SharedCredentialsDocument,
} from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { RecordCard } from '../parts/record-card.js';
import { saveFile } from '../parts/save.js';
import { TotalList } from '../parts/totals.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { presentationOf } from './presentation.js';

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
              <WhoAndUntil of={sharedByLink} />
              <TotalList totals={sharedByLink.records.totals} />
              <ul className="cards">
                {sharedByLink.records.nodes.map((record) => (
                  <li key={record.id}>
                    <RecordCard record={record} />
                  </li>
                ))}
              </ul>
              <ForComputers link={link} purpose={purpose} />
            </>
          )
        }
      </Answer>
    </>
  );
}

type SharedView = NonNullable<SharedByLinkQuery['sharedByLink']>;

/** Who shares it, where that is shared too, and until when. */
function WhoAndUntil({ of: { person, records } }: { readonly of: SharedView }) {
  const say = useSay();
  const forms = useForms();
  const { name } = person;
  const called =
    name.__typename === 'PersonName' ? [name.given, name.family].filter(Boolean).join(' ') : '';
  const ends = records.view.grants.map(({ validUntil }) => validUntil).toSorted();
  const until = ends.at(-1);
  return (
    <Text mt="xs">
      {called === '' ? '' : `${say('shared.by', { name: called })} `}
      {until === undefined ? '' : say('shared.until', { moment: forms.moment(until) })}
    </Text>
  );
}

/** The signed credentials by themselves, for whoever does not take our word for them. */
function ForComputers({ link, purpose }: { readonly link: string; readonly purpose: Purpose }) {
  const say = useSay();
  const fetching = useMutation({
    mutationFn: () => ask(SharedCredentialsDocument, { first: 250 }, { link, purpose }),
    onSuccess: ({ sharedByLink }) => {
      const text = presentationOf(sharedByLink?.records.nodes ?? []);
      if (text !== undefined)
        saveFile('leerkluis.vp.json', new Blob([text], { type: 'application/vp' }));
    },
  });
  const { data } = fetching;
  const isNone =
    data !== undefined && presentationOf(data.sharedByLink?.records.nodes ?? []) === undefined;
  return (
    <>
      <Button
        mt="lg"
        variant="default"
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {say('shared.machine')}
      </Button>
      <Text size="sm" className="quiet">
        {say('shared.machine.what')}
      </Text>
      <Text role="status">{isNone ? say('shared.machine.none') : ''}</Text>
      {fetching.error ? <Fault error={fetching.error} /> : null}
    </>
  );
}
