import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  LearnerRecordsDocument,
  type LearnerRecordsQuery,
  type Purpose,
} from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from '../ask/ask.js';
import { Fault } from '../parts/fault.js';
import { saveText } from '../parts/save.js';
import { useSay } from '../texts/texts.js';

interface SaveViewProps {
  readonly learner: string;
  readonly purpose: Purpose;
}
type Records = NonNullable<LearnerRecordsQuery['learner']>['records'];

/** Read anew, page by page: what is not shared any more is not in it. @throws AskFault */
async function viewOf({ learner, purpose }: SaveViewProps): Promise<readonly Records[]> {
  const pages: Records[] = [];
  let after: string | null = null;
  do {
    const answer: LearnerRecordsQuery = await ask(
      LearnerRecordsDocument,
      { learner, first: 250, after },
      { purpose },
    );
    if (answer.learner === null) throw new AskFault('NOT_FOUND');
    pages.push(answer.learner.records);
    after = answer.learner.records.pageInfo.endCursor;
  } while (pages.at(-1)?.pageInfo.hasNextPage === true);
  return pages;
}

/** What is shared, as a file: no more than the grant, and a look like any other. */
export function SaveView({ learner, purpose }: SaveViewProps) {
  const say = useSay();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const pages = await viewOf({ learner, purpose });
      const { count, totals, view } = pages[0] ?? {};
      const records = pages.flatMap(({ nodes }) => nodes);
      const file = { format: 'leerkluis-advice-view/1', view, count, totals, records };
      saveText('leerkluis-advies.json', JSON.stringify(file, undefined, 2));
    },
  });
  return (
    <>
      <Button mt="md" variant="default" loading={isPending} onClick={() => mutate()}>
        {say('learner.save')}
      </Button>
      <Text className="quiet">{say('learner.save.what')}</Text>
      {error ? <Fault error={error} /> : null}
    </>
  );
}
