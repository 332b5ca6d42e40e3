import type { LearnerId } from '../base/index.js';
import type { Database } from './database.js';
import { type LogLine, readLine } from './log.js';
import { triedByGrantee } from './tries.js';
import type { ChainRow } from './verify-chain.js';

/** Lines of one look. Of more that came at once the last are told: whoever hears of them looks in the log for all. */
const mostLines = 20;

export const logTailIn = (db: Database) => ({
  /**
   * What came into a log after a place in it, oldest first: not the learner's own looks, and no tries of strangers, of
   * which there can be any number.
   */
  async after(learner: LearnerId, seq: number): Promise<readonly LogLine[]> {
    const rows = await db.em().execute<ChainRow[]>(
      `with line as materialized (
         select seq, bytes, salt, commitment, hash, bytes::jsonb as said
         from log_entry where learner_id = ? and seq > ? and bytes is not null)
       select seq, bytes, salt, commitment, hash from line
       where said ->> 'purpose' is distinct from 'SELF_USE'
         and (said ->> 'kind' <> 'DENIED' or ${triedByGrantee})
       order by seq desc limit ${mostLines}`,
      [learner, seq, learner, learner],
    );
    return rows.toReversed().flatMap(readLine);
  },
});
