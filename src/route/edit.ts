import type { PlannedStep, RoutePlan } from '../records/index.js';

/** With a step more, before another or at the end. One offering is one step: planned again it stays where it is. */
export function withStep(plan: RoutePlan, step: PlannedStep, before?: string): RoutePlan {
  if (plan.steps.some(({ id }) => id === step.id)) return plan;
  const place = plan.steps.findIndex(({ id }) => id === before);
  return { ...plan, steps: plan.steps.toSpliced(place < 0 ? plan.steps.length : place, 0, step) };
}

/** @param to counted from 1; beyond the end is the end. */
export function withMoved(plan: RoutePlan, id: string, to: number): RoutePlan {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) return plan;
  const others = plan.steps.filter((one) => one !== step);
  const place = Math.min(Math.max(to - 1, 0), others.length);
  return { ...plan, steps: others.toSpliced(place, 0, step) };
}

export const withoutStep = (plan: RoutePlan, id: string): RoutePlan => ({
  ...plan,
  steps: plan.steps.filter((step) => step.id !== id),
});

/** What is said of a step in the place of what was said; absent: nothing. */
export function withNote(plan: RoutePlan, id: string, note: string | undefined): RoutePlan {
  const steps = plan.steps.map((step) => {
    if (step.id !== id) return step;
    const { note: _before, ...bare } = step;
    return note === undefined ? bare : { ...bare, note };
  });
  return { ...plan, steps };
}
