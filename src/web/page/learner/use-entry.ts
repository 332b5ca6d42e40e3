import { useState } from 'react';
import {
  AddOwnRecordDocument,
  ChangeOwnRecordDocument,
  type OwnRecordInput,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import type { OwnEntry } from './own-words.js';

export interface EntryProps {
  readonly done: () => void;
  /** What is changed; absent: something new. */
  readonly from?: OwnEntry | undefined;
}

const touched = ['records', 'looks'];

/** Adds one thing, or says it anew, once: sent again after a failure it is still the same wish. */
export function useEntry({ done, from }: EntryProps) {
  const [key] = useState(() => crypto.randomUUID());
  const adding = useAct(AddOwnRecordDocument, touched);
  const changing = useAct(ChangeOwnRecordDocument, touched);
  const send = (entry: Omit<OwnRecordInput, 'key'>) => {
    const input = { key, ...entry };
    if (from === undefined) adding.act({ input }, done);
    else changing.act({ id: from.id, input }, done);
  };
  return {
    send,
    isNew: from === undefined,
    busy: adding.isPending || changing.isPending,
    error: adding.error ?? changing.error,
  };
}

/** What stands in the fields of a form, and a way to change one of them. */
export function useWords<Words>(first: () => Words) {
  const [words, setWords] = useState(first);
  const set = (changed: Partial<Words>) => setWords((before) => ({ ...before, ...changed }));
  return [words, set] as const;
}
