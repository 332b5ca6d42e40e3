import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TypedDocumentString } from '../../../../schema/generated/graphql.js';
import { useLanguage } from '../texts/texts.js';
import { ask, type Manner } from './ask.js';

interface Ways extends Manner {
  readonly enabled?: boolean;
  /** Milliseconds after which it is asked again while somebody looks. */
  readonly every?: number;
  /** For what is counted or told with each answer: not asked again unless somebody wants it. */
  readonly once?: boolean;
  /** What the answer depends on beside the question. */
  readonly stamp?: string;
}

/** Whether a key of before is of the same question, whatever its language. */
const isSame = (question: readonly unknown[], [, , ...before]: readonly unknown[] = []): boolean =>
  JSON.stringify(question) === JSON.stringify(before);

/** A question, and its answer as it comes. Its key begins with its name, so that changes can say what they touch. */
export function useAsk<Result, Variables>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { enabled = true, every, once = false, stamp = '', ...manner }: Ways = {},
) {
  const language = useLanguage();
  const question = [variables, manner.purpose ?? null, manner.link ?? null, stamp];
  return useQuery<Result>({
    queryKey: [name, language, ...question],
    // In another language the same thing is asked: until that is there, what is on the page stays, and what was typed in it.
    placeholderData: (before, asked) => (isSame(question, asked?.queryKey) ? before : undefined),
    queryFn: ({ signal }) => ask(document, variables, { ...manner, signal }),
    enabled,
    ...(once && { staleTime: Number.POSITIVE_INFINITY, retry: false }),
    ...(every !== undefined && { refetchInterval: every }),
  });
}

/**
 * What a change touches: questions that begin with these names are asked again.
 * @param manner for what is done as a reader.
 */
export function useAct<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  touches: readonly string[],
  manner: Manner = {},
) {
  const client = useQueryClient();
  const underWay = useRef(false);
  const change = useMutation({
    mutationFn: (variables: Variables) => ask(document, variables, manner),
    onSettled: () => {
      underWay.current = false;
      return Promise.all(touches.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
  return {
    ...change,
    /** Does it once: a second click before it is done is the same wish. */
    act: (variables: Variables, done?: (result: Result) => void) => {
      if (underWay.current) return;
      underWay.current = true;
      change.mutate(variables, done === undefined ? {} : { onSuccess: done });
    },
  };
}
