import { learnerId } from '../base/index.js';
import type { Verdict } from '../credentials/index.js';
import { graphError } from './errors.js';
import { toGraphRecord } from './graph-record.js';
import type { Operation } from './operation.js';
import { type LearningRecordType, typeNameOf } from './records.js';

/**
 * A record by an id this reader was given. Whatever else an id may be is answered alike: another's, one that is withheld
 * by now, one of another type than was said, or none.
 * @param typeName absent: of whatever type it is.
 */
export async function recordById(
  operation: Operation,
  id: string,
  typeName?: string,
): Promise<LearningRecordType> {
  const { reading, record } = await found(operation, id, typeName);
  return toGraphRecord(operation, reading, record);
}

/** The verdict on a record's credential by what is asked anew, under the same rules; undefined where it has none. */
export async function recheckOf(operation: Operation, id: string): Promise<Verdict | undefined> {
  const { reading, record } = await found(operation, id);
  reading.notes.record(record.key, 'core');
  return (await record.recheck?.())?.verdict;
}

async function found(operation: Operation, id: string, typeName?: string) {
  const opened = operation.ids.open('record', id);
  const [learner, key] = [opened?.slice(0, 36), opened?.slice(36)];
  const reading = await operation.readBehind(
    learner === undefined ? undefined : learnerId(learner),
  );
  const record = reading.records.find((candidate) => candidate.key === key);
  const isMeant = typeName === undefined || (record && typeNameOf(record) === typeName);
  if (record === undefined || !isMeant) throw graphError('NOT_FOUND');
  return { reading, record };
}
