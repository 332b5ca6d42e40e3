import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { typed, useEntry } from './use-entry.js';

/** A course or training of which no school tells us. */
export function AddLearning({ done }: { readonly done: () => void }) {
  const say = useSay();
  const { add, isPending, error } = useEntry(done);
  const [title, setTitle] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [date, setDate] = useState('');
  const [hours, setHours] = useState('');
  const [story, setStory] = useState('');
  const taken = Number(hours.replace(',', '.'));
  const send = () =>
    add({
      learning: {
        title,
        ...typed('organisation', organisation),
        ...typed('date', date),
        ...typed('description', story),
        ...(hours.trim() !== '' && { hours: taken }),
      },
    });
  return (
    <EntryForm
      name={say('add.kind.CERTIFICATE')}
      complete={title.trim() !== '' && !Number.isNaN(taken)}
      busy={isPending}
      error={error}
      send={send}
    >
      <TextInput
        label={say('learning.title')}
        required
        maxLength={200}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <TextInput
        label={say('learning.organisation')}
        maxLength={200}
        value={organisation}
        onChange={({ currentTarget }) => setOrganisation(currentTarget.value)}
      />
      <PartialDate label={say('learning.date')} choose={setDate} />
      <TextInput
        label={say('learning.hours')}
        inputMode="decimal"
        maxLength={7}
        value={hours}
        onChange={({ currentTarget }) => setHours(currentTarget.value)}
      />
      <Textarea
        label={say('work.story')}
        maxLength={2000}
        rows={3}
        value={story}
        onChange={({ currentTarget }) => setStory(currentTarget.value)}
      />
    </EntryForm>
  );
}
