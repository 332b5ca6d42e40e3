import { z } from 'zod';
import { type GrantId, grantId, type LearnerId } from '../base/index.js';
import type { Database } from './database.js';

/** How often something was shown under a grant, and when last. */
export interface GrantLooks {
  readonly looks: number;
  readonly lastAt: Date;
}
const Row = z.object({
  id: z.string().transform(grantId),
  looks: z.int(),
  last_at: z.coerce.date(),
});

/** A look that only asked whether there is a grant showed nothing. */
const perGrant = `
  with line as (
    select bytes::jsonb as said from log_entry where learner_id = ? and bytes is not null)
  select used ->> 'id' as id, count(*)::int as looks, max((said ->> 'at')::timestamptz) as last_at
  from line cross join lateral jsonb_array_elements(said -> 'grants') as used
  where said ->> 'kind' in ('READ', 'CLAIM')
    and (said -> 'records' <> '[]' or said -> 'person' <> '[]' or said -> 'aggregates' <> '[]' or said -> 'claims' is not null)
  group by 1`;

/** The log by grant: what was seen under each, all grants in one question. */
export const looksIn = (db: Database) => ({
  async perGrant(learner: LearnerId): Promise<ReadonlyMap<GrantId, GrantLooks>> {
    const rows = await db.em().execute<unknown[]>(perGrant, [learner]);
    const found = Row.array().parse(rows);
    return new Map(found.map(({ id, looks, last_at: lastAt }) => [id, { looks, lastAt }]));
  },
});
