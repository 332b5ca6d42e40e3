import { encodeQR } from 'qr';
import { useMemo } from 'react';

/** Dark on light whatever the colours of the page: phones read no other. */
export function Square({ address, label }: { readonly address: string; readonly label: string }) {
  const rows = useMemo(() => encodeQR(address, 'raw', { border: 3 }), [address]);
  const dots = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])),
  );
  return (
    <svg
      className="square"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  );
}
