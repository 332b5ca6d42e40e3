/** In whose name hosts are asked, and for how long: leave and agreements that end while a host is asked. */
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../../src/base/index.js';
import { dropAuthority, keepAuthority, tokenFor } from '../../../../src/flows/authority.js';
import type { EnrolTools } from '../../../../src/flows/index.js';
import { tryEnrolment } from '../../../../src/flows/send-enrolment.js';
import type { TestLedger } from '../../../fixtures/ledger.js';
import { brokenOff, hostOf, no, openAsking, type Script, said } from '../paper-hosts.js';

const soon = () => new Date(Date.now() + 3_600_000);

export function leaveAndAgreement(kluis: () => TestLedger): void {
  const opened = async (script: Script) => {
    const host = hostOf(script);
    const asking = await openAsking(kluis(), host.desk);
    await asking.ask(host.desk.id);
    return { ...asking, heard: host.heard };
  };

  describe('leave that one host does not take', () => {
    it('is leave for the others', async () => {
      const [one, other] = [
        hostOf({ ask: [() => no('TOKEN')] }, institutionId('streng.example')),
        hostOf({ ask: [() => said('ASSOCIATED')] }, institutionId('gast.example')),
      ];
      const asking = await openAsking(kluis(), one.desk, other.desk);
      await asking.ask(one.desk.id, {}, 'one');
      await asking.round();
      await asking.ask(other.desk.id, {}, 'other');
      await asking.round();
      expect([await asking.now('one'), await asking.now('other')]).toEqual([
        'REFUSED TOKEN',
        'ANSWERED ASSOCIATED',
      ]);
    });

    it('is not used where it was given anew meanwhile', async () => {
      const {
        learner,
        now,
        tools,
        try: tryIt,
      } = await opened({
        ask: [
          async () => {
            await keepAuthority(tools, learner, { accessToken: 'new', expiresAt: soon() });
            return no('TOKEN');
          },
          () => said('ASSOCIATED'),
        ],
      });
      await tryIt();
      expect([await now(), await tokenFor(tools, learner)]).toEqual(['ANSWERED ASSOCIATED', 'new']);
    });

    it('is renewed first, where it can be', async () => {
      const { claim, heard, learner, now, tools } = await opened({
        ask: [() => no('TOKEN'), () => said('ASSOCIATED')],
      });
      const renewing: EnrolTools = {
        ...tools,
        authorities: {
          renew: async () => ({ accessToken: 'renewed', expiresAt: soon() }),
          giveUp: () => undefined,
        },
      };
      await keepAuthority(tools, learner, {
        accessToken: 'theirs',
        refreshToken: 'again',
        expiresAt: soon(),
      });
      await tryEnrolment(renewing, await claim());
      expect([await now(), heard, await tokenFor(tools, learner)]).toEqual([
        'ANSWERED ASSOCIATED',
        ['ASK', 'ASK'],
        'renewed',
      ]);
    });
  });

  describe('what ends while a host is asked', () => {
    type Asking = Awaited<ReturnType<typeof openAsking>>;
    // biome-ignore format: a table is read in columns
    const endings = [
      ['their leave',   ({ tools, learner }: Asking) => dropAuthority(tools, learner)],
      ['the agreement', ({ stops }: Asking) => stops()],
    ] as const;
    it.each(endings)(
      '%s: nothing more is asked of it, and what it answered stays',
      async (_what, end) => {
        const reads: string[] = [];
        const asking = await opened({
          ask: [
            async () => {
              await end(asking);
              return said('PENDING');
            },
          ],
          read: () => void reads.push('READ'),
        });
        await asking.try();
        expect([await asking.now(), reads]).toEqual(['ANSWERED PENDING', []]);
      },
    );

    it.each(endings)(
      '%s, before it is asked how it stands: it is not asked',
      async (_what, end) => {
        const reads: string[] = [];
        let isOver = false;
        const asking = await opened({
          ask: [() => said('PENDING')],
          before: async () => (isOver ? end(asking) : undefined),
          read: () => void reads.push('READ'),
        });
        await asking.try();
        isOver = true;
        await asking.try();
        expect([await asking.now(), reads]).toEqual(['ANSWERED PENDING', ['READ']]);
      },
    );

    it('their leave, before it is looked for or called off: neither is done', async () => {
      const scripts: readonly Script[] = [
        { ask: [brokenOff], find: 'FOUND' },
        { ask: [() => said('PENDING')] },
      ];
      for (const script of scripts) {
        let isOver = false;
        const asking = await opened({
          ...script,
          before: async () => (isOver ? dropAuthority(asking.tools, asking.learner) : undefined),
        });
        await asking.try();
        await asking.callOff();
        isOver = true;
        await asking.try();
        expect([asking.heard, await asking.goesOn()]).toEqual([['ASK'], true]);
      }
    });

    it('the agreement, before anything is asked: nothing is', async () => {
      const asking = await opened({ ask: [() => said('PENDING')] });
      await asking.stops();
      await asking.try();
      expect([await asking.now(), asking.heard]).toEqual(['REFUSED AGREEMENT_ENDED', []]);
    });

    it('the agreement, and it is called off all the same', async () => {
      const asking = await opened({ ask: [() => said('PENDING')] });
      await asking.try();
      await asking.stops();
      await asking.callOff();
      await asking.try();
      expect(await asking.now()).toBe('CALLED_OFF CANCELLED');
    });
  });
}
