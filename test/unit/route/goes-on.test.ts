import { describe, expect, it } from 'vitest';
import { canCallOff, type DerivedStep, goesOn } from '../../../src/route/index.js';

type Request = NonNullable<DerivedStep['request']>;
type More = Partial<DerivedStep>;
const asked = (stage: Request['stage'], more: Partial<Request> = {}): More => ({
  request: { offering: 'run-1', stage, isSent: true, ...more },
});
const word = (value: 'PENDING' | 'ASSOCIATED' | 'DENIED' | 'CANCELLED' | 'FINISHED'): More => ({
  host: { value },
});
const told = (
  state: DerivedStep['state'],
  first: More = {},
  second: More = {},
  third: More = {},
) => {
  const more = { ...first, ...second, ...third };
  const step: DerivedStep = { enrolments: [], isOutcomeHidden: false, ...more, state };
  return [goesOn(step) ? 'stays' : 'goes', canCallOff(step) ? 'call off' : ''].join(' ').trim();
};
const unsent = { isSent: false };

describe('whether a step stays for what was asked of a host', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['nothing was asked',                           told('PLANNED'),                                                           'goes'],
    ['it is asked',                                 told('REQUESTED', asked('ASKED', unsent)),                                 'stays call off'],
    ['it is asked, and it was passed before',       told('COMPLETED', { reason: 'PASSED_EARLIER' }, asked('ASKED')),           'stays call off'],
    ['it is asked anew of a host that ended it',    told('REQUESTED', word('CANCELLED'), asked('ASKED')),                      'stays call off'],
    ['the host has yet to decide',                  told('REQUESTED', word('PENDING'), asked('ANSWERED')),                     'stays call off'],
    ['they are enrolled',                           told('ENROLLED', word('ASSOCIATED'), asked('ANSWERED')),                   'stays call off'],
    ['they are busy with it',                       told('IN_PROGRESS', word('ASSOCIATED'), asked('ANSWERED')),                'stays call off'],
    ['the result is to come',                       told('IN_PROGRESS', word('FINISHED'), asked('ANSWERED')),                  'stays call off'],
    ['they are enrolled, and need it no more',      told('RECOGNISED', word('ASSOCIATED'), asked('ANSWERED')),                 'stays call off'],
    ['they are enrolled, and passed it before',     told('COMPLETED', { reason: 'PASSED_EARLIER' }, word('ASSOCIATED'), asked('ANSWERED')), 'stays call off'],
    ['the home school says no, and the host yes',   told('DENIED', { by: 'HOME' }, word('ASSOCIATED'), asked('ANSWERED')),     'stays call off'],
    ['the host said no',                            told('DENIED', { by: 'HOST' }, word('DENIED'), asked('ANSWERED')),         'goes'],
    ['the host ended it',                           told('WITHDRAWN', { by: 'HOST' }, word('CANCELLED'), asked('ANSWERED')),   'goes'],
    ['they passed',                                 told('COMPLETED', word('ASSOCIATED'), asked('ANSWERED')),                  'goes'],
    ['they failed',                                 told('FAILED', word('ASSOCIATED'), asked('ANSWERED')),                     'goes'],
    ['it was refused, and no question went before', told('DENIED', asked('REFUSED', unsent)),                                  'goes'],
    ['it was refused after one that it may have',   told('PLANNED', asked('REFUSED', { code: 'TOKEN' })),                      'stays call off'],
    ['we gave up',                                  told('PLANNED', asked('GIVEN_UP', { code: 'NO_ANSWER' })),                 'stays call off'],
    ['we gave up, and it ended one before',         told('PLANNED', word('CANCELLED'), asked('GIVEN_UP', { code: 'NO_ANSWER' })), 'stays call off'],
    ['we gave up, and it said yes after that',      told('ENROLLED', word('ASSOCIATED'), asked('GIVEN_UP', { code: 'NO_ANSWER' })), 'stays call off'],
    ['we gave up, and they passed after that',      told('COMPLETED', word('ASSOCIATED'), asked('GIVEN_UP', { code: 'NO_ANSWER' })), 'goes'],
    ['it said no after we stopped looking',         told('DENIED', word('DENIED'), asked('GIVEN_UP', { code: 'NEVER_DECIDED' })), 'goes'],
    ['it was called off, and is still to be told',  told('WITHDRAWN', asked('CALLING_OFF', { code: 'NO_ANSWER' })),            'goes'],
    ['it was called off',                           told('WITHDRAWN', asked('CALLED_OFF')),                                    'goes'],
    ['it was called off, and the host not told',    told('WITHDRAWN', asked('CALLED_OFF', { code: 'NO_ANSWER' })),             'goes call off'],
    ['it was called off and never heard',           told('WITHDRAWN', asked('CALLED_OFF', { code: 'NO_ANSWER', isSent: false })), 'goes'],
  ] as const;
  it.each(rows)('%s', (_because, is, wanted) => {
    expect(is).toBe(wanted);
  });
});
