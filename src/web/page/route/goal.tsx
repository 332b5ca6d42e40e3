import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type RouteGoalInput,
  type RouteGoalKind,
  SetRouteGoalDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { loadsWords } from './offering-words.js';
import { Programmes } from './programmes.js';
import { type OwnRoute, touched } from './use-route.js';

const kinds: readonly RouteGoalKind[] = ['PROGRAMME', 'PROFESSION', 'FREE'];

/** Where the route leads, and a way to say it anew. */
export function Goal({ goal }: { readonly goal: OwnRoute['goal'] }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card" aria-labelledby="goal">
      <Title order={2} size="h4" id="goal">
        {say('goal.title')}
      </Title>
      {goal === null ? <Text>{say('goal.none')}</Text> : <Stands goal={goal} />}
      <Button
        mt="xs"
        variant="default"
        size="compact-sm"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {say(goal === null ? 'goal.choose' : 'goal.change')}
      </Button>
      {isOpen ? <Choose done={() => setOpen(false)} /> : null}
    </section>
  );
}

function Stands({ goal }: { readonly goal: NonNullable<OwnRoute['goal']> }) {
  const say = useSay();
  const forms = useForms();
  const { kind, title, loads, programme } = goal;
  return (
    <>
      <Text fw={600}>{title}</Text>
      <Text className="quiet">
        {[say(`goal.${kind}`), loadsWords({ say, forms }, loads)]
          .filter((part) => part !== '')
          .join(' · ')}
      </Text>
      {programme === null ? null : (
        <Text>
          <Link to="/route/search" search={{ programme }}>
            {say('goal.find')}
          </Link>
        </Text>
      )}
    </>
  );
}

function Choose({ done }: { readonly done: () => void }) {
  const say = useSay();
  const [kind, setKind] = useState<RouteGoalKind>('PROGRAMME');
  const [text, setText] = useState('');
  const { act, isPending, error } = useAct(SetRouteGoalDocument, touched);
  const set = (input: RouteGoalInput) => act({ input }, done);
  const words = text.trim();
  return (
    <Stack
      component="form"
      gap="sm"
      mt="sm"
      maw="34rem"
      aria-label={say('goal.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (words === '' || kind === 'PROGRAMME') return;
        set(kind === 'FREE' ? { free: words } : { profession: words });
      }}
    >
      <NativeSelect
        label={say('goal.kind')}
        value={kind}
        data={kinds.map((value) => ({ value, label: say(`goal.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setKind(kinds.find((one) => one === value) ?? 'FREE')
        }
      />
      <TextInput
        label={say(`goal.${kind}.which`)}
        maxLength={200}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {kind === 'PROGRAMME' ? (
        <Programmes text={words} busy={isPending} choose={({ id }) => set({ programme: id })} />
      ) : (
        <Group>
          <Button type="submit" disabled={words === ''} loading={isPending}>
            {say('goal.keep')}
          </Button>
        </Group>
      )}
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
