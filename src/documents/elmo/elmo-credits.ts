import { present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type CreditsFacet,
  type Earning,
  isImplausible,
  type StudyLoad,
  studyLoad,
} from '../../records/index.js';
import type { ElmoSource } from './elmo-source.js';

/** The nearest whole that gives credit by itself: what stands in it gives none beside it. */
export interface Whole {
  readonly group: string;
  readonly unit: StudyLoad['unit'];
}

function loadOf(credit: ElmoSource, issuer: string): StudyLoad | undefined {
  const scheme = credit.token('scheme');
  const value = credit.amount('value');
  if (value === undefined) return undefined;
  const name = scheme?.toLowerCase();
  if (name === 'ects') return studyLoad('EC', value);
  if (name === 'ecvet') return studyLoad('ECVET', value);
  if (scheme === undefined) {
    credit.note('MISSING', 'scheme');
    return studyLoad('ISSUER_CREDITS', value, issuer);
  }
  return studyLoad('OTHER', value, scheme.slice(0, 200));
}

const isEcts = (credit: ElmoSource): boolean => /^ects$/i.test(credit.token('scheme') ?? '');

/** Several systems may stand side by side: EC first. Hours of engagement only where nothing else is stated. */
function statedLoad(instance: ElmoSource, issuer: string): StudyLoad | undefined {
  const credits = instance.each('credit');
  const inOrder = [...credits.filter(isEcts), ...credits.filter((credit) => !isEcts(credit))];
  for (const credit of inOrder) {
    const load = loadOf(credit, issuer);
    if (load === undefined) continue;
    if (isImplausible(load)) credit.note('CREDIT_IMPLAUSIBLE', 'value');
    return load;
  }
  if (credits.length > 0) return undefined;
  const hours = instance.amount('engagementHours');
  return hours === undefined ? undefined : studyLoad('CONTACT_HOUR', hours);
}

/** By its own result alone. */
export function earningOf(load: StudyLoad, { state, pass }: AssessmentFacet): Earning {
  if (state.value !== 'COMPLETED') return 'PROVISIONAL';
  if (pass !== 'PASSED') return 'NOT_PASSED';
  if (isImplausible(load)) return 'IMPLAUSIBLE';
  return load.unit === 'OTHER' ? 'UNIT_UNKNOWN' : 'EARNED';
}

interface Place {
  readonly group: string;
  readonly issuer: string;
  readonly whole: Whole | undefined;
}

/** A credit counts once: on a course of a programme that has it already, it is named and does not count. */
export function creditsOf(
  instance: ElmoSource,
  assessment: AssessmentFacet,
  { group, issuer, whole }: Place,
): CreditsFacet | undefined {
  const load = statedLoad(instance, issuer);
  if (load === undefined) return undefined;
  if (whole?.unit === load.unit && load.unit !== 'CONTACT_HOUR') {
    instance.note('CREDIT_ON_ANCESTOR_AND_DESCENDANT', 'credit');
  }
  return present({
    load,
    earning: earningOf(load, assessment),
    retakeGroup: group,
    partOf: whole?.group,
  });
}
