import { useState } from 'react';
import { AddOwnRecordDocument, type OwnRecordInput } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';

/** Adds one thing, once: sent again after a failure it is still the same thing. */
export function useEntry(done: () => void) {
  const [key] = useState(() => crypto.randomUUID());
  const { act, isPending, error } = useAct(AddOwnRecordDocument, ['records', 'looks']);
  const add = (entry: Omit<OwnRecordInput, 'key'>) => act({ input: { key, ...entry } }, done);
  return { add, isPending, error };
}

/** Absent where nothing was typed. */
export const typed = (name: string, text: string): Readonly<Record<string, string>> =>
  text.trim() === '' ? {} : { [name]: text.trim() };
