import { Badge, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Proof } from './proof.js';
import { creditWords, gradeWords, type ShownRecord } from './record-words.js';

/** One thing that was learned: what, where, when, with what result, and who says so. */
export function RecordCard({
  record,
  children,
}: {
  readonly record: ShownRecord;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const forms = useForms();
  const { recordType, title, institution, issuedOn, status, credits } = record;
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
        <dt>{say('record.where')}</dt>
        <dd>{institution.name}</dd>
        <dt>{say('record.when')}</dt>
        <dd>{issuedOn === null ? say('record.no-date') : forms.date(issuedOn)}</dd>
        <dt>{say('record.grade')}</dt>
        <dd>{gradeWords(say, forms, record)}</dd>
        <dt>{say('record.load')}</dt>
        <dd>
          {creditWords(say, forms, record)}
          {credits.__typename === 'Credits' && credits.earned ? ` · ${say('record.earned')}` : ''}
        </dd>
      </dl>
      <Proof record={record} />
      {children}
    </article>
  );
}
