import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type ClientId,
  clientId,
  type InstitutionId,
  institutionId,
  type LearnerId,
  sha256Url,
  type WebId,
  webId,
} from '../base/index.js';
import { type GrantablePurpose, purposes } from '../consent/index.js';
import {
  type Facet,
  facets,
  type PersonFacet,
  personFacets,
  type RecordType,
  recordTypes,
} from '../records/index.js';
import { appendLog, type LockedLearner, noteInInbox, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor } from './log.js';
import { AccessRequest } from './tables.js';

/** One thing asked for. Not required: the learner may leave it out without the rest losing its point. */
export interface RequestedItem {
  readonly recordTypes: readonly RecordType[];
  readonly institutions: readonly InstitutionId[];
  readonly facets: readonly Facet[];
  readonly required: boolean;
}
export interface NewAccessRequest {
  readonly grantee: WebId;
  readonly client: ClientId;
  readonly purpose: GrantablePurpose;
  readonly items: readonly RequestedItem[];
  readonly personFacets: readonly PersonFacet[];
  /** Plain text, for the learner to read. */
  readonly reason: string;
  readonly until: Date;
}
export const requestStates = ['OPEN', 'GRANTED', 'DECLINED', 'REPLACED'] as const;
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
  state: z.enum(requestStates),
  created_at: z.coerce.date(),
});
const toRequest = (row: unknown): AccessRequestRow => {
  const { created_at: createdAt, person_facets: asked, ...request } = Row.parse(row);
  return { ...request, personFacets: asked, createdAt };
};

/** @param asked whom it is about, as the asker named them; used where nobody here goes by that name. */
async function add(
  tx: Em,
  learner: LearnerId | undefined,
  asked: string,
  request: NewAccessRequest,
) {
  const id = randomUUID();
  const { grantee, client, purpose } = request;
  const about = sha256Url(learner ?? asked);
  // By a name of their own, not the learner's row: whoever is not here has none to wait for.
  const [clock] = await tx.execute<{ at: string }[]>(
    `select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at
     from (select pg_advisory_xact_lock(hashtextextended(?, 0))) locked`,
    [`${about} ${grantee}`],
  );
  const now = new Date(Number(clock?.at));
  const replaced = { state: 'REPLACED', answeredAt: now };
  await tx.nativeUpdate(AccessRequest, { about, grantee, state: 'OPEN' }, replaced);
  const state = {
    learnerId: learner ?? null,
    about,
    state: 'OPEN',
    createdAt: now,
    answeredAt: null,
  };
  await tx.insert(AccessRequest, { ...request, ...state, id });
  const event = 'ACCESS_REQUESTED';
  const facts = {
    kind: 'POLICY',
    event,
    actor: { webId: grantee, client },
    purpose,
    grantee,
    grants: [],
  };
  await noteInInbox(tx, learner, facts, now);
  return id;
}

async function decline(tx: Em, learner: LockedLearner, id: string, actor: LogActor) {
  const open = { id, learnerId: learner.id, state: 'OPEN' };
  const found = await tx.findOne(AccessRequest, open);
  if (found === null) return false;
  await tx.nativeUpdate(AccessRequest, open, { state: 'DECLINED', answeredAt: learner.now });
  const { purpose, grantee } = found;
  const event = 'REQUEST_DECLINED';
  await appendLog(tx, learner, { kind: 'POLICY', event, actor, purpose, grantee, grants: [] });
  await saveLearner(tx, learner, false);
  return true;
}

/** What grantees asked of learners. */
export const requestsIn = (db: Database) => {
  const rows = () => db.em().getKysely().selectFrom('access_request').selectAll();
  return {
    /** Stored alike for a learner who is not here, so that asking tells nothing. A new ask replaces the open one. */
    add: (
      learner: LearnerId | undefined,
      asked: string,
      request: NewAccessRequest,
    ): Promise<string> => db.inTransaction((tx) => add(tx, learner, asked, request)),

    async ofLearner(learner: LearnerId): Promise<readonly AccessRequestRow[]> {
      const found = rows().where('learner_id', '=', learner).where('state', '<>', 'REPLACED');
      return (await found.orderBy('created_at', 'desc').execute()).map(toRequest);
    },

    async byId(learner: LearnerId, id: string): Promise<AccessRequestRow | undefined> {
      const row = rows().where('id', '=', id).where('learner_id', '=', learner);
      const found = await row.executeTakeFirst();
      return found === undefined ? undefined : toRequest(found);
    },

    /** @returns false when it was not open. */
    decline: async (learner: LearnerId, id: string, actor: LogActor): Promise<boolean> =>
      (await withLearner(db, learner, (tx, row) => decline(tx, row, id, actor))) ?? false,
  };
};
