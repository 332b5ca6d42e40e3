import type { InstitutionKey, LearnerKey } from '../model.js';
import { people } from './people.js';

/** What a correct reader must find, added up by hand from the data files and never by the product. */
export type Finding = {
  readonly personId: string;
  /** eduPersonPrincipalName at this school. */
  readonly eppn: string;
  readonly associations: number;
  /** Associations that carry a `result`, whatever its state. */
  readonly withResult: number;
  /** Results they come to: tries at one test are one. */
  readonly results: number;
  /** Completed, passed course results: the only ones that count. */
  readonly counted: number;
  /** Study load of the counted results, per unit as the school names it. */
  readonly earned: { readonly ects?: number; readonly sbu?: number };
};

const finding = (
  school: InstitutionKey,
  learner: LearnerKey,
  found: Pick<Finding, 'associations' | 'withResult' | 'counted' | 'earned'> & {
    readonly results?: number;
  },
): Finding => {
  const { personId, otherCodes } = people[school][learner];
  const eppn = otherCodes.find(({ codeType }) => codeType === 'userName')?.code ?? '';
  return { personId, eppn, results: found.withResult, ...found };
};

export const demoPeople: Readonly<Record<InstitutionKey, Readonly<Record<LearnerKey, Finding>>>> = {
  roc: {
    // 200 + 160 + 160
    samira: finding('roc', 'samira', {
      associations: 5,
      withResult: 4,
      counted: 3,
      earned: { sbu: 520 },
    }),
    // 160 + 80 + 40
    barry: finding('roc', 'barry', {
      associations: 8,
      withResult: 7,
      results: 6,
      counted: 3,
      earned: { sbu: 280 },
    }),
  },
  university: {
    // 7.5 + 7.5 + 7.5 + 7.5 + 2.5 + 5
    samira: finding('university', 'samira', {
      associations: 14,
      withResult: 12,
      counted: 6,
      earned: { ects: 37.5 },
    }),
    // 5 + 2.5
    barry: finding('university', 'barry', {
      associations: 4,
      withResult: 3,
      counted: 2,
      earned: { ects: 7.5 },
    }),
  },
  hogeschool: {
    // one course of 5, still running
    samira: finding('hogeschool', 'samira', {
      associations: 1,
      withResult: 1,
      counted: 0,
      earned: {},
    }),
    // 2.5 + 1.5
    barry: finding('hogeschool', 'barry', {
      associations: 2,
      withResult: 2,
      counted: 2,
      earned: { ects: 4 },
    }),
  },
};
