import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  ExportEverythingDocument,
  ExportOverviewDocument,
} from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { takeFile } from '../ask/files.js';
import { Fault } from '../parts/fault.js';
import { saveFile } from '../parts/save.js';
import { type Language, languageNow } from '../texts/language.js';
import { useSay } from '../texts/texts.js';
import { BringBack } from './bring-back.js';

/** Taking everything along: for another kluis, for oneself, or on paper; and the way back. */
export function Export() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('place.export')}</Title>
      <Text mt="xs">{say('export.what')}</Text>
      <Take kind="everything" variant="filled" file={everything} />
      <Take kind="overview" variant="default" file={overview} />
      <BringBack />
    </>
  );
}

interface Ready {
  readonly download: string;
  readonly sentence: string;
}
type Ask = (language: Language) => Promise<Ready>;

const everything: Ask = async (language) =>
  (await ask(ExportEverythingDocument, { language })).exportEverything;
const overview: Ask = async (language) =>
  (await ask(ExportOverviewDocument, { language })).exportOverview;

interface TakeProps {
  readonly kind: 'everything' | 'overview';
  readonly variant: 'filled' | 'default';
  readonly file: Ask;
}

/** Has a file made, and gives it: the page stays, also when it could not be made. */
function Take({ kind, variant, file: makes }: TakeProps) {
  const say = useSay();
  const client = useQueryClient();
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: async () => {
      const { download, sentence } = await makes(languageNow());
      const { name, file } = await takeFile(download);
      saveFile(name, file);
      return sentence;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['looks'] }),
  });
  return (
    <section className="card" aria-labelledby={kind}>
      <Title order={2} size="h3" id={kind}>
        {say(`export.${kind}`)}
      </Title>
      <Text my="xs">{say(`export.${kind}.what`)}</Text>
      <Button variant={variant} loading={isPending} onClick={() => mutate()}>
        {say(`export.${kind}.do`)}
      </Button>
      <Text role="status" mt="xs">
        {isPending ? say('export.busy') : data}
      </Text>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
