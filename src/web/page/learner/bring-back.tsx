import { Button, FileButton, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { bringFile } from '../ask/files.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

/** An archive that was taken along before, brought back. */
export function BringBack() {
  const say = useSay();
  const client = useQueryClient();
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: bringFile,
    onSuccess: () =>
      Promise.all(
        ['records', 'looks'].map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  });
  return (
    <section className="card" aria-labelledby="bring">
      <Title order={2} size="h3" id="bring">
        {say('bring.title')}
      </Title>
      <Text my="xs">{say('bring.what')}</Text>
      <FileButton accept="application/zip,.zip" onChange={(file) => file && mutate(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={isPending}>
            {say('bring.do')}
          </Button>
        )}
      </FileButton>
      <div role="status">
        {isPending ? <Text mt="xs">{say('bring.busy')}</Text> : null}
        {data?.map((sentence) => (
          <Text mt="xs" key={sentence}>
            {sentence}
          </Text>
        ))}
      </div>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
