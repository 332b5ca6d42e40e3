import { Badge, Group, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Manner } from '../ask/ask.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Proof } from './proof.js';
import type { Decided } from './recognition-words.js';
import { factsOf, type LeftOut, type ShownRecord } from './record-words.js';
import { VerificationLine } from './verification.js';

/** One thing that was learned: what, where, when, with what result, and who says so. */
export function RecordCard({
  record,
  recheck,
  isOwn = false,
  leftOut,
  children,
}: {
  readonly record: ShownRecord & Decided & { readonly withdrawalReason?: string | null };
  /** As what whoever looks may have its credential checked again; absent: they cannot. */
  readonly recheck?: Manner;
  /** Of whoever looks. */
  readonly isOwn?: boolean;
  /** Why it is in no total, where it was earned. */
  readonly leftOut?: LeftOut | undefined;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const forms = useForms();
  const { recordType, title, status, withdrawalReason, institution, verification } = record;
  return (
    <article className="card">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {title}
        </Title>
        <Group gap={6}>
          {status === 'WITHDRAWN' ? (
            <Badge color="red" variant="light" tt="none">
              {say('record.withdrawn')}
            </Badge>
          ) : null}
          <Badge variant="default" tt="none">
            {say(record.recognition ? 'type.RECOGNITION' : `type.${recordType}`)}
          </Badge>
        </Group>
      </Group>
      <dl className="facts">
        {factsOf(say, forms, record, leftOut).map(([name, fact]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
      </dl>
      {withdrawalReason == null ? null : (
        <p>
          {say('record.withdrawn.why', { institution: institution.name, reason: withdrawalReason })}
        </p>
      )}
      <Proof record={record} />
      {verification === null ? null : (
        <VerificationLine of={verification} record={record} recheck={recheck} isOwn={isOwn} />
      )}
      {children}
    </article>
  );
}
