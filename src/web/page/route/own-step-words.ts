import type { PlanStepInput, StudyLoadUnit } from '../../../../schema/generated/graphql.js';

export const units: readonly StudyLoadUnit[] = ['EC', 'SBU', 'HOUR'];

export interface Words {
  readonly title: string;
  readonly value: string;
  readonly unit: StudyLoadUnit;
  /** Undefined: what is typed is no date. */
  readonly when: string | undefined;
}
export const nothing: Words = { title: '', value: '', unit: 'EC', when: '' };

/** @returns undefined while it says too little, or something that is no number or date. */
export function ownStep({ title, value, unit, when }: Words): PlanStepInput | undefined {
  const amount = Number(value.replace(',', '.'));
  const isNumber = value.trim() === '' || (Number.isFinite(amount) && amount > 0);
  if (title.trim() === '' || !isNumber || when === undefined) return undefined;
  return {
    title: title.trim(),
    ...(value.trim() !== '' && { load: { unit, value: amount } }),
    ...(when !== '' && { when }),
  };
}
