import { Button, Text } from '@mantine/core';
import { AskDeletionDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

/** What was seen cannot be recalled; it can be asked back. */
export function AskDeletion({ grant }: { readonly grant: string }) {
  const say = useSay();
  const { act, isPending, isSuccess, error } = useAct(AskDeletionDocument, ['looks']);
  if (isSuccess) return <Text role="status">{say('deletion.asked')}</Text>;
  return (
    <>
      <Button variant="default" loading={isPending} onClick={() => act({ grant })}>
        {say('deletion.ask')}
      </Button>
      {error ? <Fault error={error} /> : null}
    </>
  );
}
