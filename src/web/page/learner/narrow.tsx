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
import { facetWords, type ShownGrant } from '../parts/grant-words.js';
import { Ticks } from '../parts/ticks.js';
import { dayOf, endOf, inDays } from '../texts/days.js';
import { useSay } from '../texts/texts.js';

/** What is left of a scope when kinds of records are taken out of it. */
const scopeWithout = (scope: ShownGrant['scope'], types: readonly RecordType[]) =>
  scope.flatMap((selector) => {
    const left = selector.types?.filter((type) => types.includes(type)) ?? null;
    if (left !== null && left.length === 0) return [];
    return [{ ...selector, types: left }];
  });

/** Less than before: what is ticked now can be unticked, and the end can come earlier. */
export function Narrow({ grant, done }: { readonly grant: ShownGrant; readonly done: () => void }) {
  const say = useSay();
  const named = [...new Set(grant.scope.flatMap(({ types }) => types ?? []))];
  const [types, setTypes] = useState<readonly RecordType[]>(named);
  const [facets, setFacets] = useState<readonly Facet[]>(grant.facets);
  const [person, setPerson] = useState<readonly PersonFacet[]>(grant.personFacets);
  const last = dayOf(new Date(grant.validUntil));
  const [until, setUntil] = useState(last);
  const { act, isPending, error } = useAct(NarrowGrantDocument, ['grants', 'looks', 'preview']);
  const less = {
    ...(facets.length < grant.facets.length && { facets: [...facets] }),
    ...(person.length < grant.personFacets.length && { personFacets: [...person] }),
    ...(types.length < named.length && { scope: scopeWithout(grant.scope, types) }),
    ...(until !== '' && until !== last && { until: endOf(until) }),
  };
  const isLess = Object.keys(less).length > 0 && (named.length === 0 || types.length > 0);
  const send = () => act({ input: { grantId: grant.id, ...less } }, done);
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
        name={(facet) => facetWords(say, facet, [...facets, facet])}
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
        max={last}
        min={inDays(0)}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <Group>
        <Button onClick={send} loading={isPending} disabled={!isLess || until === ''}>
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
