import type { MyRouteQuery } from '../../../../schema/generated/graphql.js';

type OwnStep = NonNullable<MyRouteQuery['myRoute']>['steps'][number];

interface Open {
  readonly open: boolean | null;
  readonly reason: string | null;
}
/** What is full, shut, off or over can be no step; what is still to open can. */
export const canBePlanned = ({ open, reason }: Open): boolean =>
  open !== false || reason === 'NOT_YET_OPEN';

/** A place can be asked for where it is open, or nobody says that it is not. */
export const canAsk = ({ offering, state }: Pick<OwnStep, 'offering' | 'state'>): boolean =>
  offering !== null &&
  ['PLANNED', 'DENIED', 'WITHDRAWN'].includes(state) &&
  offering.availability.open !== false;

/** What was asked for from here can be called off here, until it is over: also where we gave up, since the host may have it. */
export const canCallOff = ({ request, state }: Pick<OwnStep, 'request' | 'state'>): boolean =>
  request !== null &&
  (request.stage === 'GIVEN_UP' ||
    (['ASKED', 'ANSWERED'].includes(request.stage) &&
      ['REQUESTED', 'ENROLLED', 'IN_PROGRESS'].includes(state)));
