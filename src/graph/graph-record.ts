import type { RecordKey } from '../base/index.js';
import type { ReadableRecord, Reading } from '../flows/index.js';
import type { Links } from './more-facets.js';
import type { Operation } from './operation.js';
import {
  CertificateType,
  DiplomaType,
  EnrolmentType,
  LearningRouteType,
  MicrocredentialType,
  ResultType,
  SkillType,
  WorkExperienceType,
} from './record-types.js';
import type { Same } from './records.js';

export const objectTypes = {
  RESULT: ResultType,
  DIPLOMA: DiplomaType,
  MICROCREDENTIAL: MicrocredentialType,
  ENROLMENT: EnrolmentType,
  SKILL: SkillType,
  WORK_EXPERIENCE: WorkExperienceType,
  CERTIFICATE: CertificateType,
  ROUTE: LearningRouteType,
} as const;

const seen = new WeakMap<Reading, ReadonlySet<RecordKey>>();
/** Made once for a reading, and only where something is proven by something. */
function keysIn(reading: Reading): ReadonlySet<RecordKey> {
  const keys = seen.get(reading) ?? new Set(reading.records.map(({ key }) => key));
  seen.set(reading, keys);
  return keys;
}

type GraphRecord = InstanceType<(typeof objectTypes)[keyof typeof objectTypes]>;

/** A record as its own GraphQL type, noted as shown. Its id opens for this reader only. */
export function toGraphRecord(
  operation: Operation,
  reading: Reading,
  record: ReadableRecord,
): GraphRecord {
  const { ids } = operation;
  reading.notes.record(record.key, 'core');
  const idOf = (key: RecordKey) => ids.seal('record', `${reading.learner}${key}`);
  const links: Links = (keys) => {
    const known = keys.filter((key) => keysIn(reading).has(key));
    for (const key of known) reading.notes.record(key, 'core');
    return known.map(idOf);
  };
  const same: Same = async () => {
    const others = (await reading.sameOf?.(record.key)) ?? [];
    return others.map(({ record: other, state }) => ({
      record: toGraphRecord(operation, reading, other),
      state,
    }));
  };
  return new objectTypes[record.core.recordType](record, idOf(record.key), links, same);
}
