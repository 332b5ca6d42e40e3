import { z } from 'zod';
import { present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type CreditsFacet,
  creditGroupOf,
  type Earning,
  isImplausible,
  type StudyLoad,
  studyLoad,
} from '../../records/index.js';
import type { Association } from './association.js';
import type { DeliveringInstitution } from './core.js';
import type { Source } from './source.js';
import { known, unitWords } from './vocabulary.js';

const amount = z.number().min(-1e9).max(1e9);
const amountInText = z.string().regex(/^\d{1,6}(\.\d{1,3})?$/);
const statedAmount = z.union([amount, amountInText]);

interface StatedLoad {
  /** Absent: stated, but not readable as a number. */
  readonly load?: StudyLoad;
}

function readAmount(stated: Source): number | undefined {
  const value = stated.read('value', statedAmount);
  if (typeof value === 'string') stated.note('TYPE', 'value');
  return value === undefined ? undefined : Number(value);
}

/** A load without its unit is in the issuer's own credits, never taken for EC. */
function inItsUnit(stated: Source, value: number, { id }: DeliveringInstitution): StudyLoad {
  const raw = stated.word('studyLoadUnit');
  const unit = known(unitWords, raw);
  if (unit !== undefined) return studyLoad(unit, value);
  stated.note(raw === undefined ? 'MISSING' : 'UNKNOWN_ENUM', 'studyLoadUnit');
  return raw === undefined
    ? studyLoad('ISSUER_CREDITS', value, id)
    : studyLoad('OTHER', value, raw);
}

/** Version 6 may state a load in several units; a record has one, and the others are losses. */
const oneOf = (loads: readonly Source[]): Source | undefined =>
  loads.find(({ raw }) => raw['studyLoadUnit'] === 'ects') ??
  loads.find(({ raw }) => raw['studyLoadUnit'] === 'sbu') ??
  loads[0];

/** One of the loads that are stated, in its unit; undefined where there is no number. */
export function loadIn(stated: Source, institution: DeliveringInstitution): StudyLoad | undefined {
  const value = readAmount(stated);
  if (value === undefined) return undefined;
  const load = inItsUnit(stated, value, institution);
  if (isImplausible(load)) stated.note('CREDIT_IMPLAUSIBLE', 'value');
  return load;
}

function loadOf(
  holder: Source | undefined,
  institution: DeliveringInstitution,
): StatedLoad | undefined {
  const stated = oneOf(holder?.each('studyLoad') ?? []);
  if (stated === undefined) return undefined;
  return present({ load: loadIn(stated, institution) });
}

/** Earned takes three yeses of the school: completed, passed, and not "provisional". */
function earningOf(load: StudyLoad, { state, pass, final }: AssessmentFacet): Earning {
  if (state.value !== 'COMPLETED' || final === false) return 'PROVISIONAL';
  if (pass !== 'PASSED') return 'NOT_PASSED';
  if (isImplausible(load)) return 'IMPLAUSIBLE';
  return load.unit === 'OTHER' ? 'UNIT_UNKNOWN' : 'EARNED';
}

const groupOf = ({ id: institution }: DeliveringInstitution, what: string, id: string): string =>
  creditGroupOf(institution, what, id);

/** Two offerings of one course, or two associations with one offering, are tries at one thing. */
function retakeGroupOf(association: Association, institution: DeliveringInstitution): string {
  const { id, offering, subject, subjectField = 'course' } = association;
  if (subject.id !== undefined) return groupOf(institution, subjectField, subject.id);
  if (offering.id !== undefined) return groupOf(institution, 'offering', offering.id);
  return groupOf(institution, 'association', id);
}

const programmeOf = ({ offering }: Association): string | undefined =>
  offering.source
    ?.refer('programOffering', 'program-offerings')
    .source?.idOf('program', 'programs');

const courseOf = ({ offering, subject }: Association): string | undefined =>
  subject.source?.idOf('course', 'courses') ??
  offering.source?.refer('courseOffering', 'course-offerings').source?.idOf('course', 'courses');

/** A test is part of its course; a course is part of a programme only where its offering says so. */
function partOf(association: Association, institution: DeliveringInstitution): string | undefined {
  const isCourse = association.subjectField === 'course';
  const whole = isCourse ? programmeOf(association) : courseOf(association);
  return whole === undefined
    ? undefined
    : groupOf(institution, isCourse ? 'program' : 'course', whole);
}

/** A component never carries the load of its course: the course's own association does. */
export function creditsOf(
  association: Association,
  result: Source,
  assessment: AssessmentFacet,
  institution: DeliveringInstitution,
): CreditsFacet | undefined {
  const isComponent = association.subjectField === 'component';
  const holders = [result, association.own, isComponent ? undefined : association.subject.source];
  const stated = holders.map((holder) => loadOf(holder, institution));
  const { load } = stated.find((each) => each !== undefined) ?? {};
  if (load === undefined) return undefined;
  return present({
    load,
    earning: earningOf(load, assessment),
    retakeGroup: retakeGroupOf(association, institution),
    partOf: association.kind === 'PROGRAMME' ? undefined : partOf(association, institution),
  });
}
