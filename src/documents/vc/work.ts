import { present } from '../../base/index.js';
import { type CoreFacet, isBefore, type PartialDate, type Texts } from '../../records/index.js';
import type { Claims } from './claims.js';

type Work = NonNullable<CoreFacet['work']>;

/** As what somebody worked, for whom and when, as far as it is said. */
export interface Job {
  readonly role?: string;
  readonly organisation?: string;
  readonly start?: PartialDate;
  readonly end?: PartialDate;
}

const firstOf = <T>(values: readonly (T | undefined)[]): T | undefined =>
  values.find((value) => value !== undefined);

const wordIn = (source: Claims | undefined, names: readonly string[]): string | undefined =>
  firstOf(
    names.map((name) => {
      const word = typeof source?.raw[name] === 'string' ? source.word(name)?.trim() : undefined;
      return word === '' ? undefined : word;
    }),
  );

/** An organisation by its name, or as an object that has one; HR Open writes a trade name. */
export function organisationIn(source: Claims, names: readonly string[]): string | undefined {
  const plain = wordIn(source, names);
  if (plain !== undefined) return plain;
  const found = names
    .filter((name) => typeof source.raw[name] === 'object')
    .map((name) =>
      wordIn(source.inside(name), ['name', 'tradeName', 'legalName', 'organizationName']),
    );
  return firstOf(found);
}

export const roleIn = (source: Claims): string | undefined =>
  wordIn(source, ['jobTitle', 'positionTitle', 'roleName', 'title', 'position', 'occupation']);

export function datesIn(source: Claims): Pick<Job, 'start' | 'end'> {
  const [start, end] = [
    ['startDate', 'start', 'employmentStartDate'],
    ['endDate', 'end', 'employmentEndDate'],
  ].map((names) => firstOf(names.map((name) => source.partialDate(name))));
  if (start !== undefined && end !== undefined && isBefore(end, start)) {
    source.note('END_BEFORE_START', 'end');
    return { start };
  }
  return present({ start, end });
}

/** The facet needs all three; what is known of fewer stands in the title alone, and is said. */
export function workOf(source: Claims, job: Job, hoursPerWeek?: number): Work | undefined {
  const { role, organisation, start, end } = job;
  if (role === undefined || organisation === undefined || start === undefined) {
    source.note('MISSING', start === undefined ? 'startDate' : 'employer');
    return undefined;
  }
  if (end === undefined && source.raw['current'] !== true) source.note('END_NOT_SAID', 'endDate');
  return present({ role, organisation, start, end, hoursPerWeek });
}

export const said = (text: string): Texts => [{ language: 'und', value: text }];
