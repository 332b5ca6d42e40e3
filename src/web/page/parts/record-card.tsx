import { Badge, Group, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Proof } from './proof.js';
import { factsOf, type ShownRecord } from './record-words.js';

/** One thing that was learned: what, where, when, with what result, and who says so. */
export function RecordCard({
  record,
  children,
}: {
  readonly record: ShownRecord & { readonly withdrawalReason?: string | null };
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const forms = useForms();
  const { recordType, title, status, withdrawalReason, institution } = record;
  return (
    <article className="card">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {title}
        </Title>
        <Group gap={6}>
          {status === 'WITHDRAWN' ? (
            <Badge color="red" tt="none">
              {say('record.withdrawn')}
            </Badge>
          ) : null}
          <Badge variant="default" tt="none">
            {say(`type.${recordType}`)}
          </Badge>
        </Group>
      </Group>
      <dl className="facts">
        {factsOf(say, forms, record).map(([name, fact]) => (
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
      {children}
    </article>
  );
}
