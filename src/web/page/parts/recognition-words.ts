import type { Say } from '../texts/texts.js';

/** That something counts for a programme of another school, as far as a list tells it. */
export interface ShownRecognition {
  readonly programme: { readonly title: string };
  readonly record?: string | null;
  readonly course?: string | null;
  readonly reference?: string | null;
}

/** What may stand with any record, and does with a recognition. */
export interface Decided {
  readonly recognition?: ShownRecognition | null;
  /** Nothing in it where it is not shared. */
  readonly feedback?: { readonly comment?: string | null };
}

/** What was decided, in order; empty for what is no recognition. */
export function recognitionFacts(
  say: Say,
  { recognition = null, feedback }: Decided,
): readonly (readonly [string, string | undefined])[] {
  if (recognition === null) return [];
  const { programme, course = null, reference = null } = recognition;
  return [
    [say('recognition.for'), programme.title],
    [say('recognition.instead'), course === null ? undefined : say('recognition.course')],
    [say('recognition.decision'), feedback?.comment ?? undefined],
    [say('recognition.reference'), reference ?? undefined],
  ];
}
