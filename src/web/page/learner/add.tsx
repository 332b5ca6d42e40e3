import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../texts/texts.js';
import { AddFile } from './add-file.js';
import { AddLearning } from './add-learning.js';
import { AddSkill } from './add-skill.js';
import { AddWork } from './add-work.js';
import { FromWallet } from './from-wallet.js';
import { OwnEntries } from './own-entries.js';

const kinds = ['WORK_EXPERIENCE', 'SKILL', 'CERTIFICATE'] as const;
type Kind = (typeof kinds)[number];
const forms = { WORK_EXPERIENCE: AddWork, SKILL: AddSkill, CERTIFICATE: AddLearning } as const;

/** What no school knows: work, skills, things learned elsewhere. In one's own words, and marked so wherever it is shown. */
export function Add() {
  const say = useSay();
  const [kind, setKind] = useState<Kind>('WORK_EXPERIENCE');
  const [made, setMade] = useState(0);
  return (
    <>
      <Title order={1}>{say('place.add')}</Title>
      <Text mt="xs">{say('add.what')}</Text>
      <Group mt="md" gap="xs" role="group" aria-label={say('add.kind')}>
        {kinds.map((each) => (
          <Button
            key={each}
            variant={each === kind ? 'filled' : 'default'}
            aria-pressed={each === kind}
            onClick={() => setKind(each)}
          >
            {say(`add.kind.${each}`)}
          </Button>
        ))}
      </Group>
      {kinds.map((each) => {
        const Form = forms[each];
        return (
          // Who looks at another kind keeps what they typed. A new form each time something was added: empty fields.
          <div key={`${each} ${made}`} hidden={each !== kind}>
            <Form done={() => setMade(made + 1)} />
          </div>
        );
      })}
      {made > 0 ? (
        <Text role="status" mt="sm" fw={600}>
          {say('add.done')}
        </Text>
      ) : null}
      <AddFile />
      <FromWallet />
      <OwnEntries />
    </>
  );
}
