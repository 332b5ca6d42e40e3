import { Button, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { RemoveStepDocument, WithdrawStepDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Facts } from '../parts/facts.js';
import { Fault } from '../parts/fault.js';
import { SecondLook } from '../parts/second-look.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { canAsk } from './can.js';
import { Enrol } from './enrol.js';
import { Note } from './note.js';
import { stepFacts, warningsOf } from './step-words.js';
import { type OwnStep, touched } from './use-route.js';

interface StepCardProps {
  readonly step: OwnStep;
  readonly steps: readonly OwnStep[];
  readonly isEnrolling: boolean;
  /** The ways to move it. */
  readonly children: ReactNode;
}

/** One step: what, where, when, how far, and what there is to do about it. */
export function StepCard({ step, steps, isEnrolling, children }: StepCardProps) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const heading = useId();
  const { title, institution, offering, sentence, proposedBy, result } = step;
  return (
    <article className="card" aria-labelledby={heading}>
      <div className="step-head">
        <div>
          <Title order={3} size="h4" id={heading}>
            {offering === null ? (
              title
            ) : (
              <Link to="/route/offering/$id" params={{ id: offering.id }}>
                {title}
              </Link>
            )}
          </Title>
          <Text className="quiet">{institution?.name ?? say('step.own')}</Text>
        </div>
        {children}
      </div>
      <Text fw={600} mt="xs">
        {sentence}
      </Text>
      <Facts facts={stepFacts({ say, forms }, step)} />
      <Warnings sentences={warningsOf({ say, language }, step, steps)} />
      {proposedBy === null ? null : <Text>{say('step.proposed', { who: proposedBy })}</Text>}
      {result === null ? null : (
        <Text>
          <Link to="/results">{say('step.result', { title: result.title })}</Link>
        </Text>
      )}
      <Said request={step.request} />
      <Note id={step.id} title={title} note={step.note} />
      <Doing step={step} isEnrolling={isEnrolling} />
    </article>
  );
}

function Warnings({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="warnings">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** The host's own words, and where there is something to do. */
function Said({ request }: { readonly request: OwnStep['request'] }) {
  const say = useSay();
  if (request === null) return null;
  const { message, detail, redirect } = request;
  return (
    <>
      {[message, detail].map((text) =>
        text === null ? null : (
          <Text key={text}>
            {say('step.host-says')} <span className="said">{text}</span>
          </Text>
        ),
      )}
      {redirect === null ? null : (
        <Text>
          <a href={redirect} rel="noreferrer" target="_blank">
            {say('step.redirect')}
          </a>
        </Text>
      )}
    </>
  );
}

function Doing({ step, isEnrolling }: Pick<StepCardProps, 'step' | 'isEnrolling'>) {
  const say = useSay();
  const [isOpen, setOpen] = useState(isEnrolling);
  const removing = useAct(RemoveStepDocument, touched);
  const leaving = useAct(WithdrawStepDocument, touched);
  const { id, title, request } = step;
  const asks = canAsk(step);
  return (
    <>
      <Group mt="xs" gap="xs">
        {asks ? (
          <Button
            size="compact-sm"
            aria-expanded={isOpen}
            aria-label={say('enrol.open.what', { title })}
            onClick={() => setOpen(!isOpen)}
          >
            {say('enrol.open')}
          </Button>
        ) : null}
        {request?.canCallOff ? (
          <SecondLook
            label={say('step.call-off')}
            about={say('step.call-off.what', { title })}
            what={say('step.call-off.means')}
            busy={leaving.isPending}
            act={() => leaving.act({ id })}
          />
        ) : null}
        {request?.goesOn ? null : (
          <SecondLook
            label={say('step.remove')}
            about={say('step.remove.what', { title })}
            what={say('step.remove.means')}
            busy={removing.isPending}
            act={() => removing.act({ id })}
          />
        )}
      </Group>
      {leaving.error ? <Fault error={leaving.error} /> : null}
      {removing.error ? <Fault error={removing.error} bad={say('step.remove.asked')} /> : null}
      {asks && isOpen ? <Enrol step={id} title={title} /> : null}
    </>
  );
}
