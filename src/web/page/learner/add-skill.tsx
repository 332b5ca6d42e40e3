import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Ticks } from '../parts/ticks.js';
import { useSay } from '../texts/texts.js';
import { EntryForm } from './entry-form.js';
import { nothingChosen } from './timeline.js';
import { type EntryProps, typed, useEntry } from './use-entry.js';
import { useRecords } from './use-records.js';

/** Something one can do, and which records show it. */
export function AddSkill({ done, from }: EntryProps) {
  const say = useSay();
  const { say: send, isNew, isPending, error } = useEntry({ done, from });
  const was = from?.__typename === 'Skill' ? from : undefined;
  const shownBy = was?.evidence.__typename === 'Evidence' ? was.evidence.provenBy : [];
  const { data } = useRecords(nothingChosen);
  const [label, setLabel] = useState(was?.title ?? '');
  const [level, setLevel] = useState(was?.level?.raw ?? '');
  const [concept, setConcept] = useState(was?.concept ?? '');
  const [proofs, setProofs] = useState<readonly string[]>(shownBy);
  const showing = (data?.nodes ?? []).filter(({ recordType }) => recordType !== 'ENROLMENT');
  const titles = new Map(showing.map(({ id, title }) => [id, title]));
  const tell = () =>
    send({
      skill: {
        label,
        ...typed('level', level),
        ...typed('concept', concept),
        ...(proofs.length > 0 && { provenBy: [...proofs] }),
      },
    });
  return (
    <EntryForm
      name={say('add.kind.SKILL')}
      isNew={isNew}
      complete={label.trim() !== ''}
      busy={isPending}
      error={error}
      send={tell}
    >
      <TextInput
        label={say('skill.label')}
        required
        maxLength={200}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <TextInput
        label={say('skill.level')}
        maxLength={200}
        value={level}
        onChange={({ currentTarget }) => setLevel(currentTarget.value)}
      />
      <TextInput
        label={say('skill.concept')}
        description={say('skill.concept.what')}
        type="url"
        maxLength={500}
        value={concept}
        onChange={({ currentTarget }) => setConcept(currentTarget.value)}
      />
      <details>
        <summary>{say('skill.proofs', { count: proofs.length })}</summary>
        <Ticks
          legend={say('skill.proofs.what')}
          all={[...titles.keys()]}
          chosen={proofs}
          choose={setProofs}
          name={(id) => titles.get(id) ?? ''}
        />
      </details>
    </EntryForm>
  );
}
