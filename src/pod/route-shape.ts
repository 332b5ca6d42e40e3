import { z } from 'zod';
import { institutionId, present } from '../base/index.js';
import {
  isPartialDate,
  type PlannedOffering,
  type PlannedStep,
  type RouteGoal,
  type RoutePlan,
  type StudyLoad,
  studyLoadUnits,
  type Texts,
} from '../records/index.js';

/** What one route holds at most, whoever wrote it. */
export const mostSteps = 200;

const text = z.string().max(2000);
const textIf = text.exactOptional();
const words: z.ZodType<Texts> = z
  .array(z.object({ language: z.string().max(60), value: text }))
  .max(50);
const Load: z.ZodType<StudyLoad> = z.object({
  unit: z.enum(studyLoadUnits),
  unitRaw: textIf,
  amount: z.string().regex(/^\d{1,6}(\.\d{1,3})?$/),
});
const loads = z.array(Load).max(10);
const school = z.string().max(300).transform(institutionId);
const day = z.iso.date();

const Goal: z.ZodType<RouteGoal> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('PROGRAMME'),
    programme: text,
    institution: school,
    title: words,
    loads,
  }),
  z.object({ kind: z.literal('PROFESSION'), title: words, concept: textIf }),
  z.object({ kind: z.literal('FREE'), title: words }),
]);
const Offered: z.ZodType<PlannedOffering> = z.object({
  key: text,
  institution: z.object({ id: school, name: words }),
  sourceId: text,
  of: text,
  code: textIf,
  title: words,
  loads,
  start: day.exactOptional(),
  end: day.exactOptional(),
});
const Step: z.ZodType<PlannedStep> = z.object({
  id: z.uuid(),
  offering: Offered.exactOptional(),
  title: textIf,
  load: Load.exactOptional(),
  when: z.string().refine(isPartialDate).exactOptional(),
  note: textIf,
  proposedBy: textIf,
});

/** A route as it stands in a pod, where any app may have written it. */
export const RouteShape: z.ZodType<RoutePlan> = z
  .object({ title: textIf, goal: Goal.exactOptional(), steps: z.array(Step).max(mostSteps) })
  .transform((plan) => present(plan));
