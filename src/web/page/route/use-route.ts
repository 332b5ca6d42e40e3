import {
  MyRouteDocument,
  type MyRouteQuery,
  PlanStepDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';

export type OwnRoute = NonNullable<MyRouteQuery['myRoute']>;
export type OwnStep = OwnRoute['steps'][number];

/** What a change of a route makes old. */
export const touched = ['route', 'records', 'looks'] as const;

/** One's own route; only learners have one. */
export function useRoute() {
  const { data: viewer } = useViewer();
  return useAsk('route', MyRouteDocument, {}, { enabled: viewer?.kind === 'LEARNER' });
}

/** What was planned so far, by the ids of the catalogue, and a way to plan something. */
export function usePlanning() {
  const { data: viewer } = useViewer();
  const { data } = useRoute();
  const planning = useAct(PlanStepDocument, touched);
  const steps = data?.myRoute?.steps ?? [];
  return {
    canPlan: viewer?.kind === 'LEARNER',
    planned: new Set(steps.flatMap(({ offering }) => offering?.id ?? [])),
    plan: (offering: string) => planning.act({ input: { offering } }),
    /** Which one is on its way, or failed. */
    asked: planning.variables?.input.offering ?? undefined,
    isPending: planning.isPending,
    error: planning.error,
    isLate: planning.data?.planStep.pod === 'PENDING',
  };
}
export type Planning = ReturnType<typeof usePlanning>;
