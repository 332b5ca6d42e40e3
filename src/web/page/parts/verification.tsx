import { Badge, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Fragment, useId } from 'react';
import {
  type CredentialVerdict,
  RecheckCredentialDocument,
  type RecheckCredentialMutation,
} from '../../../../schema/generated/graphql.js';
import { ask, type Manner } from '../ask/ask.js';
import { type Forms, useForms } from '../texts/forms.js';
import { type Say, useSay } from '../texts/texts.js';
import { Fault } from './fault.js';

export type Verification = NonNullable<RecheckCredentialMutation['recheckCredential']>;

/** With a sign and a word; the colour of the house stands with what is trusted, and carries nothing alone. */
const signs: Readonly<Record<CredentialVerdict, string>> = {
  TRUSTED: '✓✓',
  AUTHENTIC: '✓',
  REJECTED: '✕',
  UNDETERMINED: '?',
};

type Facts = readonly (readonly [string, string])[];

function factsOf(say: Say, forms: Forms, of: Verification, isOwn: boolean): Facts {
  const { proof, issuer, issuerName, period, status, statusAsOf, subject } = of;
  const seen =
    statusAsOf === null ? '' : `, ${say('verified.as-of', { moment: forms.moment(statusAsOf) })}`;
  return [
    [say('verified.proof'), say(`verified.proof.${proof}`)],
    [say('verified.issuer'), say(`verified.issuer.${issuer}`, { name: issuerName ?? '' })],
    [say('verified.period'), say(`verified.period.${period}`)],
    [say('verified.status'), `${say(`verified.status.${status}`)}${seen}`],
    [say(isOwn ? 'verified.subject.own' : 'verified.subject'), say(`verified.subject.${subject}`)],
  ];
}

function Verdict({ of: { verdict } }: { readonly of: Verification }) {
  const say = useSay();
  return (
    <Badge
      color="kluis"
      variant={verdict === 'TRUSTED' ? 'light' : 'default'}
      tt="none"
      leftSection={<span aria-hidden="true">{signs[verdict]}</span>}
    >
      {say(`verdict.${verdict}`)}
    </Badge>
  );
}

/** Check by check, and of each that did not succeed what it means. */
function Checks({ of, isOwn }: { readonly of: Verification; readonly isOwn: boolean }) {
  const say = useSay();
  const forms = useForms();
  return (
    <>
      <p>{say(`verdict.${of.verdict}.what`, { name: of.issuerName ?? '' })}</p>
      <dl className="facts">
        {factsOf(say, forms, of, isOwn).map(([name, fact]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
      </dl>
      {of.reasons.length === 0 ? null : (
        <ul className="reasons">
          {of.reasons.map(({ sentence, meaning }) => (
            <li key={sentence}>
              {sentence}
              <details>
                <summary>
                  <span className="more">{say('proof.meaning')}</span>
                </summary>
                <p>{meaning}</p>
              </details>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Of something of one's own that is not kept yet: all of it at once. */
export function VerificationReport({ of }: { readonly of: Verification }) {
  const say = useSay();
  const id = useId();
  return (
    <section aria-labelledby={id} className="verification">
      <Text mt="xs" fw={600} id={id}>
        {say('verified.title')}
      </Text>
      <Verdict of={of} />
      <Checks of={of} isOwn />
    </section>
  );
}

interface VerificationProps {
  readonly of: Verification;
  readonly record: { readonly id: string; readonly title: string };
  /** As what to ask it again; absent: whoever looks cannot. */
  readonly recheck: Manner | undefined;
  /** It is whoever looks that it has to be about. */
  readonly isOwn: boolean;
}

/** What comes of the credential of a record, in a word; check by check one click away. */
export function VerificationLine({ of, record, recheck, isOwn }: VerificationProps) {
  const say = useSay();
  const again = useMutation({
    mutationFn: (manner: Manner) => ask(RecheckCredentialDocument, { record: record.id }, manner),
  });
  const now = again.data?.recheckCredential ?? of;
  return (
    <details className="proof">
      <summary>
        <Verdict of={now} /> <span className="more">{say('proof.meaning')}</span>
      </summary>
      <Checks of={now} isOwn={isOwn} />
      {recheck === undefined ? null : (
        <Button
          variant="default"
          size="compact-sm"
          loading={again.isPending}
          aria-label={say('verified.again.what', { title: record.title })}
          onClick={() => again.mutate(recheck)}
        >
          {say('verified.again')}
        </Button>
      )}
      <Text role="status" size="sm" className="quiet">
        {again.isSuccess ? say('verified.again.done') : ''}
      </Text>
      {again.error ? <Fault error={again.error} /> : null}
    </details>
  );
}
