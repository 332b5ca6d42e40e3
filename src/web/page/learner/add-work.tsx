import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { typed, useEntry } from './use-entry.js';

/** Work that was done or is being done. */
export function AddWork({ done }: { readonly done: () => void }) {
  const say = useSay();
  const { add, isPending, error } = useEntry(done);
  const [role, setRole] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [start, setStart] = useState('');
  const [end, setEnd] = useState('');
  const [hours, setHours] = useState('');
  const [story, setStory] = useState('');
  const hoursPerWeek = Number(hours.replace(',', '.'));
  const complete = role.trim() !== '' && organisation.trim() !== '' && start !== '';
  const send = () =>
    add({
      workExperience: {
        role,
        organisation,
        start,
        ...typed('end', end),
        ...typed('description', story),
        ...(hours.trim() !== '' && { hoursPerWeek }),
      },
    });
  return (
    <EntryForm
      name={say('add.kind.WORK_EXPERIENCE')}
      complete={complete && !Number.isNaN(hoursPerWeek)}
      busy={isPending}
      error={error}
      send={send}
    >
      <TextInput
        label={say('work.role')}
        required
        maxLength={200}
        value={role}
        onChange={({ currentTarget }) => setRole(currentTarget.value)}
      />
      <TextInput
        label={say('work.organisation')}
        required
        maxLength={200}
        value={organisation}
        onChange={({ currentTarget }) => setOrganisation(currentTarget.value)}
      />
      <PartialDate label={say('work.start')} required choose={setStart} />
      <PartialDate label={say('work.end')} choose={setEnd} />
      <TextInput
        label={say('work.hours')}
        inputMode="decimal"
        maxLength={5}
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
