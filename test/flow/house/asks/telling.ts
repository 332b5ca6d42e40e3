import { beforeAll, describe, expect, it } from 'vitest';
import { guidance, readsSamira, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { formsOf } from '../../../fixtures/statements.js';
import { visible } from '../attacks/knock.js';
import { stranger } from '../attacks/steps.js';
import { asks, declines, mutes, requestsOf } from './steps.js';

/** Without what was looked up of the asker: their session, and now and then what they may still ask today. */
const afterTheDoor = (forms: readonly string[]) =>
  forms.filter((form) => !/session|rate_bucket/.test(form));

/** Who wants to learn from the answer to a request whether somebody is here, and what they did with it. */
export function attacksByAsking(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(async () => {
    house = opened();
    // Signed in before: what that writes down is not of the request.
    await house.ask('adviser', 'Viewer');
  });

  describe('attack 47: the answer to a request tells nothing', () => {
    const worlds = {
      'a learner who was never asked': async () => undefined,
      'one with a request that waits': async () => void (await asks(house, 'adviser')),
      'one who said no': async () => {
        await asks(house, 'adviser');
        await declines(house, 'adviser');
      },
      'one who mutes': async () => void (await mutes(house)),
    };

    it.each(Object.entries(worlds))(
      'in bytes and in statements, of %s and of nobody',
      async (_world, prepare) => {
        await prepare();
        const [heard, nobody]: Record<string, unknown>[] = [{}, {}];
        const forms = await formsOf(async () =>
          Object.assign(heard ?? {}, await asks(house, 'adviser')),
        );
        const none = await formsOf(async () =>
          Object.assign(nobody ?? {}, await asks(house, 'adviser', { learner: stranger })),
        );
        expect(heard?.['text']).toBe('{"data":{"requestAccess":{"sent":true}}}\n');
        expect(heard?.['text']).toBe(nobody?.['text']);
        expect(heard?.['status']).toBe(nobody?.['status']);
        expect(afterTheDoor(forms)).toEqual(afterTheDoor(none));
        expect(forms.length).toBeGreaterThan(6);
      },
    );

    it('also where it is one too many for today', async () => {
      for (let n = 0; n < 5; n += 1) await asks(house, 'adviser', { learner: stranger });
      const [known, unknown] = [
        await asks(house, 'adviser'),
        await asks(house, 'adviser', { learner: stranger }),
      ];
      expect(known.codes).toEqual(['RATE_LIMITED']);
      expect(visible(known)).toEqual(visible(unknown));
      expect(known.text).not.toContain('fit in a day');
      expect(await requestsOf(house)).toEqual([]);
    });

    it('nor does reading tell who has a request that waits, was declined or is muted', async () => {
      await revokesAll(house);
      const before = visible(await readsSamira(house));
      await asks(house, 'adviser');
      const pending = visible(await readsSamira(house));
      await declines(house, 'adviser');
      const declined = visible(await readsSamira(house));
      await mutes(house);
      const muted = visible(await readsSamira(house));
      const nobody = visible(
        await house.ask('adviser', 'LearnerRecords', { learner: stranger }, guidance),
      );
      for (const seen of [before, pending, declined, muted]) expect(seen).toEqual(nobody);
    });
  });
}
