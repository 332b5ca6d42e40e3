import { Button, FileButton, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import {
  AwardFromFileDocument,
  AwardsTemplateDocument,
} from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from '../ask/ask.js';
import { base64Of } from '../ask/base64.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { saveText } from '../parts/save.js';
import { useSay } from '../texts/texts.js';
import { AwardReports } from './award-reports.js';

/** Bytes; what is larger is not even sent. */
const mostBytes = 5_000_000;

async function lookInto(file: File) {
  if (file.size > mostBytes) throw new AskFault('COST_LIMIT');
  const document = { content: await base64Of(file) };
  const { awardFromFile } = await ask(AwardFromFileDocument, { document, dryRun: true });
  return { name: file.name, document, reports: awardFromFile };
}
const saveTemplate = async () => {
  const { awardsTemplate } = await ask(AwardsTemplateDocument, {});
  saveText('leerkluis-microcredentials.csv', awardsTemplate);
};

/** A table of microcredentials: looked into first, row by row, and only then given. */
export function AwardFile() {
  const say = useSay();
  const template = useMutation({ mutationFn: saveTemplate });
  const look = useMutation({ mutationFn: lookInto });
  const giving = useAct(AwardFromFileDocument, ['given']);
  const { data: seen } = look;
  const open = (file: File | null) => {
    giving.reset();
    if (file !== null) look.mutate(file);
  };
  const give = () => {
    if (seen !== undefined) giving.act({ document: seen.document }, () => look.reset());
  };
  const isAnyRight = seen?.reports.some(({ outcome }) => outcome !== 'REFUSED') ?? false;
  return (
    <section aria-labelledby="by-file">
      <Title order={2} size="h3" mt="lg" id="by-file">
        {say('give.file')}
      </Title>
      <Text className="quiet">{say('give.file.what')}</Text>
      <Group mt="xs" gap="xs">
        <FileButton onChange={open} accept=".csv,text/csv">
          {(props) => (
            <Button {...props} variant="default" loading={look.isPending}>
              {say('send.choose')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" loading={template.isPending} onClick={() => template.mutate()}>
          {say('send.template')}
        </Button>
      </Group>
      {[template.error, look.error, giving.error].map((error) =>
        error ? <Fault key={error.message} error={error} /> : null,
      )}
      <div role="status">
        {giving.data ? <AwardReports reports={giving.data.awardFromFile} /> : null}
      </div>
      {seen === undefined ? null : (
        <div className="card">
          <Title order={3} size="h4">
            {say('send.look', { name: seen.name })}
          </Title>
          <AwardReports reports={seen.reports} />
          <Button mt="sm" disabled={!isAnyRight} loading={giving.isPending} onClick={give}>
            {say('give.give')}
          </Button>
        </div>
      )}
    </section>
  );
}
