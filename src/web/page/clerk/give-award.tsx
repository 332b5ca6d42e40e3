import { Button, Checkbox, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { AwardMicrocredentialsDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { type TextId, useSay } from '../texts/texts.js';
import { AwardReports } from './award-reports.js';
import { type AwardWords, awardInput, choices, emptyWords, isFilled } from './award-words.js';

const lines = [
  ['name', 'give.name'],
  ['amount', 'give.amount'],
  ['quality', 'give.quality'],
  ['qualityUrl', 'give.quality-url'],
  ['awardedOn', 'give.day'],
  ['validUntil', 'give.until'],
] as const satisfies readonly (readonly [keyof AwardWords, TextId])[];
const stories = [
  ['description', 'give.description'],
  ['criteria', 'give.criteria'],
  ['people', 'give.people'],
] as const satisfies readonly (readonly [keyof AwardWords, TextId])[];
const days: readonly string[] = ['awardedOn', 'validUntil'];

/** One microcredential, to whoever is named by the school's own number. */
export function GiveAward() {
  const say = useSay();
  const [words, setWords] = useState(emptyWords);
  const { act, isPending, error, data, reset } = useAct(AwardMicrocredentialsDocument, ['given']);
  const set = (change: Partial<AwardWords>) => {
    reset();
    setWords({ ...words, ...change });
  };
  return (
    <details className="card">
      <summary>{say('give.title')}</summary>
      <Text className="quiet">{say('give.what')}</Text>
      {lines.map(([name, label]) => (
        <TextInput
          key={name}
          mt="xs"
          type={days.includes(name) ? 'date' : 'text'}
          label={say(label)}
          maxLength={300}
          value={words[name]}
          onChange={({ currentTarget: { value } }) => set({ [name]: value })}
        />
      ))}
      {stories.map(([name, label]) => (
        <Textarea
          key={name}
          mt="xs"
          label={say(label)}
          maxLength={5000}
          rows={3}
          value={words[name]}
          onChange={({ currentTarget: { value } }) => set({ [name]: value })}
        />
      ))}
      {choices.map(({ name, label, values }) => (
        <NativeSelect
          key={name}
          mt="xs"
          label={say(label)}
          value={words[name]}
          data={values.map(({ value, text }) => ({ value, label: say(text) }))}
          onChange={({ currentTarget: { value } }) => set({ [name]: value })}
        />
      ))}
      <Checkbox
        mt="xs"
        label={say('give.checked')}
        checked={words.isChecked}
        onChange={({ currentTarget }) => set({ isChecked: currentTarget.checked })}
      />
      <Button
        mt="md"
        disabled={!isFilled(words)}
        loading={isPending}
        onClick={() => act({ input: awardInput(words) })}
      >
        {say('give.give')}
      </Button>
      {error ? <Fault error={error} /> : null}
      <div role="status">{data ? <AwardReports reports={data.awardMicrocredentials} /> : null}</div>
    </details>
  );
}
