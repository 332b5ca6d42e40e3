import type { Load, Person } from '../model.js';
import type { Association, Offering, Result } from '../offering.js';
import { idFor } from './build.js';

type More = Partial<Pick<Association, 'associationId' | 'state' | 'consumers' | 'result'>>;

/**
 * The same association id at both schools: chance or a copied test set, it happens, and the two must
 * stay two records.
 */
export const sharedAssociationId = '7f1d0c52-3b0e-4a53-9c41-8d2f6be0a914';

/** Texts that only a learner may ever see again. Tests look for them where they must not be. */
export const specialCanaries = {
  irregularities: 'Kandidaat had een tweede telefoon in de jaszak, kanarie kwikstaart-41.',
  personalNeeds: 'grootletterversie-kanarie-roodborst-17',
} as const;

export const enrolmentsAt =
  (school: string) =>
  (person: Person, offering: Offering, more: More = {}): Association => ({
    associationId: idFor(school, 'association', person.personId, offering.offeringId),
    associationType: `${offering.offeringType}OfferingAssociation`,
    role: 'student',
    state: 'associated',
    person: person.personId,
    offering: offering.offeringId,
    ...more,
  });

/** Completed with a mark; `pass` is the school's word and is never worked out from the score. */
const completed =
  (pass: 'passed' | 'failed' | 'unknown') =>
  (score: string, resultDate: string, studyLoad: Load, more: Partial<Result> = {}) => ({
    result: { state: 'completed', pass, score, resultDate, studyLoad, ...more } satisfies Result,
  });
export const passed = completed('passed');
export const failed = completed('failed');
export const unsaid = completed('unknown');

/** Not finished; `since` is the day on which the school noted this. */
export const open = (state: 'in progress' | 'postponed', since: string, studyLoad: Load) => ({
  result: { state, pass: 'unknown', resultDate: since, studyLoad } satisfies Result,
});

type TestResult = Partial<Result> & {
  readonly weight: number;
  readonly attempt: number;
  readonly associated?: Readonly<Record<string, unknown>>;
  readonly test: Readonly<Record<string, unknown>>;
};

/** A test of the mbo exam chain: the attempt with the association, the rest with the result. */
export const examined = (
  pass: 'passed' | 'failed' | 'unknown',
  score: string,
  resultDate: string,
  { attempt, test, associated = {}, ...more }: TestResult,
) => ({
  consumers: [{ consumerKey: 'nl-test-admin', attempt, ...associated }],
  result: {
    state: 'completed',
    pass,
    score,
    resultDate,
    consumers: [{ consumerKey: 'nl-test-admin', attendance: 'present', ...test }],
    ...more,
  } satisfies Result,
});
