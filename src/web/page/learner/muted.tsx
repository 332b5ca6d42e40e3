import { Button, Group, Title } from '@mantine/core';
import { MuteGranteeDocument } from '../../../../schema/generated/graphql.js';
import { useRequests } from '../ask/requests.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

/** Of whom somebody wants to hear nothing, and the way back from it. */
export function Muted() {
  const say = useSay();
  const { data } = useRequests();
  const { act, isPending, error } = useAct(MuteGranteeDocument, ['requests', 'looks']);
  const muted = data?.myRequests.mutedGrantees ?? [];
  if (muted.length === 0) return null;
  return (
    <section aria-labelledby="muted">
      <Title order={2} size="h3" mt="lg" id="muted">
        {say('muted.title')}
      </Title>
      <ul className="cards">
        {muted.map(({ grantee, name }) => {
          const who = name ?? say('grantee.PERSON');
          return (
            <li key={grantee} className="card">
              <Group justify="space-between">
                <span>{who}</span>
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={isPending}
                  aria-label={say('muted.undo.who', { who })}
                  onClick={() => act({ grantee, muted: false })}
                >
                  {say('muted.undo')}
                </Button>
              </Group>
            </li>
          );
        })}
      </ul>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
