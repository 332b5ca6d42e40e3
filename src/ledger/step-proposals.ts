import { z } from 'zod';
import { type ClientId, clientId, type LearnerId, type WebId, webId } from '../base/index.js';
import type { Purpose } from '../consent/index.js';
import { appendLog, saveLearner, saveUnlessStopped, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRef, LogActor } from './log.js';
import { dueWith } from './messages.js';

/** As both see them. */
export const proposalStates = ['OPEN', 'ACCEPTED', 'DECLINED'] as const;
export type ProposalState = (typeof proposalStates)[number];
/**
 * TAKING: the learner said yes, and it is on its way into their route. HELD: taken, and not laid before the learner, who does
 * not want to hear of its proposer. To whoever proposed it both are open.
 */
const storedStates = [...proposalStates, 'TAKING', 'HELD'] as const;

/** Open ones of one proposer that one learner is asked to look at. */
const mostProposals = 20;
/** Proposals one proposer may make in 24 hours, to all learners together. */
export const proposalsPerDay = 50;
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
  /** Of one proposer in 24 hours. */
  readonly most: number;
}
/**
 * AGAIN: it is there already. FULL: too many wait. TOO_OFTEN: as many as fit in a day were made. MOVED: what the learner allows
 * has changed meanwhile.
 */
export type Proposed =
  | { readonly kind: 'PROPOSED' | 'AGAIN'; readonly id: string }
  | { readonly kind: 'FULL' | 'TOO_OFTEN' | 'MOVED' };

const Row = z
  .object({
    id: z.uuid(),
    proposer: z.string().transform(webId),
    client: z.string().transform(clientId),
    sealed: z.string(),
    state: z.enum(storedStates),
    made_at: z.coerce.date(),
    broke_off: z.boolean(),
  })
  .transform(({ made_at, broke_off, ...row }) => ({
    ...row,
    madeAt: made_at,
    brokeOff: broke_off,
  }));
const Rows = z.array(Row);
type StoredRow = z.infer<typeof Row>;
export interface ProposalRow extends Omit<StoredRow, 'state' | 'brokeOff'> {
  readonly state: ProposalState;
}
const shownRow = ({ state, brokeOff: _taking, ...row }: StoredRow): ProposalRow => ({
  ...row,
  state: state === 'TAKING' || state === 'HELD' ? 'OPEN' : state,
});

/** A yes takes seconds: after this long nobody carries it out any more. */
const brokenOff = "interval '2 minutes'";
const shown = `select id, proposer, client, sealed, state, made_at,
    coalesce(taking_at < clock_timestamp() - ${brokenOff}, true) as broke_off from step_proposal
  where learner_id = ? and made_at > clock_timestamp() - ${lapse}`;

const heard = `${shown} and state <> 'HELD'`;

class Stopped extends Error {}

interface Standing {
  /** How many of this proposer's wait here. */
  readonly open: number;
  /** Which of them is this one already. */
  readonly same: string | null;
  /** How many they made lately, here and elsewhere. */
  readonly lately: number;
  /** The learner does not want to hear of them. */
  readonly muted: boolean;
}

/** One proposes at a time, to whomever, so that counting is exact. Whoever waits here has the learner's row already. */
const lockProposer = (tx: Em, proposer: WebId) =>
  tx.execute(
    'select pg_advisory_xact_lock(hashtextextended(?, 0))',
    [`proposes ${proposer}`],
    'run',
  );

/** A statement of its own after the lock: it sees what those before have committed. */
async function standingOf(tx: Em, learner: LearnerId, { actor, mark }: NewProposal) {
  const { webId: self } = actor;
  await lockProposer(tx, self);
  const rows = await tx.execute<Standing[]>(
    `select count(*) filter (where state in ('OPEN', 'TAKING', 'HELD') and made_at > clock_timestamp() - ${lapse})::int as open,
       max(id::text) filter (where mark = ?) as same,
       (select count(*)::int from step_proposal
        where proposer = ? and made_at > clock_timestamp() - interval '24 hours') as lately,
       exists (select from muted_grantee where learner_id = ? and grantee = ?) as muted
     from step_proposal where learner_id = ? and proposer = ?`,
    [mark, self, learner, self, learner, self],
  );
  return rows[0] ?? { open: 0, same: null, lately: 0, muted: true };
}

/** What keeps it from being laid down; undefined: nothing. */
function refusedAs({ open, same, lately }: Standing, most: number): Proposed | undefined {
  if (same !== null) return { kind: 'AGAIN', id: same };
  if (open >= mostProposals) return { kind: 'FULL' };
  return lately >= most ? { kind: 'TOO_OFTEN' } : undefined;
}

/** What learners say of it. */
const answeringIn = (db: Database) => ({
  /**
   * The learner's yes, before it is carried out: no other answer comes between. Taken again where a former yes broke off.
   * @returns what is so now: OPEN where it is theirs to carry out; undefined where there is no such proposal.
   */
  async take(learner: LearnerId, id: string): Promise<ProposalState | undefined> {
    const em = db.em();
    await em.execute(
      `update step_proposal set state = 'TAKING', taking_at = clock_timestamp()
       where learner_id = ? and id = ? and state in ('OPEN', 'TAKING')`,
      [learner, id],
      'run',
    );
    return Rows.parse(await em.execute<unknown[]>(`${heard} and id = ?`, [learner, id])).map(
      shownRow,
    )[0]?.state;
  },

  /** The yes could not be carried out: it waits again. */
  async putBack(learner: LearnerId, id: string): Promise<void> {
    await db
      .em()
      .execute(
        `update step_proposal set state = 'OPEN' where learner_id = ? and id = ? and state = 'TAKING'`,
        [learner, id],
        'run',
      );
  },

  /**
   * The learner's word, once; a no only where no yes is on its way, but for one that broke off.
   * @returns what is so now: OPEN where a yes is on its way; undefined where there is no such proposal.
   */
  answer: (
    learner: LearnerId,
    id: string,
    { state, actor }: { readonly state: ProposalState; readonly actor: LogActor },
  ): Promise<ProposalState | undefined> =>
    withLearner(db, learner, async (tx, row) => {
      const mine = `${heard} and id = ? for update`;
      const [before] = Rows.parse(await tx.execute<unknown[]>(mine, [learner, id]));
      const isOnItsWay = before?.state === 'TAKING' && (state === 'ACCEPTED' || before.brokeOff);
      if (before === undefined || (before.state !== 'OPEN' && !isOnItsWay)) {
        return before && shownRow(before).state;
      }
      await tx.execute('update step_proposal set state = ? where id = ?', [state, id], 'run');
      const event = `STEP_${state}`;
      const { proposer: grantee } = before;
      await appendLog(tx, row, { kind: 'POLICY', event, actor, grantee, grants: [] });
      await saveLearner(tx, row, false);
      return state;
    }),
});

/** What is proposed to learners, and what they say of it. */
export const stepProposalsIn = (db: Database) => ({
  /** Taken only while what the learner allows is as it was: whoever was stopped before this has its turn proposes nothing. */
  async propose(learner: LearnerId, proposed: NewProposal): Promise<Proposed> {
    const { id, mark, sealed, epoch, actor, purpose, grants, app, most } = proposed;
    const taken = withLearner(db, learner, async (tx, row): Promise<Proposed> => {
      if (row.epoch !== epoch || row.held) return { kind: 'MOVED' };
      const standing = await standingOf(tx, learner, proposed);
      const refused = refusedAs(standing, most);
      if (refused !== undefined) return refused;
      // The same statements for whoever is heard and whoever is not: only in what they hold do these differ.
      const { muted } = standing;
      await tx.execute(
        `insert into step_proposal (id, learner_id, proposer, client, mark, sealed, state, made_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        [id, learner, actor.webId, actor.client, mark, sealed, muted ? 'HELD' : 'OPEN', row.now],
        'run',
      );
      const event = muted ? 'STEP_HELD' : 'STEP_PROPOSED';
      const grantee = actor.webId;
      await appendLog(tx, row, { kind: 'POLICY', event, actor, purpose, grantee, grants });
      await dueWith(tx, muted ? undefined : learner, 'REQUEST');
      if (!(await saveUnlessStopped(tx, row, app))) throw new Stopped();
      return { kind: 'PROPOSED', id };
    });
    const made = await taken.catch((error: unknown) => {
      if (error instanceof Stopped) return undefined;
      throw error;
    });
    return made ?? { kind: 'MOVED' };
  },

  /** Oldest first, whatever became of them; not those that are kept from the learner. */
  async ofLearner(learner: LearnerId): Promise<readonly ProposalRow[]> {
    const mine = `${heard} order by made_at, id`;
    return Rows.parse(await db.em().execute<unknown[]>(mine, [learner])).map(shownRow);
  },

  /** What one of them proposed, oldest first. */
  async by(learner: LearnerId, proposer: WebId): Promise<readonly ProposalRow[]> {
    const mine = `${shown} and proposer = ? order by made_at, id`;
    return Rows.parse(await db.em().execute<unknown[]>(mine, [learner, proposer])).map(shownRow);
  },

  ...answeringIn(db),

  async sweep(): Promise<void> {
    const old = `delete from step_proposal where made_at <= clock_timestamp() - ${lapse}`;
    await db.em().execute(old, [], 'run');
  },
});
