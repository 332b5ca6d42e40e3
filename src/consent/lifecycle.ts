/**
 * PROPOSED: a learner under sixteen said yes, their guardian has not yet. PREPARING: decided, not yet closed round a view
 * in the pod; no data. ACTIVE: both the pod and we say yes. SUSPENDED: the learner paused everything; resumed, it is
 * prepared anew. The rest is final: agreeing again makes a new grant. SUPERSEDED: another version took its place.
 */
export const grantStates = [
  'PROPOSED',
  'PREPARING',
  'ACTIVE',
  'SUSPENDED',
  'DECLINED',
  'REVOKED',
  'EXPIRED',
  'EXHAUSTED',
  'SUPERSEDED',
] as const;
export type GrantState = (typeof grantStates)[number];

export type GrantEvent =
  | 'COSIGNED'
  | 'COSIGN_DECLINED'
  | 'ACTIVATED'
  | 'PAUSED'
  | 'RESUMED'
  | 'REVOKED'
  | 'EXPIRED'
  | 'EXHAUSTED'
  | 'SUPERSEDED';

type Steps = Readonly<Record<GrantEvent, GrantState | undefined>>;
const never: Steps = {
  COSIGNED: undefined,
  COSIGN_DECLINED: undefined,
  ACTIVATED: undefined,
  PAUSED: undefined,
  RESUMED: undefined,
  REVOKED: undefined,
  EXPIRED: undefined,
  EXHAUSTED: undefined,
  SUPERSEDED: undefined,
};
/** However far it had come, it can end. */
const ending = { REVOKED: 'REVOKED', EXPIRED: 'EXPIRED', SUPERSEDED: 'SUPERSEDED' } as const;

/** Every state with every event: where it leads, or undefined where nothing comes of it. */
const steps: Readonly<Record<GrantState, Steps>> = {
  PROPOSED: { ...never, ...ending, COSIGNED: 'PREPARING', COSIGN_DECLINED: 'DECLINED' },
  PREPARING: {
    ...never,
    ...ending,
    ACTIVATED: 'ACTIVE',
    PAUSED: 'SUSPENDED',
    EXHAUSTED: 'EXHAUSTED',
  },
  ACTIVE: { ...never, ...ending, PAUSED: 'SUSPENDED', EXHAUSTED: 'EXHAUSTED' },
  SUSPENDED: { ...never, ...ending, RESUMED: 'PREPARING', EXHAUSTED: 'EXHAUSTED' },
  DECLINED: never,
  REVOKED: never,
  EXPIRED: never,
  EXHAUSTED: never,
  SUPERSEDED: never,
};

/** @returns undefined when nothing comes of this event in this state: the grant stays as it is. */
export const nextState = (state: GrantState, event: GrantEvent): GrantState | undefined =>
  steps[state][event];

/** States this event leads on from. */
export const statesBefore = (event: GrantEvent): readonly GrantState[] =>
  grantStates.filter((state) => nextState(state, event) !== undefined);
