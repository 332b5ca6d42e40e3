import { Button, Group, Text } from '@mantine/core';
import {
  PossiblySameDocument,
  type PossiblySameQuery,
  SayTheSameDocument,
  UndoTheSameDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

type Other = PossiblySameQuery['myRecords']['nodes'][number]['possiblySame'][number];
type Questions = ReadonlyMap<string, readonly Other[]>;

const touched = ['records', 'looks'];
/** What can carry credits. */
const filter = {
  recordTypes: [
    'RESULT' as const,
    'DIPLOMA' as const,
    'MICROCREDENTIAL' as const,
    'CERTIFICATE' as const,
  ],
};

/** What is asked of the newest records, by record; each question stands with both. */
export function useQuestions(): Questions {
  const { data } = useAsk('records', PossiblySameDocument, { filter });
  const nodes = data?.myRecords.nodes ?? [];
  return new Map(nodes.map(({ id, possiblySame }) => [id, possiblySame]));
}

/** Whether this is the same as something else in the kluis: asked with each of the two, and to be taken back. */
export function PossiblySame({
  id,
  questions,
}: {
  readonly id: string;
  readonly questions: Questions;
}) {
  return (questions.get(id) ?? []).map((other) => (
    <Question key={other.record.id} id={id} other={other} />
  ));
}

function Question({ id, other }: { readonly id: string; readonly other: Other }) {
  const say = useSay();
  const forms = useForms();
  const saying = useAct(SayTheSameDocument, touched);
  const undoing = useAct(UndoTheSameDocument, touched);
  const { state, record } = other;
  const { title, institution, issuedOn, recordType } = record;
  const named = { title, type: say(`type.${recordType}`), school: institution.name };
  const pair = { record: id, other: record.id };
  const error = saying.error ?? undoing.error;
  const busy = saying.isPending || undoing.isPending;
  const isSaid = state === 'SAME' || state === 'NOT_THE_SAME';
  const about = state === 'ASKED' ? say('same.ask', named) : say(`same.${state}`, named);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these are answers to one question
    <div role="group" aria-label={about} className="same">
      <Text mt="xs">{about}</Text>
      {state === 'ASKED' ? (
        <Text size="sm" className="quiet">
          {issuedOn === null ? '' : `${forms.date(issuedOn)}. `}
          {say('same.means')}
        </Text>
      ) : null}
      <Group gap="xs" mt="xs">
        {state === 'ASKED' ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            aria-label={say('same.yes.what', { title })}
            onClick={() => saying.act({ ...pair, same: true })}
          >
            {say('same.yes')}
          </Button>
        ) : null}
        {isSaid ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            aria-label={say('same.undo.what', { title })}
            onClick={() => undoing.act(pair)}
          >
            {say('same.undo')}
          </Button>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            aria-label={say('same.no.what', { title })}
            onClick={() => saying.act({ ...pair, same: false })}
          >
            {say('same.no')}
          </Button>
        )}
      </Group>
      {error ? <Fault error={error} /> : null}
    </div>
  );
}
