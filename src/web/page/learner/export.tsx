import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  ExportEverythingDocument,
  ExportOverviewDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useLanguage, useSay } from '../texts/texts.js';

/** Taking everything along: for another kluis, for oneself, or on paper. */
export function Export() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('place.export')}</Title>
      <Text mt="xs">{say('export.what')}</Text>
      <Everything />
      <Overview />
    </>
  );
}

/** Goes to a file: the browser keeps it, the page stays. */
function fetchFile(path: string): void {
  location.assign(path);
}

function Everything() {
  const say = useSay();
  const language = useLanguage();
  const [sentence, setSentence] = useState('');
  const { act, isPending, error } = useAct(ExportEverythingDocument, ['looks']);
  return (
    <section className="card" aria-labelledby="everything">
      <Title order={2} size="h3" id="everything">
        {say('export.everything')}
      </Title>
      <Text my="xs">{say('export.everything.what')}</Text>
      <Button
        loading={isPending}
        onClick={() =>
          act({ language }, ({ exportEverything }) => {
            setSentence(exportEverything.sentence);
            fetchFile(exportEverything.download);
          })
        }
      >
        {say('export.everything.do')}
      </Button>
      <Text role="status" mt="xs">
        {sentence}
      </Text>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}

function Overview() {
  const say = useSay();
  const language = useLanguage();
  const [sentence, setSentence] = useState('');
  const { act, isPending, error } = useAct(ExportOverviewDocument, ['looks']);
  return (
    <section className="card" aria-labelledby="overview">
      <Title order={2} size="h3" id="overview">
        {say('export.overview')}
      </Title>
      <Text my="xs">{say('export.overview.what')}</Text>
      <Button
        variant="default"
        loading={isPending}
        onClick={() =>
          act({ language }, ({ exportOverview }) => {
            setSentence(exportOverview.sentence);
            fetchFile(exportOverview.download);
          })
        }
      >
        {say('export.overview.do')}
      </Button>
      <Text role="status" mt="xs">
        {sentence}
      </Text>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
