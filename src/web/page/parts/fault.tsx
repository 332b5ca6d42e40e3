import { Alert, Button, Stack } from '@mantine/core';
import { faultCodeOf } from '../ask/ask.js';
import { FileFault } from '../ask/files.js';
import { useSay } from '../texts/texts.js';

/** Why something is not there, in a sentence, and a way to try again. The rest of the page stays. */
export function Fault({
  error,
  again,
  bad,
  often,
}: {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
  /** What it means here that what was asked cannot be; absent: something that was filled in is not right. */
  readonly bad?: string;
  /** What it means here that it was asked too often; absent: too much in a row. */
  readonly often?: string;
}) {
  const say = useSay();
  const code = faultCodeOf(error);
  const here = code === 'BAD_INPUT' ? bad : code === 'RATE_LIMITED' ? often : undefined;
  const words = here ?? say(`fault.${code}`);
  return (
    <Alert color="red" role="alert" my="sm">
      <Stack gap="xs" align="flex-start">
        {error instanceof FileFault ? error.sentence : words}
        {again ? (
          <Button size="compact-sm" variant="default" onClick={again}>
            {say('fault.retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
