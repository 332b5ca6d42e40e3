import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  OfferToWalletDocument,
  type OfferToWalletMutation,
  WalletOfferDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import type { OwnRecord } from '../parts/record-words.js';
import { Square } from '../parts/square.js';
import { useSay } from '../texts/texts.js';

type Offer = OfferToWalletMutation['offerToWallet'];

/** What an institution awards. Whether it can go is told when it is asked. */
const awarded = new Set(['RESULT', 'DIPLOMA', 'MICROCREDENTIAL']);
/** Milliseconds. */
const lookEvery = 2000;

/** One record as a copy in a wallet of the learner's own. */
export function ToWallet({
  record: { id, title, recordType, status },
}: {
  readonly record: Pick<OwnRecord, 'id' | 'title' | 'recordType' | 'status'>;
}) {
  const say = useSay();
  const [offer, setOffer] = useState<Offer>();
  const { act, isPending, error } = useAct(OfferToWalletDocument, []);
  if (!awarded.has(recordType) || status !== 'CURRENT') return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        loading={isPending}
        aria-label={say('to-wallet.of', { title })}
        onClick={() => act({ record: id }, ({ offerToWallet }) => setOffer(offerToWallet))}
      >
        {say('to-wallet.title')}
      </Button>
      {error ? <Fault error={error} /> : null}
      {offer === undefined ? null : <Offered key={offer.id} offer={offer} />}
    </>
  );
}

function Offered({ offer: { id, offerUri, txCode, sentence } }: { readonly offer: Offer }) {
  const say = useSay();
  const { data } = useAsk(
    'wallet',
    WalletOfferDocument,
    { id: id ?? '' },
    { enabled: id !== null, every: lookEvery },
  );
  if (offerUri === null || txCode === null) return <Text role="status">{sentence}</Text>;
  const state = data?.walletOffer ?? 'WAITING';
  if (state !== 'WAITING') return <Text role="status">{say(`to-wallet.${state}`)}</Text>;
  return (
    <Stack gap="sm" mt="sm" component="section" aria-label={say('to-wallet.title')}>
      <Text>{sentence}</Text>
      <dl className="facts">
        <dt>{say('to-wallet.digits')}</dt>
        <dd>{txCode}</dd>
      </dl>
      <Group>
        <Button component="a" href={offerUri} variant="default">
          {say('to-wallet.here')}
        </Button>
      </Group>
      <Square address={offerUri} label={say('wallet.square')} />
    </Stack>
  );
}
