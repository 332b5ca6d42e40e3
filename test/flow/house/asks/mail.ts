import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../../../../src/flows/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import type { MailServer } from '../../../fixtures/mail-server.js';
import { rowsOf, wholeDatabase } from '../attacks/ledger-rows.js';
import { stranger } from '../attacks/steps.js';
import { asks, declines, forgetAsks, page } from './steps.js';

/** What learners who are not looking are told, over a real mail server. */
export function tellsLearners(opened: () => TestHouse, mailServer: () => MailServer): void {
  let house: TestHouse;
  let mail: MailServer;
  beforeAll(() => {
    house = opened();
    mail = mailServer();
  });

  const swept = () => sweep(house.running.workshop, house.setup.log.fault);
  const arrived = () => mail.mails.splice(0);

  describe('a learner who is not looking', () => {
    const canary = 'vleermuis-4711';
    beforeEach(() => {
      mail.setDown(false);
      arrived();
      house.faults.splice(0);
    });

    it('gets one mail, which says that something waits and nothing else', async () => {
      await asks(house, 'adviser', { reason: `Wij zijn ${canary}.` });
      await asks(house, 'developer', { reason: `Ook wij: ${canary}.` });
      for (let n = 0; n < 3; n += 1) await swept();
      const mails = arrived();
      expect(mails.map(({ to, from }) => ({ to, from }))).toEqual([
        { to: ['samira@leerling.example'], from: 'kluis@kluis.example' },
      ]);
      const text = mails[0]?.text ?? '';
      expect(text).toContain(page);
      expect(text).toContain('Er staat iets voor je klaar');
      expect(text).toContain('Something waits for you');
      const words = [
        canary,
        'Samira',
        'Amrani',
        'Noor',
        'adviser',
        'Delta',
        'Merenveld',
        'merenveld',
        'GUIDANCE',
        'localhost',
        house.pods,
      ];
      expect(words.filter((word) => text.includes(word))).toEqual([]);
      expect(house.faults).toEqual([]);
    });

    it('gets none for what is held or muted, or asked of somebody else', async () => {
      await asks(house, 'adviser');
      await declines(house, 'adviser');
      await swept();
      await asks(house, 'adviser');
      await house.ask('samira', 'MuteGrantee', {
        grantee: house.account('roc').webId,
        muted: true,
      });
      await asks(house, 'roc');
      await asks(house, 'roc', { learner: stranger });
      await swept();
      expect(arrived()).toEqual([]);
    });

    it('gets none where their pod says no address, or one that is none', async () => {
      const { fetch } = house.running.workshop.build;
      const at = `${house.account('samira').podRoot}edu/self/person.json`;
      const before = await (await fetch(at)).text();
      const put = (body: string) =>
        fetch(at, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
      const person = JSON.parse(before);
      for (const contact of [
        {},
        { email: 'a@b.example, c@d.example' },
        { email: 'x@y.example\r\nBcc: z@y.example' },
      ]) {
        await put(JSON.stringify({ ...person, contact }));
        await forgetAsks(house);
        await asks(house, 'adviser');
        await swept();
      }
      await put(before);
      expect(arrived()).toEqual([]);
      expect(house.faults).toEqual([]);
    });

    it('gets it later where the mail server is down, and the log names nobody', async () => {
      mail.setDown(true);
      const lines = house.logLines.length;
      await asks(house, 'adviser');
      await swept();
      await swept();
      expect([arrived(), mail.refused(), house.faults.length]).toEqual([[], 1, 1]);
      mail.setDown(false);
      await rowsOf(house, 'update message_due set try_at = clock_timestamp()');
      await swept();
      expect(arrived()).toHaveLength(1);
      const logged = house.logLines.slice(lines).join('\n');
      expect(logged).toContain('EENVELOPE');
      expect(logged).not.toMatch(/samira|leerling\.example|localhost/i);
      house.faults.splice(0);
    });

    it('where there is a mail server, nothing is said at the start of there being none', () => {
      expect(house.notes).toEqual([]);
    });

    it('whose address stands in no table', async () => {
      await asks(house, 'adviser');
      await swept();
      expect(await wholeDatabase(house)).not.toContain('leerling.example');
    });
  });
}
