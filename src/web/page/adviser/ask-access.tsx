import { Button, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  type Facet,
  type PersonFacet,
  type Purpose,
  type RecordType,
  RequestAccessDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';
import { Fault } from '../parts/fault.js';
import { facetWords } from '../parts/grant-words.js';
import { Ticks } from '../parts/ticks.js';
import { endOf, inDays } from '../texts/days.js';
import { useSay } from '../texts/texts.js';
import { recognising } from './recognising.js';

const types: readonly RecordType[] = [
  'RESULT',
  'DIPLOMA',
  'MICROCREDENTIAL',
  'CERTIFICATE',
  'ENROLMENT',
  'SKILL',
  'WORK_EXPERIENCE',
  'ROUTE',
];
const facets: readonly Facet[] = ['CORE', 'CREDITS', 'ASSESSMENT', 'EVIDENCE'];
const person: readonly PersonFacet[] = ['NAME', 'CONTACT', 'BIRTHDATE'];
const purposes: readonly Purpose[] = [
  'CAREER_GUIDANCE',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'INTERNSHIP',
  'EMPLOYMENT',
];

/** A learner's own address, as they gave it on paper, by mail or as a link to this page. */
function learnerIn(typed: string): string {
  const [, behind = typed] = /#to=(.*)$/.exec(typed.trim()) ?? [];
  try {
    return decodeURIComponent(behind).trim();
  } catch {
    return behind.trim();
  }
}

/** Asking a learner, whose address one was given, for what one needs and no more. */
export function AskAccess() {
  const say = useSay();
  const [sent, setSent] = useState(false);
  const { data: viewer } = useViewer();
  const isSchool = viewer?.kind === 'INSTITUTION';
  const first = isSchool ? recognising : 'CAREER_GUIDANCE';
  if (!sent) return <Form key={first} first={first} done={() => setSent(true)} />;
  return (
    <>
      <Title order={1}>{say('ask.sent')}</Title>
      <Text mt="sm" role="status">
        {say('ask.sent.what', { place: say(isSchool ? 'place.recognise' : 'place.learners') })}
      </Text>
      <Button mt="md" variant="default" onClick={() => setSent(false)}>
        {say('ask.another')}
      </Button>
    </>
  );
}

interface FormProps {
  /** What it is asked for, unless something else is chosen. */
  readonly first: Purpose;
  readonly done: () => void;
}

function Form({ first, done }: FormProps) {
  const say = useSay();
  const [learner, setLearner] = useState(() => learnerIn(location.hash));
  const [kinds, setKinds] = useState<readonly RecordType[]>([]);
  const [parts, setParts] = useState<readonly Facet[]>(['CORE']);
  const [about, setAbout] = useState<readonly PersonFacet[]>([]);
  const [purpose, setPurpose] = useState<Purpose>(first);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => inDays(90));
  const { act, isPending, error } = useAct(RequestAccessDocument, []);
  const complete = learner.trim() !== '' && kinds.length > 0 && reason.trim() !== '';
  const send = () =>
    act(
      {
        input: {
          learner: learnerIn(learner),
          purpose,
          reason: reason.trim(),
          until: endOf(until),
          personFacets: [...about],
          items: kinds.map((kind) => ({ recordTypes: [kind], facets: [...parts] })),
        },
      },
      done,
    );
  return (
    <Stack gap="sm" maw="36rem" component="form" onSubmit={(event) => event.preventDefault()}>
      <Title order={1}>{say('place.ask')}</Title>
      <Text>{say('ask.what')}</Text>
      <TextInput
        label={say('ask.learner')}
        description={say('ask.learner.what')}
        value={learner}
        autoComplete="off"
        required
        onChange={({ currentTarget }) => setLearner(currentTarget.value)}
      />
      <NativeSelect
        label={say('grant.why')}
        value={purpose}
        data={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setPurpose(purposes.find((one) => one === value) ?? purpose)
        }
      />
      <Ticks
        legend={say('ask.items')}
        all={types}
        chosen={kinds}
        choose={setKinds}
        name={(type) => say(`types.${type}`)}
      />
      <Ticks
        legend={say('grant.parts')}
        all={facets}
        chosen={parts}
        choose={setParts}
        fixed={['CORE']}
        name={(facet) => facetWords(say, facet, [...parts, facet])}
      />
      <Ticks
        legend={say('ask.person')}
        all={person}
        chosen={about}
        choose={setAbout}
        name={(facet) => say(`person.${facet}`)}
      />
      <Textarea
        label={say('ask.reason')}
        description={say('ask.reason.what')}
        value={reason}
        maxLength={500}
        rows={3}
        required
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <TextInput
        type="date"
        label={say('grant.until')}
        value={until}
        min={inDays(1)}
        max={inDays(729)}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <div>
        <Button disabled={!complete || until === ''} loading={isPending} onClick={send}>
          {say('ask.send')}
        </Button>
      </div>
      {complete ? null : <Text size="sm">{say('ask.incomplete')}</Text>}
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
