import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TypedDocumentString } from '../../../../schema/generated/graphql.js';
import { useLanguage } from '../texts/texts.js';
import { ask, faultCodeOf, type Manner } from './ask.js';
import { sessionEnded } from './viewer.js';

interface Ways extends Manner {
  readonly enabled?: boolean;
  /** Milliseconds after which it is asked again while somebody looks. */
  readonly every?: number;
}

/** A question, and its answer as it comes. Its key begins with its name, so that changes can say what they touch. */
export function useAsk<Result, Variables>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { enabled = true, every, ...manner }: Ways = {},
) {
  const client = useQueryClient();
  const language = useLanguage();
  return useQuery({
    queryKey: [name, language, variables, manner.purpose ?? null],
    queryFn: async ({ signal }) => {
      try {
        return await ask(document, variables, { ...manner, signal });
      } catch (error) {
        if (faultCodeOf(error) === 'UNAUTHENTICATED') sessionEnded(client);
        throw error;
      }
    },
    enabled,
    ...(every !== undefined && { refetchInterval: every }),
  });
}

/** What a change touches: questions that begin with these names are asked again. */
export function useAct<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  touches: readonly string[],
) {
  const client = useQueryClient();
  const underWay = useRef(false);
  const change = useMutation({
    mutationFn: (variables: Variables) => ask(document, variables),
    onSettled: () => {
      underWay.current = false;
      return Promise.all(touches.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
    onError: (error) => {
      if (faultCodeOf(error) === 'UNAUTHENTICATED') sessionEnded(client);
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
