import { Text, Title } from '@mantine/core';
import { TakeBackLeaveDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { SecondLook } from '../parts/second-look.js';
import { useSay } from '../texts/texts.js';

/** That schools are asked for places in their name, and an end to that; nothing is said where they never let us. */
export function LetsAsk({ letsAsk }: { readonly letsAsk: boolean }) {
  const say = useSay();
  const { act, isPending, error } = useAct(TakeBackLeaveDocument, ['account', 'enrol']);
  if (!letsAsk) return null;
  return (
    <section aria-labelledby="lets-ask">
      <Title order={2} size="h3" mt="lg" id="lets-ask">
        {say('account.lets-ask')}
      </Title>
      <Text my="xs">{say('account.lets-ask.what')}</Text>
      <SecondLook
        label={say('account.lets-ask.stop')}
        about={say('account.lets-ask.stop.what')}
        what={say('account.lets-ask.stop.means')}
        busy={isPending}
        act={() => act({})}
      />
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
