import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { OwnEntryDocument, RemoveOwnRecordDocument } from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { RecordCard } from '../parts/record-card.js';
import type { ShownRecord } from '../parts/record-words.js';
import { SecondLook } from '../parts/second-look.js';
import { useSay } from '../texts/texts.js';
import { forms } from './entry-forms.js';
import { nothingChosen } from './timeline.js';
import { useRecords } from './use-records.js';

/** What somebody added themselves, and ways to say it anew and to take it out again; what a file says can only go. */
export function OwnEntries() {
  const say = useSay();
  const records = useRecords({ ...nothingChosen, proof: 'OWN' });
  return (
    <section aria-labelledby="own">
      <Title order={2} size="h3" mt="xl" id="own">
        {say('add.own')}
      </Title>
      <Answer of={records}>
        {({ nodes }) => {
          // A route has a page of its own.
          const standing = nodes.filter(
            ({ status, recordType }) => status === 'CURRENT' && recordType !== 'ROUTE',
          );
          if (standing.length === 0) return <Text my="md">{say('results.none')}</Text>;
          return (
            <ul className="cards">
              {standing.map((record) => (
                <li key={record.id}>
                  <RecordCard record={record} isOwn>
                    <Choices record={record} />
                  </RecordCard>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </section>
  );
}

function Choices({ record: { id, title, assertedBy } }: { readonly record: ShownRecord }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { act, isPending, error } = useAct(RemoveOwnRecordDocument, ['records', 'looks']);
  return (
    <>
      <Group mt="xs" gap="xs">
        {assertedBy === 'SELF' ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={open}
            aria-label={say('add.change.what', { title })}
            onClick={() => setOpen(!open)}
          >
            {say('add.change')}
          </Button>
        ) : null}
        <SecondLook
          label={say('add.remove')}
          about={say('add.remove.what', { title })}
          what={say('add.remove.means')}
          busy={isPending}
          act={() => act({ id })}
        />
      </Group>
      {error ? <Fault error={error} /> : null}
      {open ? <Change id={id} done={() => setOpen(false)} /> : null}
    </>
  );
}

/** As it stands now, to be said anew; what it said before stays in its history. */
function Change({ id, done }: { readonly id: string; readonly done: () => void }) {
  const answer = useAsk('entry', OwnEntryDocument, { id }, { once: true, stamp: useStamp() });
  return (
    <Answer of={answer}>
      {({ node }) => {
        if (node === null || !('evidence' in node)) return null;
        const Form = forms[node.__typename];
        return Form === undefined ? null : <Form from={node} done={done} />;
      }}
    </Answer>
  );
}

/** Each time it is opened it is read anew. */
const useStamp = () => useState(() => crypto.randomUUID())[0];
