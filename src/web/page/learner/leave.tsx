import { Anchor, Button, Checkbox, List, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  MyGrantsDocument,
  PauseAllDocument,
  RevokeGrantDocument,
} from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { Fault } from '../parts/fault.js';
import { isOver } from '../parts/grant-words.js';
import { useSay } from '../texts/texts.js';

/** First everything stands still, at once; then each yes is taken back, one by one. @returns how many there were. */
async function stopAll(): Promise<number> {
  await ask(PauseAllDocument, { paused: true });
  const { myGrants } = await ask(MyGrantsDocument, {});
  const standing = myGrants.nodes.filter((grant) => !isOver(grant));
  for (const { id } of standing) await ask(RevokeGrantDocument, { id });
  return standing.length;
}

/** Going away: with everything, and with nobody looking any more. */
export function Leave() {
  const say = useSay();
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: stopAll,
    onSettled: () =>
      Promise.all(
        ['grants', 'looks'].map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  });
  return (
    <section aria-labelledby="leave">
      <Title order={2} size="h3" mt="lg" id="leave">
        {say('leave.title')}
      </Title>
      <Text my="xs">{say('leave.what')}</Text>
      <List type="ordered" spacing="xs">
        <List.Item>
          {say('leave.take')}{' '}
          <Anchor component={Link} to="/export" underline="always">
            {say('place.export')}
          </Anchor>
        </List.Item>
        <List.Item>
          {say('leave.stop')}
          <Checkbox
            my="xs"
            label={say('leave.sure')}
            checked={sure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
          <Button
            color="red"
            variant="light"
            disabled={!sure}
            loading={isPending}
            onClick={() => mutate()}
          >
            {say('leave.stop.do')}
          </Button>
          <Text role="status" mt="xs">
            {data === undefined ? null : say('leave.stopped', { count: data })}
          </Text>
          {error ? <Fault error={error} /> : null}
        </List.Item>
        <List.Item>{say('leave.stays')}</List.Item>
      </List>
    </section>
  );
}
