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
  const days = useAsk('looks', MyLogByDayDocument, { first: 100 }, { every: 20_000 });
  return (
    <Answer of={days}>
      {({ myLogByDay: { nodes } }) =>
        nodes.length === 0 ? (
          <Text my="lg">{say('looks.none')}</Text>
        ) : (
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
        )
      }
    </Answer>
  );
}

function Lines() {
  const say = useSay();
  const forms = useForms();
  const log = useAsk('looks', MyAccessLogDocument, { first: 200 }, { every: 20_000 });
  return (
    <Answer of={log}>
      {({ myAccessLog: { nodes, strangersRefused } }) => (
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
        </>
      )}
    </Answer>
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
  const [asked, setAsked] = useState(false);
  const proof = useAsk('verify', VerifyMyLogDocument, {}, { enabled: asked });
  return (
    <>
      <Button variant="default" loading={proof.isFetching} onClick={() => setAsked(true)}>
        {say('looks.check')}
      </Button>
      {proof.data ? <Text role="status">{proof.data.verifyMyLog.sentence}</Text> : null}
      {proof.error ? <Fault error={proof.error} /> : null}
    </>
  );
}
