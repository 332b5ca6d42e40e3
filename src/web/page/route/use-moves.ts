import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MoveStepDocument } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { inOrder, moved } from './order.js';
import { touched } from './use-route.js';

/** A step stands at once where it is put; moves reach the server one after another, in the order they were made. */
export function useMoves<Step extends { readonly id: string }>(steps: readonly Step[]) {
  const client = useQueryClient();
  const [order, setOrder] = useState<readonly string[]>();
  const shown = inOrder(steps, order);
  const moving = useMutation({
    scope: { id: 'route' },
    mutationFn: (variables: { readonly id: string; readonly to: number }) =>
      ask(MoveStepDocument, variables),
    onSettled: async () => {
      if (client.isMutating({ mutationKey: ['move-step'] }) > 1) return;
      await Promise.all(touched.map((name) => client.invalidateQueries({ queryKey: [name] })));
      setOrder(undefined);
    },
    mutationKey: ['move-step'],
  });
  const move = (id: string, to: number) => {
    setOrder(
      moved(
        shown.map((step) => step.id),
        id,
        to,
      ),
    );
    moving.mutate({ id, to: to + 1 });
  };
  return { shown, move, error: moving.error };
}
