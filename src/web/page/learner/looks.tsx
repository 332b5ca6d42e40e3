import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  ExportMyLogDocument,
  MyAccessLogDocument,
  MyLogByDayDocument,
  VerifyMyLogDocument,
} from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { useAsk } from '../ask/use-ask.js';
import { usePages } from '../ask/use-pages.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { saveText } from '../parts/save.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Alerts } from './alerts.js';

/** Who looked at what, when and why; refused tries too. */
export function Looks() {
  const say = useSay();
  const [lines, setLines] = useState(false);
  return (
    <>
      <Title order={1}>{say('place.looks')}</Title>
      <Text mt="xs">{say('looks.what')}</Text>
      <Alerts />
      <Group mt="md" gap="xs">
        <Button variant="default" aria-pressed={lines} onClick={() => setLines(!lines)}>
          {lines ? say('looks.by-day') : say('looks.by-line')}
        </Button>
        <Save />
        <Check />
      </Group>
      {lines ? <Lines /> : <Days />}
    </>
  );
}

function Days() {
  const say = useSay();
  const forms = useForms();
  const days = usePages('looks', MyLogByDayDocument, 100, ({ myLogByDay }) => myLogByDay);
  return (
    <Answer of={days}>
      {({ nodes }) =>
        nodes.length === 0 ? (
          <Text my="lg">{say('looks.none')}</Text>
        ) : (
          <>
            <Table.ScrollContainer minWidth={0} mt="md">
              <Table striped verticalSpacing="sm" className="stacks">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{say('looks.day')}</Table.Th>
                    <Table.Th scope="col">{say('looks.happened')}</Table.Th>
                    <Table.Th scope="col">{say('looks.why')}</Table.Th>
                    <Table.Th scope="col">{say('looks.last')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {nodes.map(({ day, actor, client, purpose, sentence, lastAt }) => (
                    <Table.Tr key={`${day} ${actor} ${client} ${purpose}`}>
                      <Table.Td data-label={say('looks.day')}>{forms.date(day)}</Table.Td>
                      <Table.Td data-label={say('looks.happened')}>{sentence}</Table.Td>
                      <Table.Td data-label={say('looks.why')}>{say(`purpose.${purpose}`)}</Table.Td>
                      <Table.Td data-label={say('looks.last')}>{forms.time(lastAt)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            <More of={days} />
          </>
        )
      }
    </Answer>
  );
}

function Lines() {
  const say = useSay();
  const forms = useForms();
  const log = usePages('looks', MyAccessLogDocument, 200, ({ myAccessLog }) => myAccessLog);
  return (
    <Answer of={log}>
      {({ nodes, strangersRefused }) => (
        <>
          {strangersRefused > 0 ? (
            <Text mt="md">{say('looks.strangers', { count: strangersRefused })}</Text>
          ) : null}
          <ol className="lines">
            {nodes.map(({ seq, at, sentence, purpose }) => (
              <li key={seq}>
                <time dateTime={at}>{forms.moment(at)}</time>
                <span>
                  {sentence}
                  {purpose === null || purpose === 'SELF_USE'
                    ? ''
                    : ` (${say(`purpose.${purpose}`)})`}
                </span>
              </li>
            ))}
          </ol>
          <More of={log} />
        </>
      )}
    </Answer>
  );
}

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** What is older. */
function More({ of }: { readonly of: Pages }) {
  const say = useSay();
  if (!of.hasNextPage) return null;
  return (
    <Button
      mt="md"
      variant="default"
      loading={of.isFetchingNextPage}
      onClick={() => void of.fetchNextPage()}
    >
      {say('looks.more')}
    </Button>
  );
}

/** The whole log as a file that anybody can check. */
function Save() {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { exportMyLog } = await ask(ExportMyLogDocument, {});
      saveText('leerkluis-log.jsonl', exportMyLog);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void save()}>
        {say('looks.save')}
      </Button>
      {error === undefined ? null : <Fault error={error} />}
    </>
  );
}

function Check() {
  const say = useSay();
  const proof = useAsk('verify', VerifyMyLogDocument, {}, { enabled: false });
  return (
    <>
      <Button variant="default" loading={proof.isFetching} onClick={() => void proof.refetch()}>
        {say('looks.check')}
      </Button>
      {proof.data ? <Text role="status">{proof.data.verifyMyLog.sentence}</Text> : null}
      {proof.error ? <Fault error={proof.error} /> : null}
    </>
  );
}
