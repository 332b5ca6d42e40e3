import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type Facet,
  NarrowGrantDocument,
  type PersonFacet,
  type RecordType,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import type { ShownGrant } from '../parts/grant-words.js';
import { Ticks } from '../parts/ticks.js';
import { useSay } from '../texts/texts.js';

const dayOf = (instant: string): string => new Date(instant).toLocaleDateString('sv-SE');

/** What is left of a scope when kinds of records are taken out of it. */
const scopeWithout = (scope: ShownGrant['scope'], types: readonly RecordType[]) =>
  scope.flatMap((selector) => {
    const left = selector.types?.filter((type) => types.includes(type)) ?? null;
    if (left !== null && left.length === 0) return [];
    const { __typename: _, ...same } = { __typename: undefined, ...selector };
    return [{ ...same, types: left }];
  });

/** Less than before: what is ticked now can be unticked, and the end can come earlier. */
export function Narrow({ grant, done }: { readonly grant: ShownGrant; readonly done: () => void }) {
  const say = useSay();
  const named = [...new Set(grant.scope.flatMap(({ types }) => types ?? []))];
  const [types, setTypes] = useState<readonly RecordType[]>(named);
  const [facets, setFacets] = useState<readonly Facet[]>(grant.facets);
  const [person, setPerson] = useState<readonly PersonFacet[]>(grant.personFacets);
  const [until, setUntil] = useState(dayOf(grant.validUntil));
  const { act, isPending, error } = useAct(NarrowGrantDocument, ['grants', 'looks', 'preview']);
  const send = () => {
    const earlier = until !== dayOf(grant.validUntil);
    act(
      {
        input: {
          grantId: grant.id,
          facets: [...facets],
          personFacets: [...person],
          ...(types.length < named.length && { scope: scopeWithout(grant.scope, types) }),
          ...(earlier && { until: new Date(`${until}T00:00`).toISOString() }),
        },
      },
      done,
    );
  };
  return (
    <Stack gap="sm" mt="md" component="section" aria-label={say('grant.narrow')}>
      <Text>{say('narrow.what')}</Text>
      <Ticks
        legend={say('grant.what')}
        all={named}
        chosen={types}
        choose={setTypes}
        name={(type) => say(`types.${type}`)}
      />
      <Ticks
        legend={say('grant.parts')}
        all={grant.facets}
        chosen={facets}
        choose={setFacets}
        fixed={['CORE']}
        name={(facet) => say(`facet.${facet}`)}
      />
      <Ticks
        legend={say('narrow.person')}
        all={grant.personFacets}
        chosen={person}
        choose={setPerson}
        name={(facet) => say(`person.${facet}`)}
      />
      <TextInput
        type="date"
        label={say('grant.until')}
        value={until}
        max={dayOf(grant.validUntil)}
        min={dayOf(new Date().toISOString())}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <Group>
        <Button onClick={send} loading={isPending}>
          {say('narrow.do')}
        </Button>
        <Button variant="default" onClick={done}>
          {say('form.cancel')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
