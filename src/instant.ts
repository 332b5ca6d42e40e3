import { z } from 'zod';

const Instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A moment as it was typed; now where none was. @throws Error in a sentence. */
export function instantIn(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const read = Instant.safeParse(text);
  if (read.success) return new Date(read.data);
  throw new Error('Say the moment as 2026-11-24 or 2026-11-24T03:00:00Z.');
}
