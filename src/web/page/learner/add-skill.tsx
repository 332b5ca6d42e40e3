import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Ticks } from '../parts/ticks.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { skillEntry, skillWords } from './own-words.js';
import { SkillSuggestions } from './skill-suggestions.js';
import { nothingChosen } from './timeline.js';
import { type EntryProps, useEntry, useWords } from './use-entry.js';
import { useRecords } from './use-records.js';

/** Something one can do, and which records show it. */
export function AddSkill(props: EntryProps) {
  const say = useSay();
  const sending = useEntry(props);
  const { data } = useRecords(nothingChosen);
  const [words, set] = useWords(() => skillWords(props.from));
  const showing = (data?.nodes ?? []).filter(
    ({ id, recordType }) => recordType !== 'ENROLMENT' && id !== props.from?.id,
  );
  const titles = new Map(showing.map(({ id, title }) => [id, title]));
  const [chosen, setChosen] = useState<string>();
  const choose = (skill: { readonly label: string; readonly concept: string }) => {
    setChosen(skill.concept);
    set(skill);
  };
  // Under another name it is another skill than the one that was chosen.
  const rename = (label: string) =>
    set(words.concept === chosen ? { label, concept: '' } : { label });
  const skill = skillEntry(words);
  return (
    <EntryForm name={say('add.kind.SKILL')} sending={sending} entry={skill && { skill }}>
      <TextInput
        label={say('skill.label')}
        required
        maxLength={200}
        value={words.label}
        onChange={({ currentTarget: { value } }) => rename(value)}
      />
      {words.concept === '' ? <SkillSuggestions text={words.label} choose={choose} /> : null}
      <TextInput
        label={say('skill.level')}
        maxLength={200}
        value={words.level}
        onChange={({ currentTarget: { value } }) => set({ level: value })}
      />
      <TextInput
        label={say('skill.concept')}
        description={say('skill.concept.what')}
        type="url"
        maxLength={500}
        value={words.concept}
        onChange={({ currentTarget: { value } }) => set({ concept: value })}
      />
      <details>
        <summary>{say('skill.proofs', { count: words.proofs.length })}</summary>
        <Ticks
          legend={say('skill.proofs.what')}
          all={[...titles.keys()]}
          chosen={words.proofs}
          choose={(proofs) => set({ proofs })}
          name={(id) => titles.get(id) ?? ''}
        />
      </details>
    </EntryForm>
  );
}
