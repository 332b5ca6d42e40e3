import { beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../../../fixtures/house.js';
import { asks, openFrom } from './steps.js';

/** Who writes a reason that is to be read as something else. */
export function attacksByWords(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  describe('attack 37: a reason that wants to look like something else', () => {
    // biome-ignore format: a table is read in columns
    const tricks: readonly (readonly [string, string, string])[] = [
      ['a text that reads backwards',   'Goed\u202Edoel\u2066 x\u2069', 'Goed doel  x'],
      ['letters that nobody sees',      'De\u200B Del\u200Dta\uFEFF\u00AD\u2060\u3164', 'De Delta'],
      ['a markdown link',               '[inloggen](https://evil.example)', '[inloggen](https://evil.example)'],
      ['markup',                        '<b>Universiteit</b><script>x</script>', '<b>Universiteit</b><script>x</script>'],
      ['lines of its own',              'Beste,\n\n\u2028Leerkluis:\u0007 OK', 'Beste,   Leerkluis:  OK'],
      ['letters that look like others', '𝗟𝗲𝗲𝗿𝗸𝗹𝘂𝗶𝘀 ｖｒａａｇｔ', 'Leerkluis vraagt'],
      ['marks that cover what is near', `a${'\u0335'.repeat(60)}b`, `a${'\u0335'.repeat(4)}b`],
      ['a name in two scripts',         'Lооpbaanplein De Delta', 'Lооpbaanplein De Delta'],
    ];
    it.each(tricks)('%s', async (_what, reason, shown) => {
      await asks(house, 'roc', { reason });
      const found = await openFrom(house, 'roc');
      expect(found.reason).toBe(shown);
      expect(found.organisation).toBeNull();
    });

    it('and one that is long is cut, in whole characters', async () => {
      await asks(house, 'roc', { reason: `${'a'.repeat(499)}😀😀` });
      expect((await openFrom(house, 'roc')).reason.length).toBeLessThanOrEqual(500);
      expect((await openFrom(house, 'roc')).reason.isWellFormed()).toBe(true);
    });
  });
}
