import { z } from 'zod';
import { clientId, institutionId, type LearnerId, learnerId, webId } from '../base/index.js';
import { purposes } from '../consent/index.js';
import { facets, personFacets, recordTypes } from '../records/index.js';
import type { NewAccessRequest } from './access-request.js';
import { ask } from './ask.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor } from './log.js';
import { requestsPerDay, stillOpen } from './request-clock.js';
import { AccessRequest } from './tables.js';

/** HELD: taken, and not laid before the learner, who said no lately or does not want to hear of this grantee. */
const storedStates = ['OPEN', 'GRANTED', 'DECLINED', 'REPLACED', 'LAPSED', 'HELD'] as const;
/** As learners see them. */
export const requestStates = ['OPEN', 'GRANTED', 'DECLINED', 'REPLACED', 'LAPSED'] as const;
export interface AccessRequestRow extends NewAccessRequest {
  readonly id: string;
  readonly state: (typeof requestStates)[number];
  readonly createdAt: Date;
}

const Item = z.object({
  recordTypes: z.array(z.enum(recordTypes)),
  institutions: z.array(z.string().transform(institutionId)),
  facets: z.array(z.enum(facets)),
  required: z.boolean(),
});
const Row = z.object({
  id: z.uuid(),
  grantee: z.string().transform(webId),
  client: z.string().transform(clientId),
  purpose: z.enum(purposes).exclude(['SELF_USE']),
  items: z.array(Item),
  person_facets: z.array(z.enum(personFacets)),
  reason: z.string(),
  until: z.coerce.date(),
  retention_days: z.int().nullable(),
  state: z.enum(storedStates).exclude(['HELD']),
  created_at: z.coerce.date(),
  over: z.boolean(),
});
/** By the clock a request lapses by itself; that its row says so comes later. */
const toRequest = (row: unknown): AccessRequestRow => {
  const { created_at: createdAt, person_facets: asked, over, ...read } = Row.parse(row);
  const { retention_days: days, state, ...request } = read;
  return {
    ...request,
    personFacets: asked,
    state: state === 'OPEN' && over ? 'LAPSED' : state,
    createdAt,
    ...(days !== null && { retentionDays: days }),
  };
};
const shown = `select *, created_at <= clock_timestamp() - interval '30 days' as over
  from access_request where learner_id = ? and state <> 'HELD'`;

type Ending = 'DECLINED' | 'LAPSED';

/** Ends a request without a grant, and says so in the log. */
async function end(
  tx: Em,
  learner: LockedLearner,
  open: Partial<ReturnType<typeof stillOpen>>,
  { state, actor }: { readonly state: Ending; readonly actor: LogActor },
): Promise<boolean> {
  const found = await tx.findOne(AccessRequest, open);
  if (found === null) return false;
  await tx.nativeUpdate(AccessRequest, { id: found.id }, { state, answeredAt: learner.now });
  const { purpose, grantee } = found;
  const event = `REQUEST_${state}`;
  await appendLog(tx, learner, { kind: 'POLICY', event, actor, purpose, grantee, grants: [] });
  await saveLearner(tx, learner, false);
  return true;
}

const lapsed = `state = 'OPEN' and created_at <= clock_timestamp() - interval '30 days'`;
/** Kept as long as they count for something: how often somebody asked, and that they had a no. */
const spent = `(state = 'HELD' or learner_id is null) and created_at <= clock_timestamp() - interval '30 days'`;

/** What grantees asked of learners. */
export const requestsIn = (db: Database) => {
  const read = async (more: string, values: readonly string[]) =>
    (await db.em().execute<unknown[]>(`${shown} ${more}`, [...values])).map(toRequest);
  return {
    /**
     * Stored alike for a learner who is not here, and for one who does not want to hear of it, so that asking tells
     * nothing. A new ask replaces the open one.
     * @param most requests of one grantee in 24 hours.
     * @returns undefined when there were as many: nothing is stored.
     */
    add: (
      learner: LearnerId | undefined,
      asked: string,
      request: NewAccessRequest,
      most: number = requestsPerDay,
    ): Promise<string | undefined> =>
      db.inTransaction((tx) => ask(tx, learner, asked, { ...request, most })),

    /** Newest first. */
    ofLearner: (learner: LearnerId): Promise<readonly AccessRequestRow[]> =>
      read("and state <> 'REPLACED' order by created_at desc", [learner]),

    byId: async (learner: LearnerId, id: string): Promise<AccessRequestRow | undefined> =>
      (await read('and id = ?', [learner, id])).at(0),

    /** Final for 30 days: what the same grantee asks meanwhile is not laid before the learner. @returns false when it was not open. */
    decline: async (learner: LearnerId, id: string, actor: LogActor): Promise<boolean> =>
      (await withLearner(db, learner, (tx, row) =>
        end(tx, row, stillOpen(row, id), { state: 'DECLINED', actor }),
      )) ?? false,

    /**
     * What time does: says of requests that nobody answered that they lapsed, and forgets those that nobody sees.
     * @param onError hears of a learner for whom it failed; the others have their turn.
     */
    async sweep(actor: LogActor, onError: (error: unknown) => void): Promise<void> {
      const rows = await db
        .em()
        .execute<{ id: string; learner_id: string }[]>(
          `select id, learner_id from access_request where ${lapsed} and learner_id is not null`,
        );
      for (const { id, learner_id: learner } of rows) {
        await withLearner(db, learnerId(learner), (tx, row) =>
          end(tx, row, { id, state: 'OPEN' }, { state: 'LAPSED', actor }),
        ).catch(onError);
      }
      await db.em().execute(`delete from access_request where ${spent}`, [], 'run');
    },
  };
};
