import type { GrantId, LearnerId, RecordKey } from '../base/index.js';
import type { Em } from './database.js';

type Ids = readonly { readonly id: string }[];
const idsOf = (rows: Ids): readonly string[] => rows.map(({ id }) => id);

/** Work that still has to bring news of this record to the pod. */
export const owedFor = async (tx: Em, learner: LearnerId, record: RecordKey) =>
  idsOf(
    await tx.execute<Ids>(
      `select id from outbox_item
       where learner_id = ? and state <> 'DONE' and record_keys @> array[?]::text[]`,
      [learner, record],
    ),
  );

/** Work on this grant, and on nothing else, that the pod is still to follow. */
export const owedTo = async (tx: Em, learner: LearnerId, grant: GrantId) =>
  idsOf(
    await tx.execute<Ids>(
      `select id from outbox_item where learner_id = ? and state <> 'DONE' and payload = ?`,
      [learner, JSON.stringify({ grantId: grant })],
    ),
  );
