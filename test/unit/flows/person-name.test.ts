import { expect, it } from 'vitest';
import { atAGlance } from '../../../src/flows/look-alikes.js';
import { personName } from '../../../src/flows/person-name.js';

const taken = ['Loopbaanplein De Delta', 'Jansen'].map(atAGlance);

// biome-ignore format: a table is read in columns
const said: readonly (readonly [string, string, string | undefined])[] = [
  ['a name',                             'Noor Hendriks',                        'Noor Hendriks'],
  ['with what names have',               'J.-P. d’Arc-Öztürk (Jan)',             'J.-P. d’Arc-Öztürk (Jan)'],
  ['in another alphabet',                'Олена Коваль',                         'Олена Коваль'],
  ['that turns the line around',         'Noor\u202e skirdneH',                  'Noor skirdneH'],
  ['over two lines',                     'Noor\nHendriks',                       'Noor Hendriks'],
  ['with marks nobody sees',             'No\u200bor\u2066 Hendriks',            'Noor Hendriks'],
  ['with an address and markup',         '<b>Noor</b> https://evil.example/x',   'b Noor b https evil.example x'],
  ['of nothing',                         ' \u200b ',                             undefined],
  ['of no letters',                      '--- 7 ---',                            undefined],
  ['the word for the learner',           'Je',                                   undefined],
  ['the word for nobody known',          'IEMAND.',                              undefined],
  ['an organisation’s',                  'Loopbaanplein De Delta',               undefined],
  ['an organisation’s, dressed up',      'Team loopbaanplein  dé Delta, Utrecht', undefined],
  ['an organisation’s in two alphabets', 'Lооpbaanplein De Delta',               undefined],
  ['an organisation’s, with figures',    'L00pbaanp1ein De Delta',               undefined],
  ['an organisation’s in one word',      'LoopbaanpleinDeDelta',                 undefined],
  ['an organisation’s, and a letter',    'Loopbaanplein De Deltal',              undefined],
  ['with ours before it',                'Leerkluis Helpdesk',                   undefined],
  ['with ours in it',                    'Het team van Leerk1uis',               undefined],
  ['an organisation’s of one word',      'Jansen',                               undefined],
  ['a surname that is one too',          'Piet Jansen',                          'Piet Jansen'],
];

it.each(said)('a login says a name %s', (_what, name, shown) => {
  expect(personName(name, taken)).toBe(shown);
});

it('is never longer than a line, nor cut through a letter', () => {
  const name = personName('𝔸é'.repeat(500), []) ?? '';
  expect([Array.from(name).length <= 80, name.isWellFormed()]).toEqual([true, true]);
  const marks = personName(`${'😀'.repeat(10)}${'𐐷'.repeat(200)}`, []) ?? '';
  expect([Array.from(marks).length, marks.isWellFormed()]).toEqual([80, true]);
});
