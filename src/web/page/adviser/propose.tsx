import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  ProposeStepDocument,
  type ProposeStepInput,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import type { Card } from '../route/offering-words.js';
import { useSay } from '../texts/texts.js';
import { ChooseOffering, OfferingLine } from './choose-offering.js';
import { Proposed } from './proposed.js';
import type { Proposer } from './proposer.js';

const kinds = ['offering', 'title'] as const;

/** A step that an adviser thinks of, for the learner to take or not; and what became of those before. */
export function Propose(proposer: Proposer) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [sent, setSent] = useState<readonly string[]>([]);
  const last = sent.at(-1);
  return (
    <section aria-label={say('propose.open')}>
      <Button mt="sm" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say('propose.open')}
      </Button>
      <Text role="status" mt="xs">
        {last === undefined ? '' : say('propose.sent', { title: last })}
      </Text>
      {isOpen ? (
        <Form
          key={sent.length}
          {...proposer}
          done={(title) => {
            setSent([...sent, title]);
            setOpen(false);
          }}
        />
      ) : null}
      <Proposed {...proposer} />
    </section>
  );
}

/** Undefined while it says too little. */
function stepOf(kind: (typeof kinds)[number], offering: Card | undefined, title: string) {
  if (kind === 'offering')
    return offering && { title: offering.title, step: { offering: offering.id } };
  const said = title.trim();
  return said === '' ? undefined : { title: said, step: { title: said } };
}

function Form({
  learner,
  purpose,
  isCounted,
  done,
}: Proposer & { readonly done: (title: string) => void }) {
  const say = useSay();
  const [kind, setKind] = useState<(typeof kinds)[number]>('offering');
  const [offering, setOffering] = useState<Card>();
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  // Sent again it is the same proposal.
  const [key] = useState(() => crypto.randomUUID());
  // Reading what became of it is a look of its own.
  const { act, isPending, error } = useAct(ProposeStepDocument, isCounted ? [] : ['proposed'], {
    purpose,
  });
  const chosen = stepOf(kind, offering, title);
  const send = () => {
    if (chosen === undefined) return;
    const why: Pick<ProposeStepInput, 'note'> = note.trim() === '' ? {} : { note: note.trim() };
    act({ input: { learner, key, ...chosen.step, ...why } }, () => done(chosen.title));
  };
  return (
    <form
      className="fields"
      aria-label={say('propose.open')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Text>{say('propose.what')}</Text>
      <NativeSelect
        label={say('propose.kind')}
        value={kind}
        data={kinds.map((value) => ({ value, label: say(`propose.kind.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setKind(kinds.find((one) => one === value) ?? 'offering')
        }
      />
      {kind === 'offering' ? (
        <Chosen offering={offering} choose={setOffering} />
      ) : (
        <TextInput
          label={say('propose.title')}
          required
          maxLength={200}
          value={title}
          onChange={({ currentTarget: { value } }) => setTitle(value)}
        />
      )}
      <Textarea
        label={say('propose.note')}
        maxLength={2000}
        rows={3}
        value={note}
        onChange={({ currentTarget: { value } }) => setNote(value)}
      />
      <div>
        <Button type="submit" disabled={chosen === undefined} loading={isPending}>
          {say('propose.send')}
        </Button>
      </div>
      {isCounted ? <Text className="quiet">{say('propose.counts')}</Text> : null}
      {error ? (
        <Fault
          error={error}
          bad={say('propose.cannot')}
          words={{ RATE_LIMITED: say('propose.often') }}
        />
      ) : null}
    </form>
  );
}

function Chosen({
  offering,
  choose,
}: {
  readonly offering: Card | undefined;
  readonly choose: (offering: Card | undefined) => void;
}) {
  const say = useSay();
  if (offering === undefined) return <ChooseOffering choose={choose} />;
  return (
    <section className="card" aria-label={say('propose.chosen')}>
      <Text size="sm">{say('propose.chosen')}</Text>
      <OfferingLine offering={offering} />
      <Text size="sm">{offering.availability.sentence}</Text>
      <Button mt="xs" variant="default" size="compact-sm" onClick={() => choose(undefined)}>
        {say('propose.other')}
      </Button>
    </section>
  );
}
