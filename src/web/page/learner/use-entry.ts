import { useState } from 'react';
import {
  AddOwnRecordDocument,
  ChangeOwnRecordDocument,
  type OwnEntryRecordFragment,
  type OwnRecordInput,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';

/** An entry as it stands. */
export type OwnEntry = OwnEntryRecordFragment;

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
  const say = (entry: Omit<OwnRecordInput, 'key'>) => {
    const input = { key, ...entry };
    if (from === undefined) adding.act({ input }, done);
    else changing.act({ id: from.id, input }, done);
  };
  return {
    say,
    isNew: from === undefined,
    isPending: adding.isPending || changing.isPending,
    error: adding.error ?? changing.error,
  };
}

/** Absent where nothing was typed. */
export const typed = (name: string, text: string): Readonly<Record<string, string>> =>
  text.trim() === '' ? {} : { [name]: text.trim() };

/** A number as people here type it. */
export const typedNumber = (text: string): number => Number(text.replace(',', '.'));

/** The only load that an entry of one's own has is the hours it took. */
export const hoursOf = (from: OwnEntry | undefined): string =>
  from?.credits.__typename === 'Credits' ? (from.credits.load?.value ?? '') : '';
