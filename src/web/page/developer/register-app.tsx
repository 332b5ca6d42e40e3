import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type ClusterName,
  ClustersDocument,
  type Purpose,
  RegisterAppDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { Ticks } from '../parts/ticks.js';
import { useSay } from '../texts/texts.js';

const purposes: readonly Purpose[] = [
  'CAREER_GUIDANCE',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'ENROLMENT',
  'EMPLOYMENT',
  'INTERNSHIP',
  'RESEARCH',
];

/** What an app is, where its sign-ins come back to, and the most it can ever ask for. */
export function RegisterApp({ done }: { readonly done: () => void }) {
  const say = useSay();
  const clusters = useAsk('clusters', ClustersDocument, {});
  const [name, setName] = useState('');
  const [addresses, setAddresses] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('CAREER_GUIDANCE');
  const [chosen, setChosen] = useState<readonly ClusterName[]>([]);
  const { act, isPending, error } = useAct(RegisterAppDocument, ['apps']);
  const redirectUris = addresses.split(/\s+/).filter((address) => address !== '');
  const complete = name.trim().length > 1 && redirectUris.length > 0;
  return (
    <Stack
      component="form"
      gap="sm"
      my="md"
      maw="36rem"
      aria-label={say('apps.register')}
      onSubmit={(event) => {
        event.preventDefault();
        act({ input: { name: name.trim(), redirectUris, purpose, clusters: [...chosen] } }, done);
      }}
    >
      <TextInput
        label={say('apps.name')}
        required
        maxLength={60}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label={say('apps.addresses')}
        description={say('apps.addresses.what')}
        required
        rows={2}
        value={addresses}
        onChange={({ currentTarget }) => setAddresses(currentTarget.value)}
      />
      <NativeSelect
        label={say('grant.why')}
        value={purpose}
        data={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setPurpose(purposes.find((one) => one === value) ?? purpose)
        }
      />
      <Answer of={clusters}>
        {({ clusters: all }) => (
          <Ticks
            legend={say('apps.clusters')}
            all={all.map((cluster) => cluster.name)}
            chosen={chosen}
            choose={setChosen}
            name={(each) => all.find((cluster) => cluster.name === each)?.title ?? each}
          />
        )}
      </Answer>
      <div>
        <Button type="submit" disabled={!complete} loading={isPending}>
          {say('apps.register')}
        </Button>
      </div>
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
