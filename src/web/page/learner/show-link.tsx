import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { encodeQR } from 'qr';
import { useMemo } from 'react';
import { useSay } from '../texts/texts.js';
import type { MadeLink } from './new-link.js';

/** What the link leads by stands behind the #: no server on the way sees it. */
const addressOf = ({ secret, purpose }: MadeLink): string =>
  `${location.origin}/shared#${secret}.${purpose}`;

/** Shown once: nobody can find the secret again, we neither. */
export function ShowLink({
  link,
  another,
}: {
  readonly link: MadeLink;
  readonly another: () => void;
}) {
  const say = useSay();
  const address = addressOf(link);
  return (
    <Stack gap="sm" mt="md" component="section" aria-label={say('share.made')} className="card">
      <Text fw={600} role="status">
        {say('share.made')}
      </Text>
      <Text>{say('share.made.what')}</Text>
      <TextInput
        label={say('share.address')}
        value={address}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button onClick={copy}>{copied ? say('share.copied') : say('share.copy')}</Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={another}>
          {say('share.another')}
        </Button>
      </Group>
      <Square address={address} />
    </Stack>
  );
}

/** Dark on light whatever the colours of the page: phones read no other. */
export function Square({ address }: { readonly address: string }) {
  const say = useSay();
  const rows = useMemo(() => encodeQR(address, 'raw', { border: 3 }), [address]);
  const dots = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg
      className="square"
      role="img"
      aria-label={say('share.square')}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  );
}
