import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  AnswerAccessRequestDocument,
  type Facet,
  MuteGranteeDocument,
  type PersonFacet,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { facetWords, type Schools, scopeWords } from '../parts/grant-words.js';
import { Sure } from '../parts/sure.js';
import { Ticks } from '../parts/ticks.js';
import { inDays } from '../texts/days.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type ShownRequest, selectorOf } from './asked.js';
import { type Answering, needsThought, offeredFacets, useAnswering } from './use-answering.js';

/** Nothing is ticked beforehand. A yes is to what is ticked and to no more. */
export function RequestAnswer({
  request,
  schools,
}: {
  readonly request: ShownRequest;
  readonly schools: Schools;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { act, isPending, error } = useAct(AnswerAccessRequestDocument, [
    'requests',
    'grants',
    'looks',
  ]);
  const decline = () => act({ input: { requestId: request.id, decision: 'DECLINE' } });
  return (
    <>
      <Group gap="xs">
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say('request.choose')}
        </Button>
        <Button variant="default" loading={isPending} onClick={decline}>
          {say('request.decline')}
        </Button>
        <Mute request={request} />
      </Group>
      <Text size="sm" className="quiet" mt={4}>
        {say('request.silence')}
      </Text>
      {open ? (
        <Choose
          request={request}
          schools={schools}
          busy={isPending}
          grant={(input) => act({ input: { requestId: request.id, decision: 'GRANT', ...input } })}
        />
      ) : null}
      {error ? <Fault error={error} /> : null}
    </>
  );
}

interface ChooseProps {
  readonly request: ShownRequest;
  readonly schools: Schools;
  readonly busy: boolean;
  readonly grant: (input: Answering) => void;
}

function Choose({ request, schools, busy, grant }: ChooseProps) {
  const say = useSay();
  const answering = useAnswering(request);
  const { items, facets, person, until } = answering;
  return (
    <Stack gap="sm" mt="md" component="section" aria-label={say('request.choose')}>
      <ItemTicks request={request} schools={schools} chosen={items} choose={answering.setItems} />
      <Ticks<Facet>
        legend={say('grant.parts')}
        all={offeredFacets(request, items)}
        chosen={facets}
        choose={answering.setFacets}
        fixed={['CORE']}
        name={(facet) => facetWords(say, facet, [...facets, facet])}
      />
      <Text size="sm" className="quiet">
        {say('request.core')}
      </Text>
      <Ticks<PersonFacet>
        legend={say('narrow.person')}
        all={request.personFacets}
        chosen={person}
        choose={answering.setPerson}
        name={(facet) => say(`person.${facet}`)}
      />
      <TextInput
        type="date"
        label={say('grant.until')}
        value={until}
        min={inDays(0)}
        max={answering.last}
        onChange={({ currentTarget }) => answering.setUntil(currentTarget.value)}
      />
      <Sure
        thought={needsThought(answering)}
        disabled={items.length === 0 || until === ''}
        busy={busy}
        label={say('request.grant')}
        act={() => grant(answering.input())}
      />
      {items.length === 0 ? <Text size="sm">{say('request.nothing-yet')}</Text> : null}
    </Stack>
  );
}

function ItemTicks({
  request: { items },
  schools,
  chosen,
  choose,
}: {
  readonly request: ShownRequest;
  readonly schools: Schools;
  readonly chosen: readonly number[];
  readonly choose: (chosen: readonly number[]) => void;
}) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  return (
    <fieldset className="ticks">
      <legend>{say('request.what')}</legend>
      {items.map((item, place) => (
        <Checkbox
          key={JSON.stringify(item)}
          label={scopeWords(say, language, [selectorOf(item)], { schools, forms })}
          checked={chosen.includes(place)}
          onChange={({ currentTarget: { checked } }) =>
            choose(checked ? [...chosen, place] : chosen.filter((one) => one !== place))
          }
        />
      ))}
    </fieldset>
  );
}

function Mute({ request: { grantee } }: { readonly request: ShownRequest }) {
  const say = useSay();
  const { act, isPending, isSuccess } = useAct(MuteGranteeDocument, ['requests']);
  return (
    <Button
      variant="subtle"
      loading={isPending}
      disabled={isSuccess}
      onClick={() => act({ grantee, muted: true })}
    >
      {isSuccess ? say('request.muted') : say('request.mute')}
    </Button>
  );
}
