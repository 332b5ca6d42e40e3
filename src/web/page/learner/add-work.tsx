import { Textarea, TextInput } from '@mantine/core';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { workEntry, workWords } from './own-words.js';
import { type EntryProps, useEntry, useWords } from './use-entry.js';

/** Work that was done or is being done. */
export function AddWork(props: EntryProps) {
  const say = useSay();
  const sending = useEntry(props);
  const [words, set] = useWords(() => workWords(props.from));
  const workExperience = workEntry(words);
  return (
    <EntryForm
      name={say('add.kind.WORK_EXPERIENCE')}
      sending={sending}
      entry={workExperience && { workExperience }}
    >
      <TextInput
        label={say('work.role')}
        required
        maxLength={200}
        value={words.role}
        onChange={({ currentTarget: { value } }) => set({ role: value })}
      />
      <TextInput
        label={say('work.organisation')}
        required
        maxLength={200}
        value={words.organisation}
        onChange={({ currentTarget: { value } }) => set({ organisation: value })}
      />
      <PartialDate
        label={say('work.start')}
        required
        from={words.start}
        choose={(start) => set({ start })}
      />
      <PartialDate label={say('work.end')} from={words.end} choose={(end) => set({ end })} />
      <TextInput
        label={say('work.hours')}
        inputMode="decimal"
        maxLength={5}
        value={words.hours}
        onChange={({ currentTarget: { value } }) => set({ hours: value })}
      />
      <Textarea
        label={say('work.story')}
        maxLength={2000}
        rows={3}
        value={words.story}
        onChange={({ currentTarget: { value } }) => set({ story: value })}
      />
    </EntryForm>
  );
}
