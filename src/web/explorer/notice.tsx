import type { ReactNode } from 'react';

/** One sentence in the middle of the page. */
export function Notice({
  role = 'status',
  children,
}: {
  role?: 'status' | 'alert';
  children: ReactNode;
}) {
  return (
    <p className="notice" role={role}>
      {children}
    </p>
  );
}
