import { z } from 'zod';

const Json = z.json();
export type Json = z.infer<typeof Json>;
export type Step = string | number;
export const parsed = (body: string): Json => Json.parse(JSON.parse(body));

export const isObject = (value: Json | undefined): value is { [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same with one thing in it changed. @param change gives undefined for what is to be left out. */
export function changed(
  value: Json | undefined,
  [step, ...rest]: readonly Step[],
  change: (before: Json | undefined) => Json | undefined,
): Json | undefined {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    const at = Number(step);
    const next = changed(value[at], rest, change);
    return next === undefined ? value.toSpliced(at, 1) : value.with(at, next);
  }
  const { [step]: before, ...others } = isObject(value) ? value : {};
  const next = changed(before, rest, change);
  return next === undefined ? others : { ...others, [step]: next };
}
