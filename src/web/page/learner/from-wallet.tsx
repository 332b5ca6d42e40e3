import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  AskWalletDocument,
  type AskWalletMutation,
  KeepFromWalletDocument,
  WalletAnswerDocument,
  type WalletAnswerQuery,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { Square } from '../parts/square.js';
import { useSay } from '../texts/texts.js';
import { FilePreview } from './file-preview.js';

type Asked = AskWalletMutation['askWallet'];
type Shown = WalletAnswerQuery['walletAnswer']['documents'][number];
interface Ref {
  readonly id: string;
  readonly code: string | null;
}

/** Milliseconds between two looks at whether the wallet answered. */
const often = 2000;

/** Where a wallet on this device sent the browser back to. */
function cameBack(hash: string): Ref | undefined {
  const [, id, code] = /^#wallet=([\w-]{22})\.([\w-]{22})$/.exec(hash) ?? [];
  return id === undefined || code === undefined ? undefined : { id, code };
}

/** A square for a wallet elsewhere, and a link for one on this device. */
function Ways({ asked }: { readonly asked: Asked }) {
  const say = useSay();
  return (
    <>
      <Text mt="sm">{say('wallet.scan')}</Text>
      <Square address={asked.requestUri} label={say('wallet.square')} />
      <Button component="a" href={asked.sameDeviceUri} variant="default" mt="sm">
        {say('wallet.here')}
      </Button>
    </>
  );
}

function StillWaiting({ asked }: { readonly asked: Asked | undefined }) {
  const say = useSay();
  return (
    <>
      {asked === undefined ? null : <Ways asked={asked} />}
      <Text mt="sm" role="status">
        {say('wallet.waiting')}
      </Text>
    </>
  );
}

/** Why nothing more comes, where nothing does. */
function Over({ answer }: { readonly answer: WalletAnswerQuery['walletAnswer'] }) {
  const say = useSay();
  const sentence =
    answer.state === 'EXPIRED' ? say('wallet.expired') : (answer.refusal?.sentence ?? '');
  return sentence === '' ? null : <Text role="alert">{sentence}</Text>;
}

interface ChoiceProps {
  readonly documents: readonly Shown[];
  readonly busy: boolean;
  readonly done: (keep: readonly string[]) => void;
}
/** One after the other; what was chosen of all is kept at the end, and the rest is gone. */
function Choice({ documents, busy, done }: ChoiceProps) {
  const say = useSay();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const document = documents[at];
  if (document === undefined) return null;
  const next = (keep: readonly string[]) => {
    setChosen(keep);
    if (at + 1 < documents.length) setAt(at + 1);
    else done(keep);
  };
  const title = document.report.items[0]?.title ?? say('wallet.unread');
  return (
    <>
      <Text mt="sm" fw={600} role="status">
        {say('wallet.came', { count: documents.length })}
      </Text>
      <FilePreview
        key={document.id}
        name={title}
        report={document.report}
        busy={busy}
        keep={() => next([...chosen, document.id])}
        drop={() => next(chosen)}
      />
    </>
  );
}

interface WaitingProps {
  readonly wanted: Ref;
  readonly asked: Asked | undefined;
  readonly stop: () => void;
  readonly kept: (count: number) => void;
}
/** Asks whether the wallet answered, until it did or cannot any more. */
function useWallet(request: Ref) {
  const [isLooking, setLooking] = useState(true);
  const { data, error } = useAsk(
    'wallet',
    WalletAnswerDocument,
    { request: { id: request.id, code: request.code } },
    isLooking ? { every: often } : { once: true },
  );
  const answer = data?.walletAnswer;
  if (isLooking && answer !== undefined && answer.state !== 'WAITING') setLooking(false);
  return { answer, error };
}

function Waiting({ wanted, asked, stop, kept }: WaitingProps) {
  const say = useSay();
  const { answer, error } = useWallet(wanted);
  const keeping = useAct(KeepFromWalletDocument, ['records', 'looks']);
  const problem = error ?? keeping.error;
  const isWaiting = answer === undefined || answer.state === 'WAITING';
  const keep = (items: readonly string[]) => {
    const request = { id: wanted.id, code: wanted.code };
    keeping.act({ request, keep: [...items] }, (done) => kept(done.keepFromWallet.kept));
  };
  if (answer?.state === 'CAME') {
    return (
      <>
        <Choice documents={answer.documents} busy={keeping.isPending} done={keep} />
        {problem ? <Fault error={problem} /> : null}
      </>
    );
  }
  return (
    <>
      {isWaiting ? <StillWaiting asked={asked} /> : <Over answer={answer} />}
      {problem ? <Fault error={problem} /> : null}
      <Group mt="sm">
        <Button variant="default" onClick={stop}>
          {say(isWaiting ? 'wallet.stop' : 'wallet.again')}
        </Button>
      </Group>
    </>
  );
}

/** What somebody has in their wallet: they choose there what it shows, and here what of that is kept. */
export function FromWallet() {
  const say = useSay();
  const [back, setBack] = useState(() => cameBack(location.hash));
  const [asked, setAsked] = useState<Asked>();
  const [kept, setKept] = useState<number>();
  const asking = useAct(AskWalletDocument, []);
  const wanted = asked === undefined ? back : { id: asked.id, code: null };
  const stop = () => {
    setAsked(undefined);
    setBack(undefined);
  };
  const begin = () => {
    setKept(undefined);
    asking.act({ encrypted: true }, ({ askWallet }) => setAsked(askWallet));
  };
  return (
    <section className="card" aria-labelledby="from-wallet">
      <Title order={2} size="h3" id="from-wallet">
        {say('wallet.title')}
      </Title>
      <Text my="xs">{say('wallet.what')}</Text>
      {wanted === undefined ? (
        <Button variant="default" loading={asking.isPending} onClick={begin}>
          {say('wallet.get')}
        </Button>
      ) : (
        <Waiting
          key={wanted.id}
          wanted={wanted}
          asked={asked}
          stop={stop}
          kept={(count) => {
            stop();
            setKept(count);
          }}
        />
      )}
      <div role="status">
        {kept === undefined ? null : (
          <Text mt="sm" fw={600}>
            {say('file.kept', { count: kept })}
          </Text>
        )}
      </div>
      {asking.error ? <Fault error={asking.error} /> : null}
    </section>
  );
}
