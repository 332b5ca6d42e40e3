import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { type EntryProps, typed, typedNumber, useEntry } from './use-entry.js';

/** Work that was done or is being done. */
export function AddWork({ done, from }: EntryProps) {
  const say = useSay();
  const { say: send, isNew, isPending, error } = useEntry({ done, from });
  const was = from?.__typename === 'WorkExperience' ? from : undefined;
  const [role, setRole] = useState(was?.role ?? '');
  const [organisation, setOrganisation] = useState(was?.organisation ?? '');
  const [start, setStart] = useState<string | undefined>(was?.start ?? '');
  const [end, setEnd] = useState<string | undefined>(was?.end ?? '');
  const [hours, setHours] = useState(String(was?.hoursPerWeek ?? ''));
  const [story, setStory] = useState(was?.description ?? '');
  const hoursPerWeek = typedNumber(hours);
  const isSaid = role.trim() !== '' && organisation.trim() !== '';
  const isDated = start !== undefined && start !== '' && end !== undefined;
  const tell = () =>
    send({
      workExperience: {
        role,
        organisation,
        start: start ?? '',
        ...typed('end', end ?? ''),
        ...typed('description', story),
        ...(hours.trim() !== '' && { hoursPerWeek }),
      },
    });
  return (
    <EntryForm
      name={say('add.kind.WORK_EXPERIENCE')}
      isNew={isNew}
      complete={isSaid && isDated && !Number.isNaN(hoursPerWeek)}
      busy={isPending}
      error={error}
      send={tell}
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
      <PartialDate label={say('work.start')} required from={start} choose={setStart} />
      <PartialDate label={say('work.end')} from={end} choose={setEnd} />
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
