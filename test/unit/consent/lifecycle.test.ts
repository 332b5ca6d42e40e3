import { describe, expect, it } from 'vitest';
import {
  type GrantEvent,
  type GrantState,
  grantStates,
  nextState,
  statesBefore,
} from '../../../src/consent/index.js';

const events = [
  'COSIGNED',
  'COSIGN_DECLINED',
  'ACTIVATED',
  'PAUSED',
  'RESUMED',
  'REVOKED',
  'EXPIRED',
  'EXHAUSTED',
  'SUPERSEDED',
] as const satisfies readonly GrantEvent[];

// biome-ignore format: a table is read in columns
const table: Readonly<Record<GrantState, readonly (GrantState | undefined)[]>> = {
  //            COSIGNED     DECLINED    ACTIVATED  PAUSED       RESUMED      REVOKED    EXPIRED    EXHAUSTED    SUPERSEDED
  PROPOSED:   ['PREPARING', 'DECLINED', undefined, undefined,   undefined,   'REVOKED', 'EXPIRED', undefined,   'SUPERSEDED'],
  PREPARING:  [undefined,   undefined,  'ACTIVE',  'SUSPENDED', undefined,   'REVOKED', 'EXPIRED', 'EXHAUSTED', 'SUPERSEDED'],
  ACTIVE:     [undefined,   undefined,  undefined, 'SUSPENDED', undefined,   'REVOKED', 'EXPIRED', 'EXHAUSTED', 'SUPERSEDED'],
  SUSPENDED:  [undefined,   undefined,  undefined, undefined,   'PREPARING', 'REVOKED', 'EXPIRED', 'EXHAUSTED', 'SUPERSEDED'],
  DECLINED:   events.map(() => undefined),
  REVOKED:    events.map(() => undefined),
  EXPIRED:    events.map(() => undefined),
  EXHAUSTED:  events.map(() => undefined),
  SUPERSEDED: events.map(() => undefined),
};

describe('the life of a grant', () => {
  it.each(grantStates)('%s: each event leads where it should, or nowhere', (state) => {
    expect(events.map((event) => nextState(state, event))).toEqual(table[state]);
  });

  it.each(events)('%s leads on from the states that the table says', (event) => {
    const place = events.indexOf(event);
    expect(statesBefore(event)).toEqual(
      grantStates.filter((state) => table[state][place] !== undefined),
    );
  });
});
