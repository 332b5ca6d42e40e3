import { Button, Text, Title } from '@mantine/core';
import { RemoveOwnRecordDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { RecordCard } from '../parts/record-card.js';
import { useSay } from '../texts/texts.js';
import { nothingChosen } from './timeline.js';
import { useRecords } from './use-records.js';

/** What somebody added themselves, and a way to take it out again. */
export function OwnEntries() {
  const say = useSay();
  const records = useRecords({ ...nothingChosen, proof: 'SELF' });
  return (
    <section aria-labelledby="own">
      <Title order={2} size="h3" mt="xl" id="own">
        {say('add.own')}
      </Title>
      <Answer of={records}>
        {({ nodes }) => {
          const standing = nodes.filter(({ status }) => status === 'CURRENT');
          if (standing.length === 0) return <Text my="md">{say('results.none')}</Text>;
          return (
            <ul className="cards">
              {standing.map((record) => (
                <li key={record.id}>
                  <RecordCard record={record}>
                    <Remove id={record.id} title={record.title} />
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

function Remove({ id, title }: { readonly id: string; readonly title: string }) {
  const say = useSay();
  const { act, isPending, error } = useAct(RemoveOwnRecordDocument, ['records', 'looks']);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        mt="xs"
        loading={isPending}
        aria-label={say('add.remove.what', { title })}
        onClick={() => act({ id })}
      >
        {say('add.remove')}
      </Button>
      {error ? <Fault error={error} /> : null}
    </>
  );
}
