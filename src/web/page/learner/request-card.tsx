import { Badge, Group, Text, Title } from '@mantine/core';
import { type Schools, scopeWords, whoWords } from '../parts/grant-words.js';
import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type ShownRequest, selectorOf } from './asked.js';
import { RequestAnswer } from './request-answer.js';

/** Somebody who wants to look: who, why, in their words and in ours, and room to say yes to part of it, or no. */
export function RequestCard({
  request,
  schools,
}: {
  readonly request: ShownRequest;
  readonly schools: Schools;
}) {
  const say = useSay();
  const forms = useForms();
  const { granteeName, organisation, clientOrigin, purpose, reason, until, retentionDays } =
    request;
  const who = whoWords(say, {
    granteeKind: 'PERSON',
    granteeName,
    granteeOrganisation: organisation,
  });
  return (
    <article className="card" aria-label={who}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {say('request.who', { who })}
        </Title>
        {organisation?.verified ? (
          <Badge variant="light" tt="none">
            {say('grantee.verified')}
          </Badge>
        ) : (
          <Badge color="orange" variant="light" tt="none">
            {say('grantee.unverified')}
          </Badge>
        )}
      </Group>
      {organisation?.verified ? null : (
        <Text className="quiet">{say('grantee.unverified.what')}</Text>
      )}
      <dl className="facts">
        <dt>{say('grant.why')}</dt>
        <dd>{say(`purpose.${purpose}`)}</dd>
        <dt>{say('request.reason')}</dt>
        <dd className="said">{reason}</dd>
        <dt>{say('grant.what')}</dt>
        <dd>
          <Items request={request} schools={schools} />
        </dd>
        <dt>{say('grant.until')}</dt>
        <dd>{forms.momentDay(until)}</dd>
        {retentionDays === null ? null : (
          <>
            <dt>{say('request.keeps')}</dt>
            <dd>{say('request.keeps.days', { days: retentionDays })}</dd>
          </>
        )}
        {clientOrigin === null ? null : (
          <>
            <dt>{say('request.app')}</dt>
            <dd>{clientOrigin}</dd>
          </>
        )}
      </dl>
      <RequestAnswer request={request} schools={schools} />
    </article>
  );
}

function Items({
  request: { items },
  schools,
}: {
  readonly request: ShownRequest;
  readonly schools: Schools;
}) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  return (
    <ul className="plain">
      {items.map((item) => (
        <li key={JSON.stringify(item)}>
          {scopeWords(say, language, [selectorOf(item)], { schools, forms })}
          {item.required ? ` (${say('request.required')})` : ''}
        </li>
      ))}
    </ul>
  );
}
