import { Button, FileButton, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  PreviewResultsDocument,
  ResultsTemplateDocument,
  SendResultsDocument,
} from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from '../ask/ask.js';
import { base64Of } from '../ask/base64.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { saveText } from '../parts/save.js';
import { useSay } from '../texts/texts.js';
import { type FileReport, RowReports } from './row-reports.js';

/** Bytes; what is larger is not even sent. */
const mostBytes = 5_000_000;

async function lookInto(file: File) {
  if (file.size > mostBytes) throw new AskFault('COST_LIMIT');
  const content = await base64Of(file);
  const { previewResults: report } = await ask(PreviewResultsDocument, { document: { content } });
  return { name: file.name, content, report };
}
const saveTemplate = async () => {
  const { resultsTemplate } = await ask(ResultsTemplateDocument, {});
  saveText('leerkluis-resultaten.csv', resultsTemplate.text);
};

const goes = ({ rows }: FileReport): number =>
  rows.filter(({ outcome }) => outcome === 'NEW' || outcome === 'SET_ASIDE').length;

/** A clerk chooses a file, sees row by row what would come of it, and only then sends it. */
export function SendResults() {
  const say = useSay();
  const [sent, setSent] = useState<FileReport>();
  const template = useMutation({ mutationFn: saveTemplate });
  const look = useMutation({ mutationFn: lookInto });
  const sending = useAct(SendResultsDocument, ['deliveries', 'quarantine']);
  const { data: seen } = look;
  const open = (file: File | null) => {
    setSent(undefined);
    if (file !== null) look.mutate(file);
  };
  const send = () => {
    if (seen === undefined) return;
    sending.act({ document: { content: seen.content } }, ({ sendResults }) => {
      setSent(sendResults);
      look.reset();
    });
  };
  return (
    <>
      <Title order={1}>{say('place.send')}</Title>
      <Text mt="xs">{say('send.what')}</Text>
      <Group mt="md" gap="xs">
        <FileButton onChange={open} accept=".csv,.json,text/csv,application/json">
          {(props) => (
            <Button {...props} loading={look.isPending}>
              {say('send.choose')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" loading={template.isPending} onClick={() => template.mutate()}>
          {say('send.template')}
        </Button>
      </Group>
      <div role="status">
        {look.isPending ? <Text mt="xs">{say('file.busy')}</Text> : null}
        {sent === undefined ? null : (
          <Text mt="sm" fw={600}>
            {say('send.sent')}
          </Text>
        )}
      </div>
      {[template.error, look.error, sending.error].map((error) =>
        error ? <Fault key={error.message} error={error} /> : null,
      )}
      {sent === undefined ? null : <RowReports rows={sent.rows} />}
      {seen === undefined ? null : (
        <Look
          name={seen.name}
          report={seen.report}
          isBusy={sending.isPending}
          send={send}
          drop={() => look.reset()}
        />
      )}
    </>
  );
}

interface LookProps {
  readonly name: string;
  readonly report: FileReport;
  readonly isBusy: boolean;
  readonly send: () => void;
  readonly drop: () => void;
}

function Look({ name, report, isBusy, send, drop }: LookProps) {
  const say = useSay();
  return (
    <section className="card" aria-labelledby="send-look">
      <Title order={2} size="h3" id="send-look">
        {say('send.look', { name })}
      </Title>
      {report.refusal === null ? (
        <RowReports rows={report.rows} />
      ) : (
        <Text mt="xs">{report.refusal.sentence}</Text>
      )}
      <Group mt="sm" gap="xs">
        {report.refusal === null ? (
          <Button loading={isBusy} disabled={goes(report) === 0} onClick={send}>
            {say('send.send')}
          </Button>
        ) : null}
        <Button variant="default" onClick={drop}>
          {say('send.drop')}
        </Button>
      </Group>
    </section>
  );
}
