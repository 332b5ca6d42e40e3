import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MoveStepDocument } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { touched } from './use-route.js';

/** The same things, one of them at another place, counted from 0. */
export function moved<Thing>(things: readonly Thing[], thing: Thing, to: number): readonly Thing[] {
  const others = things.filter((one) => one !== thing);
  return others.toSpliced(Math.min(Math.max(to, 0), others.length), 0, thing);
}

/** In the order wished for; what came since stands last, and what went is not there. */
export function inOrder<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  order: readonly string[] | undefined,
): readonly Thing[] {
  if (order === undefined) return things;
  const wished = order.flatMap((id) => things.find((one) => one.id === id) ?? []);
  return [...wished, ...things.filter((one) => !wished.includes(one))];
}

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
