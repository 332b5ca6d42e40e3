import { Button, FileButton, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import {
  DocumentAtDocument,
  ImportDocumentDocument,
  PreviewDocumentDocument,
} from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from '../ask/ask.js';
import { base64Of } from '../ask/base64.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import { AddAddress } from './add-address.js';
import { FilePreview } from './file-preview.js';

/** Bytes; what is larger is not even sent. */
const mostBytes = 5_000_000;

/** @param from a file, or the address where it stands. */
async function lookInto(from: File | string) {
  if (typeof from === 'string') {
    const { content, report } = (await ask(DocumentAtDocument, { address: from })).documentAt;
    return {
      name: URL.canParse(from) ? new URL(from).hostname : from,
      content: content ?? '',
      report,
    };
  }
  const file = from;
  if (file.size > mostBytes) throw new AskFault('COST_LIMIT');
  const content = await base64Of(file);
  const { previewDocument: report } = await ask(PreviewDocumentDocument, { document: { content } });
  return { name: file.name, content, report };
}

/** A file that somebody holds: first what it is and what it would bring, and only then is anything kept. */
export function AddFile() {
  const say = useSay();
  const [isOver, setOver] = useState(false);
  const [kept, setKept] = useState<number>();
  const look = useMutation({ mutationFn: lookInto });
  const keeping = useAct(ImportDocumentDocument, ['records', 'looks']);
  const busy = look.isPending || keeping.isPending;
  const open = (from: File | string | null | undefined) => {
    if (busy) return;
    setKept(undefined);
    if (from) look.mutate(from);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    open(event.dataTransfer.files[0]);
  };
  const { data: seen } = look;
  const keep = (items: readonly string[]) => {
    if (seen === undefined) return;
    const input = { document: { content: seen.content }, keep: [...items] };
    keeping.act({ input }, ({ importDocument }) => {
      setKept(importDocument.kept);
      look.reset();
    });
  };
  return (
    <section
      className={isOver ? 'card aimed' : 'card'}
      aria-labelledby="add-file"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Title order={2} size="h3" id="add-file">
        {say('file.title')}
      </Title>
      <Text my="xs">{say('file.what')}</Text>
      <FileButton onChange={open}>
        {(props) => (
          <Button {...props} variant="default" loading={look.isPending}>
            {say('file.choose')}
          </Button>
        )}
      </FileButton>
      <AddAddress busy={busy} look={open} />
      <div role="status">
        {look.isPending ? <Text mt="xs">{say('file.busy')}</Text> : null}
        {kept === undefined ? null : (
          <Text mt="sm" fw={600}>
            {say('file.kept', { count: kept })}
          </Text>
        )}
      </div>
      {look.error ? <Fault error={look.error} /> : null}
      {seen === undefined ? null : (
        <FilePreview
          key={`${seen.name} ${seen.content}`}
          name={seen.name}
          report={seen.report}
          busy={keeping.isPending}
          keep={keep}
          drop={() => look.reset()}
        />
      )}
      {keeping.error ? <Fault error={keeping.error} /> : null}
    </section>
  );
}
