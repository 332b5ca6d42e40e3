import { Client } from 'pg';
import { vi } from 'vitest';

const textOf = (query: unknown): string => {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
};

/** The statements that reach the database while something is done, without those of the job queue. Nothing is replaced. */
export async function statementsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const seen = vi.spyOn(Client.prototype, 'query');
  try {
    await act();
    const texts = seen.mock.calls.map((call: readonly unknown[]) => textOf(call[0]));
    return texts.filter((text) => !text.includes('pgboss'));
  } finally {
    seen.mockRestore();
  }
}
