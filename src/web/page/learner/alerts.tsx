import { Alert, Button, Group } from '@mantine/core';
import { DismissAlertDocument, MyAlertsDocument } from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

/** What may be news in the log, until it was seen. */
export function Alerts() {
  const say = useSay();
  const forms = useForms();
  const { data } = useAsk('alerts', MyAlertsDocument, { dismissed: false }, { every: 30_000 });
  const { act, isPending } = useAct(DismissAlertDocument, ['alerts']);
  const alerts = data?.myAlerts.nodes ?? [];
  if (alerts.length === 0) return null;
  return (
    <section aria-label={say('alerts.title')} className="alerts">
      {alerts.slice(0, 5).map(({ id, sentence, at }) => (
        <Alert role="note" key={id} color="yellow" mt="sm">
          <Group justify="space-between" gap="xs">
            <span>
              {sentence} <span className="quiet">({forms.moment(at)})</span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              loading={isPending}
              onClick={() => act({ id })}
            >
              {say('alerts.seen')}
            </Button>
          </Group>
        </Alert>
      ))}
    </section>
  );
}
