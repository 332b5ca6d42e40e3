import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { NoteStepDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import { touched } from './use-route.js';

interface NoteProps {
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
}

/** What somebody noted with a step, and a way to say it anew; nothing said takes it away. */
export function Note({ id, title, note }: NoteProps) {
  const say = useSay();
  const [text, setText] = useState<string>();
  const { act, isPending, error } = useAct(NoteStepDocument, touched);
  const keep = (said: string) =>
    act({ id, note: said.trim() === '' ? null : said.trim() }, () => setText(undefined));
  if (text === undefined) {
    return (
      <Group gap="xs" mt="xs">
        {note === null ? null : <Text className="said">{note}</Text>}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={say(note === null ? 'note.add.what' : 'note.change.what', { title })}
          onClick={() => setText(note ?? '')}
        >
          {say(note === null ? 'note.add' : 'note.change')}
        </Button>
      </Group>
    );
  }
  return (
    <form
      className="fields"
      aria-label={say('note.of', { title })}
      onSubmit={(event) => {
        event.preventDefault();
        keep(text);
      }}
    >
      <Textarea
        label={say('note.label')}
        maxLength={2000}
        autosize={false}
        value={text}
        data-autofocus
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <Group gap="xs">
        <Button type="submit" size="compact-sm" loading={isPending}>
          {say('note.keep')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => setText(undefined)}>
          {say('form.cancel')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </form>
  );
}
