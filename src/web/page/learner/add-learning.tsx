import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { type EntryProps, hoursOf, typed, typedNumber, useEntry } from './use-entry.js';

/** A course or training of which no school tells us. */
export function AddLearning({ done, from }: EntryProps) {
  const say = useSay();
  const { say: send, isNew, isPending, error } = useEntry({ done, from });
  const was = from?.__typename === 'Certificate' ? from : undefined;
  const [title, setTitle] = useState(was?.title ?? '');
  const [organisation, setOrganisation] = useState(was?.organisation ?? '');
  const [date, setDate] = useState<string | undefined>(was?.issued ?? was?.issuedOn ?? '');
  const [hours, setHours] = useState(hoursOf(was));
  const [story, setStory] = useState(was?.description ?? '');
  const taken = typedNumber(hours);
  const isSaid = title.trim() !== '' && date !== undefined;
  const tell = () =>
    send({
      learning: {
        title,
        ...typed('organisation', organisation),
        ...typed('date', date ?? ''),
        ...typed('description', story),
        ...(hours.trim() !== '' && { hours: taken }),
      },
    });
  return (
    <EntryForm
      name={say('add.kind.CERTIFICATE')}
      isNew={isNew}
      complete={isSaid && !Number.isNaN(taken)}
      busy={isPending}
      error={error}
      send={tell}
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
      <PartialDate label={say('learning.date')} from={date} choose={setDate} />
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
