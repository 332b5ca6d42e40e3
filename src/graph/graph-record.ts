import type { RecordKey } from '../base/index.js';
import { once, type ReadableRecord, type Reading, viewRoute } from '../flows/index.js';
import type { Links } from './more-facets.js';
import type { Operation } from './operation.js';
import {
  CertificateType,
  DiplomaType,
  EnrolmentType,
  MicrocredentialType,
  ResultType,
  SkillType,
  WorkExperienceType,
} from './record-types.js';
import type { Same } from './records.js';
import { LearningRouteType } from './route-types.js';

const objectTypes = {
  RESULT: ResultType,
  DIPLOMA: DiplomaType,
  MICROCREDENTIAL: MicrocredentialType,
  ENROLMENT: EnrolmentType,
  SKILL: SkillType,
  WORK_EXPERIENCE: WorkExperienceType,
  CERTIFICATE: CertificateType,
} as const;

/** All that a record can be in the graph. */
export const recordObjectTypes = [...Object.values(objectTypes), LearningRouteType] as const;

const seen = new WeakMap<Reading, ReadonlySet<RecordKey>>();
/** Made once for a reading, and only where something is proven by something. */
function keysIn(reading: Reading): ReadonlySet<RecordKey> {
  const keys = seen.get(reading) ?? new Set(reading.records.map(({ key }) => key));
  seen.set(reading, keys);
  return keys;
}

type GraphRecord = InstanceType<(typeof objectTypes)[keyof typeof objectTypes]> | LearningRouteType;

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
  const { recordType } = record.core;
  const id = idOf(record.key);
  if (recordType !== 'ROUTE') return new objectTypes[recordType](record, id, links, same);
  const view = once(() => viewRoute(operation.house, reading, record));
  return new LearningRouteType(record, id, { links, same }, view, {
    isOwn: reading.versionsOf !== undefined,
    stepId: (step) => ids.seal('step', `${reading.learner}${step}`),
    record: (key) => {
      const found = reading.records.find((one) => one.key === key);
      return found && toGraphRecord(operation, reading, found);
    },
  });
}
