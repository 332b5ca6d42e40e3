import { NativeSelect, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  type Facet,
  GrantAccessDocument,
  type PersonFacet,
  type Purpose,
  type RecordType,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { facetWords } from '../parts/grant-words.js';
import { Sure } from '../parts/sure.js';
import { Ticks } from '../parts/ticks.js';
import { endOf, inDays } from '../texts/days.js';
import { useSay } from '../texts/texts.js';
import { kindsIn, nothingChosen } from './timeline.js';
import { needsThought } from './use-answering.js';
import { useRecords } from './use-records.js';

export interface MadeLink {
  readonly secret: string;
  readonly purpose: Purpose;
}
const purposes: readonly Purpose[] = [
  'EMPLOYMENT',
  'INTERNSHIP',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'CAREER_GUIDANCE',
];
/** Whoever has a link is nobody we know: it lasts a month at most, the day itself included. */
const mostDays = 29;
const facetsOffered: readonly Facet[] = ['CORE', 'CREDITS', 'ASSESSMENT', 'EVIDENCE'];
const personOffered: readonly PersonFacet[] = ['NAME', 'BIRTHDATE', 'CONTACT'];

export function NewLink({ done }: { readonly done: (link: MadeLink) => void }) {
  const say = useSay();
  const { data } = useRecords(nothingChosen);
  const [purpose, setPurpose] = useState<Purpose>('EMPLOYMENT');
  const [types, setTypes] = useState<readonly RecordType[]>([]);
  const [facets, setFacets] = useState<readonly Facet[]>(['CORE']);
  const [person, setPerson] = useState<readonly PersonFacet[]>([]);
  const [until, setUntil] = useState(() => inDays(14));
  const [uses, setUses] = useState<number | string>(10);
  const { act, isPending, error } = useAct(GrantAccessDocument, ['grants', 'looks']);
  const make = () => {
    const input = {
      grantee: { link: true },
      purpose,
      scope: [{ types: [...types] }],
      facets: [...facets],
      personFacets: [...person],
      until: endOf(until),
      maxSessions: Number(uses),
    };
    act({ input }, ({ grantAccess: { linkSecret } }) => {
      if (linkSecret !== null) done({ secret: linkSecret, purpose });
    });
  };
  return (
    <Stack gap="sm" mt="md" component="section" aria-label={say('share.new')} maw="34rem">
      <Title order={2} size="h3">
        {say('share.new')}
      </Title>
      <Ticks
        legend={say('request.what')}
        all={kindsIn(data?.nodes ?? [])}
        chosen={types}
        choose={setTypes}
        name={(type) => say(`types.${type}`)}
      />
      <Ticks
        legend={say('grant.parts')}
        all={facetsOffered}
        chosen={facets}
        choose={setFacets}
        fixed={['CORE']}
        name={(facet) => facetWords(say, facet, [...facets, facet])}
      />
      <Ticks
        legend={say('narrow.person')}
        all={personOffered}
        chosen={person}
        choose={setPerson}
        name={(facet) => say(`person.${facet}`)}
      />
      <NativeSelect
        label={say('share.purpose')}
        value={purpose}
        data={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setPurpose(purposes.find((one) => one === value) ?? purpose)
        }
      />
      <TextInput
        type="date"
        label={say('share.until')}
        value={until}
        min={inDays(0)}
        max={inDays(mostDays)}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <NumberInput
        label={say('share.uses')}
        description={say('share.uses.what')}
        value={uses}
        min={1}
        max={1000}
        onChange={setUses}
      />
      <Sure
        thought={until !== '' && needsThought({ facets, until })}
        disabled={types.length === 0 || until === '' || typeof uses !== 'number'}
        busy={isPending}
        label={say('share.make')}
        act={make}
      />
      {types.length === 0 ? <Text size="sm">{say('request.nothing-yet')}</Text> : null}
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
