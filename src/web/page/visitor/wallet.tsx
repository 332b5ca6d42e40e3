import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  AnswerWalletDocument,
  WalletRequestDocument,
  type WalletRequestQuery,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { nothingChosen } from '../learner/timeline.js';
import { useRecords } from '../learner/use-records.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

/** A wallet came in this browser: its learner says which record it gets, or none. */
export function Wallet() {
  const say = useSay();
  const request = location.hash.slice(1);
  const question = useAsk('wallet', WalletRequestDocument, { request });
  return (
    <Stack gap="md" maw="36rem">
      <Title order={1}>{say('to-wallet.asks')}</Title>
      <Answer of={question}>
        {({ walletRequest }) => <Asked request={request} asked={walletRequest} />}
      </Answer>
    </Stack>
  );
}

interface AskedProps {
  readonly request: string;
  readonly asked: WalletRequestQuery['walletRequest'];
}
function Asked({ request, asked: { to, isOffered, kinds } }: AskedProps) {
  const say = useSay();
  const [record, setRecord] = useState('');
  const { act, isPending, isSuccess, error } = useAct(AnswerWalletDocument, []);
  const answer = (give: boolean) =>
    act({ request, give, ...(record !== '' && { record }) }, ({ answerWallet }) =>
      location.assign(answerWallet),
    );
  const busy = isPending || isSuccess;
  return (
    <>
      <Text>{say('to-wallet.asks.what', { to })}</Text>
      {isOffered ? (
        <Text>{say('to-wallet.asks.offered')}</Text>
      ) : (
        <Choice kinds={kinds} record={record} choose={setRecord} />
      )}
      <Group gap="xs">
        <Button loading={busy} disabled={!isOffered && record === ''} onClick={() => answer(true)}>
          {say('to-wallet.give')}
        </Button>
        <Button variant="default" loading={busy} onClick={() => answer(false)}>
          {say('to-wallet.no')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </>
  );
}

const ofKind: Readonly<Record<string, readonly string[]>> = {
  microcredential: ['MICROCREDENTIAL'],
  result: ['RESULT', 'DIPLOMA'],
};

interface ChoiceProps {
  readonly kinds: readonly string[];
  readonly record: string;
  readonly choose: (record: string) => void;
}
function Choice({ kinds, record, choose }: ChoiceProps) {
  const say = useSay();
  const types = new Set(kinds.flatMap((kind) => ofKind[kind] ?? []));
  return (
    <Answer of={useRecords(nothingChosen)}>
      {({ nodes }) => (
        <NativeSelect
          label={say('to-wallet.which')}
          value={record}
          onChange={({ currentTarget: { value } }) => choose(value)}
          data={[
            { value: '', label: say('to-wallet.choose') },
            ...nodes
              .filter(({ recordType, status }) => types.has(recordType) && status === 'CURRENT')
              .map(({ id, title, institution }) => ({
                value: id,
                label: `${title} – ${institution.name}`,
              })),
          ]}
        />
      )}
    </Answer>
  );
}
