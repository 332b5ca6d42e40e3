import { z } from 'zod';
import { type ClientId, clientId, type LearnerId, type WebId, webId } from '../base/index.js';
import type { Purpose } from '../consent/index.js';
import { appendLog, saveLearner, saveUnlessStopped, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRef, LogActor } from './log.js';
import { dueWith } from './messages.js';

export const proposalStates = ['OPEN', 'ACCEPTED', 'DECLINED'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Open ones of one proposer that one learner is asked to look at. */
const mostProposals = 20;
/** After so long nothing of it is left, whatever became of it. */
const lapse = "interval '90 days'";

export interface NewProposal {
  readonly id: string;
  /** Of what is proposed: the same again is the same proposal. */
  readonly mark: string;
  readonly sealed: string;
  /** Policy epoch that the proposer was let in under. */
  readonly epoch: number;
  readonly actor: LogActor;
  readonly purpose: Purpose;
  readonly grants: readonly GrantRef[];
  /** The app whose token asked. Suspended or removed meanwhile, it proposes nothing. */
  readonly app?: ClientId;
}
/** AGAIN: it is there already. FULL: too many wait. MOVED: what the learner allows has changed meanwhile. */
export type Proposed =
  | { readonly kind: 'PROPOSED' | 'AGAIN'; readonly id: string }
  | { readonly kind: 'FULL' | 'MOVED' };

const Row = z
  .object({
    id: z.uuid(),
    proposer: z.string().transform(webId),
    client: z.string().transform(clientId),
    sealed: z.string(),
    state: z.enum(proposalStates),
    made_at: z.coerce.date(),
  })
  .transform(({ made_at, ...row }) => ({ ...row, madeAt: made_at }));
export type ProposalRow = z.infer<typeof Row>;
const Rows = z.array(Row);

const shown = `select id, proposer, client, sealed, state, made_at from step_proposal
  where learner_id = ? and made_at > clock_timestamp() - ${lapse}`;

class Stopped extends Error {}

/** How many of this proposer's wait, and which of them is this one already. */
async function standingOf(tx: Em, learner: LearnerId, { actor, mark }: NewProposal) {
  const rows = await tx.execute<{ open: number; same: string | null }[]>(
    `select count(*) filter (where state = 'OPEN' and made_at > clock_timestamp() - ${lapse})::int as open,
       max(id::text) filter (where mark = ?) as same
     from step_proposal where learner_id = ? and proposer = ?`,
    [mark, learner, actor.webId],
  );
  return rows[0] ?? { open: 0, same: null };
}

/** What is proposed to learners, and what they say of it. */
export const stepProposalsIn = (db: Database) => ({
  /** Taken only while what the learner allows is as it was: whoever was stopped before this has its turn proposes nothing. */
  async propose(learner: LearnerId, proposed: NewProposal): Promise<Proposed> {
    const { id, mark, sealed, epoch, actor, purpose, grants, app } = proposed;
    const taken = withLearner(db, learner, async (tx, row): Promise<Proposed> => {
      if (row.epoch !== epoch || row.held) return { kind: 'MOVED' };
      const { open, same } = await standingOf(tx, learner, proposed);
      if (same !== null) return { kind: 'AGAIN', id: same };
      if (open >= mostProposals) return { kind: 'FULL' };
      await tx.execute(
        `insert into step_proposal (id, learner_id, proposer, client, mark, sealed, state, made_at)
         values (?, ?, ?, ?, ?, ?, 'OPEN', ?)`,
        [id, learner, actor.webId, actor.client, mark, sealed, row.now],
        'run',
      );
      const event = 'STEP_PROPOSED';
      const grantee = actor.webId;
      await appendLog(tx, row, { kind: 'POLICY', event, actor, purpose, grantee, grants });
      await dueWith(tx, learner, 'REQUEST');
      if (!(await saveUnlessStopped(tx, row, app))) throw new Stopped();
      return { kind: 'PROPOSED', id };
    });
    const made = await taken.catch((error: unknown) => {
      if (error instanceof Stopped) return undefined;
      throw error;
    });
    return made ?? { kind: 'MOVED' };
  },

  /** Oldest first, whatever became of them. */
  async ofLearner(learner: LearnerId): Promise<readonly ProposalRow[]> {
    return Rows.parse(await db.em().execute<unknown[]>(`${shown} order by made_at, id`, [learner]));
  },

  /** What one of them proposed, oldest first. */
  async by(learner: LearnerId, proposer: WebId): Promise<readonly ProposalRow[]> {
    const mine = `${shown} and proposer = ? order by made_at, id`;
    return Rows.parse(await db.em().execute<unknown[]>(mine, [learner, proposer]));
  },

  /** The learner's word, once. @returns what is so now; undefined where there is no such proposal. */
  answer: (
    learner: LearnerId,
    id: string,
    { state, actor }: { readonly state: ProposalState; readonly actor: LogActor },
  ): Promise<ProposalState | undefined> =>
    withLearner(db, learner, async (tx, row) => {
      const found = Rows.parse(await tx.execute<unknown[]>(`${shown} and id = ?`, [learner, id]));
      const [before] = found;
      if (before?.state !== 'OPEN') return before?.state;
      await tx.execute('update step_proposal set state = ? where id = ?', [state, id], 'run');
      const event = `STEP_${state}`;
      const { proposer: grantee } = before;
      await appendLog(tx, row, { kind: 'POLICY', event, actor, grantee, grants: [] });
      await saveLearner(tx, row, false);
      return state;
    }),

  async sweep(): Promise<void> {
    const old = `delete from step_proposal where made_at <= clock_timestamp() - ${lapse}`;
    await db.em().execute(old, [], 'run');
  },
});
