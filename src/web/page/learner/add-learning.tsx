import { Textarea, TextInput } from '@mantine/core';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { learningEntry, learningWords } from './own-words.js';
import { type EntryProps, useEntry, useWords } from './use-entry.js';

/** A course or training of which no school tells us. */
export function AddLearning(props: EntryProps) {
  const say = useSay();
  const sending = useEntry(props);
  const [words, set] = useWords(() => learningWords(props.from));
  const learning = learningEntry(words);
  return (
    <EntryForm
      name={say('add.kind.CERTIFICATE')}
      sending={sending}
      entry={learning && { learning }}
    >
      <TextInput
        label={say('learning.title')}
        required
        maxLength={200}
        value={words.title}
        onChange={({ currentTarget: { value } }) => set({ title: value })}
      />
      <TextInput
        label={say('learning.organisation')}
        maxLength={200}
        value={words.organisation}
        onChange={({ currentTarget: { value } }) => set({ organisation: value })}
      />
      <PartialDate
        label={say('learning.date')}
        from={words.date}
        choose={(date) => set({ date })}
      />
      <TextInput
        label={say('learning.hours')}
        inputMode="decimal"
        maxLength={7}
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
