import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PlanStepDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { PartialDate } from '../parts/partial-date.js';
import { useSay } from '../texts/texts.js';
import { nothing, ownStep, units, type Words } from './own-step-words.js';
import { touched } from './use-route.js';

/** Something that no school offers here. */
export function OwnStepForm() {
  const say = useSay();
  const [made, setMade] = useState(0);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="filters"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{say('own-step.title')}</summary>
      <Fields key={made} done={() => setMade(made + 1)} />
      <Text role="status">{made > 0 ? say('own-step.done') : ''}</Text>
    </details>
  );
}

function Fields({ done }: { readonly done: () => void }) {
  const say = useSay();
  const [words, setWords] = useState(nothing);
  const set = (changed: Partial<Words>) => setWords({ ...words, ...changed });
  const { act, isPending, error } = useAct(PlanStepDocument, touched);
  const input = ownStep(words);
  return (
    <form
      className="fields"
      aria-label={say('own-step.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (input !== undefined) act({ input }, done);
      }}
    >
      <TextInput
        label={say('own-step.what')}
        required
        maxLength={200}
        value={words.title}
        onChange={({ currentTarget: { value } }) => set({ title: value })}
      />
      <Group grow gap="sm" align="flex-end">
        <TextInput
          label={say('own-step.load')}
          inputMode="decimal"
          maxLength={8}
          value={words.value}
          onChange={({ currentTarget: { value } }) => set({ value })}
        />
        <NativeSelect
          label={say('own-step.unit')}
          value={words.unit}
          data={units.map((value) => ({ value, label: say(`unit.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            set({ unit: units.find((one) => one === value) ?? 'EC' })
          }
        />
      </Group>
      <PartialDate label={say('own-step.when')} choose={(when) => set({ when })} />
      <div>
        <Button type="submit" disabled={input === undefined} loading={isPending}>
          {say('own-step.add')}
        </Button>
      </div>
      {error ? <Fault error={error} /> : null}
    </form>
  );
}
