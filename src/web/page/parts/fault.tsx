import { Alert, Button, Stack } from '@mantine/core';
import { faultCodeOf } from '../ask/ask.js';
import { FileFault } from '../ask/files.js';
import { useSay } from '../texts/texts.js';

/** Why something is not there, in a sentence, and a way to try again. The rest of the page stays. */
export function Fault({
  error,
  again,
}: {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
}) {
  const say = useSay();
  return (
    <Alert color="red" role="alert" my="sm">
      <Stack gap="xs" align="flex-start">
        {error instanceof FileFault ? error.sentence : say(`fault.${faultCodeOf(error)}`)}
        {again ? (
          <Button size="compact-sm" variant="default" onClick={again}>
            {say('fault.retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
