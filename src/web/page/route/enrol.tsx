import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import {
  EnrolAgreementDocument,
  type EnrolAgreementQuery,
  EnrolStepDocument,
} from '../../../../schema/generated/graphql.js';
import { post } from '../ask/post.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import { touched } from './use-route.js';

/** Where somebody gives permission to ask in their name, and the step they come back to. */
const doorFor = (step: string): string =>
  `/account/enrol/eduid?return=${encodeURIComponent(`/route?enrol=${encodeURIComponent(step)}`)}`;

/** What somebody agrees to, and then the question for a place. */
export function Enrol({ step, title }: { readonly step: string; readonly title: string }) {
  const say = useSay();
  const answer = useAsk('enrol', EnrolAgreementDocument, { step });
  const place = useRef<HTMLElement>(null);
  const heading = useId();
  useEffect(() => place.current?.focus(), []);
  return (
    <section className="fields" aria-labelledby={heading} tabIndex={-1} ref={place}>
      <Title order={4} id={heading}>
        {say('enrol.title', { title })}
      </Title>
      {answer.error ? (
        <Fault error={answer.error} bad={say('enrol.cannot')} />
      ) : (
        <Answer of={answer}>{({ enrolAgreement }) => <Agree agreement={enrolAgreement} />}</Answer>
      )}
    </section>
  );
}

function Agree({ agreement }: { readonly agreement: EnrolAgreementQuery['enrolAgreement'] }) {
  const say = useSay();
  const { step, host, sentences, authorised } = agreement;
  const [agreed, setAgreed] = useState(false);
  const asking = useAct(EnrolStepDocument, [...touched, 'grants', 'enrol']);
  return (
    <Stack gap="sm" align="flex-start">
      <ul className="short">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {authorised ? (
        <>
          <Checkbox
            label={say('enrol.agree')}
            checked={agreed}
            onChange={({ currentTarget: { checked } }) => setAgreed(checked)}
          />
          <Button
            disabled={!agreed}
            loading={asking.isPending}
            onClick={() => asking.act({ input: { step, agreed } })}
          >
            {say('enrol.ask', { school: host.name })}
          </Button>
        </>
      ) : (
        <Permission step={step} />
      )}
      <Text role="status">{asking.data?.enrolStep.sentence ?? ''}</Text>
      {asking.error ? <Fault error={asking.error} bad={say('enrol.cannot')} /> : null}
    </Stack>
  );
}

/** Away to where one signs in, and back to this step. */
function Permission({ step }: { readonly step: string }) {
  const say = useSay();
  const leaving = useMutation({
    mutationFn: () => post(doorFor(step)),
    onSuccess: (next) => {
      if (next !== undefined) location.assign(next);
    },
  });
  return (
    <>
      <Text>{say('enrol.first')}</Text>
      <Button loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {say('enrol.permission')}
      </Button>
      {leaving.error ? <Fault error={leaving.error} /> : null}
    </>
  );
}
