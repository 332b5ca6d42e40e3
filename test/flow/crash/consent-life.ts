import { expect } from 'vitest';
import { z } from 'zod';
import { type Answer, newestGrant, type Stage } from './stage.js';

/** What can happen to a grant, in the order of its life. */
export const events = ['grant', 'narrow', 'pause', 'resume', 'revoke'] as const;
export type LifeEvent = (typeof events)[number];

/** What stands in the database once it happened, whatever the pod has done. */
const becomes: Readonly<Record<LifeEvent, string>> = {
  grant: 'PREPARING',
  narrow: 'ACTIVE',
  pause: 'SUSPENDED',
  resume: 'PREPARING',
  revoke: 'REVOKED',
};
export const stateAfter = (event: LifeEvent): string => becomes[event];
export const isReadableAfter = (event: LifeEvent): boolean =>
  event === 'grant' || event === 'narrow' || event === 'resume';

const Read = z.object({
  learner: z.object({
    records: z.object({
      nodes: z.array(z.object({ assessment: z.object({ __typename: z.string() }) })).min(1),
    }),
  }),
});

interface GrantNow {
  readonly id: string;
  readonly state: string;
}

/** One grant at a time, of Samira to Noor, through two clients until it is narrowed to one. */
export function consentLife(stage: Stage) {
  const newest = async (): Promise<GrantNow | undefined> =>
    (await stage.shop.ledger.grants.ofLearner(stage.learner.id))[0];
  const does: Readonly<Record<LifeEvent, () => Promise<Answer | undefined>>> = {
    grant: () => {
      const input = {
        grantee: { person: stage.adviser },
        purpose: 'CAREER_GUIDANCE',
        scope: [{ types: ['RESULT'] }],
        facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
        personFacets: ['NAME'],
        clients: [stage.pageClient, 'https://stagezoeker.example/clients/app'],
        includeFuture: true,
      };
      return stage.ask('samira', 'GrantAccess', { input });
    },
    narrow: async () => {
      const less = { clients: [stage.pageClient], facets: ['CORE', 'CREDITS'] };
      const input = { grantId: await newestGrant(stage), ...less };
      return stage.ask('samira', 'NarrowGrant', { input });
    },
    pause: () => stage.ask('samira', 'PauseAll'),
    resume: () => stage.ask('samira', 'PauseAll', { paused: false }),
    revoke: async () => stage.ask('samira', 'RevokeGrant', { id: await newestGrant(stage) }),
  };

  /** How far policy, log and outbox have come: one change moves each of them by one, or none. */
  const traces = async () => {
    const [learner] = await stage.sql('select epoch from learner where id = $1', [
      stage.learner.id,
    ]);
    const [told] = await stage.sql(
      `select count(*)::int as n from log_entry where bytes like '%"kind":"POLICY"%'`,
    );
    const [owed] = await stage.sql(
      `select count(*)::int as n from witness where kind <> 'DELIVER'`,
    );
    const versions = await stage.sql(
      'select grant_id, version, state from grant_version order by grant_id, version',
    );
    return {
      epoch: Number(learner?.['epoch']),
      told: Number(told?.['n']),
      owed: Number(owed?.['n']),
      versions,
    };
  };
  type Traces = Awaited<ReturnType<typeof traces>>;

  return {
    /** Says it, and hears the answer or not. */
    say: (event: LifeEvent) => does[event](),
    newest,
    traces,

    /** Whether it happened: wholly, or not at all. */
    async happened(event: LifeEvent, before: Traces): Promise<boolean> {
      const after = await traces();
      if (after.epoch === before.epoch) {
        expect(after).toEqual(before);
        return false;
      }
      const { epoch, told, owed } = before;
      expect(after).toMatchObject({ epoch: epoch + 1, told: told + 1, owed: owed + 1 });
      expect((await newest())?.state).toBe(stateAfter(event));
      return true;
    },

    /** Until the pod was asked once more nothing may leave at all; and nothing else than may leave later. */
    async expectNoorAtMost(readable: boolean, narrowed: boolean): Promise<void> {
      const learner = stage.learner.webId;
      const answer = await stage.ask('adviser', 'LearnerRecords', { learner });
      if (answer?.codes[0] !== 'UPSTREAM') return this.expectNoor(readable, narrowed);
      expect(JSON.stringify(answer.data ?? null)).not.toContain('records');
    },

    /** What Noor gets, before the pod has followed and after. */
    async expectNoor(readable: boolean, narrowed: boolean): Promise<void> {
      const learner = stage.learner.webId;
      const answer = await stage.ask('adviser', 'LearnerRecords', { learner });
      if (!readable) {
        expect(answer?.codes).toEqual(['GRANT_ENDED']);
        expect(JSON.stringify(answer?.data)).not.toContain('records');
        return;
      }
      expect(answer?.codes).toEqual([]);
      const { nodes } = Read.parse(answer?.data).learner.records;
      const kinds = new Set(nodes.map(({ assessment }) => assessment['__typename']));
      expect(kinds).toEqual(new Set([narrowed ? 'NotShared' : 'Assessment']));
    },
  };
}
export type ConsentLife = ReturnType<typeof consentLife>;
