import type { MyRouteQuery } from '../../../../schema/generated/graphql.js';

type OwnStep = NonNullable<MyRouteQuery['myRoute']>['steps'][number];

interface Open {
  readonly open: boolean | null;
  readonly reason: string | null;
}
/** What is full, shut, off or over can be no step; what is still to open can. */
export const canBePlanned = ({ open, reason }: Open): boolean =>
  open !== false || reason === 'NOT_YET_OPEN';

type Asking = Pick<OwnStep, 'offering' | 'state'> & {
  readonly request: Pick<NonNullable<OwnStep['request']>, 'stage'> | null;
};

/** A place can be asked for where it is open, or nobody says that it is not; not before the host heard that it was called off. */
export const canAsk = ({ offering, request, state }: Asking): boolean =>
  offering !== null &&
  request?.stage !== 'CALLING_OFF' &&
  ['PLANNED', 'DENIED', 'WITHDRAWN'].includes(state) &&
  offering.availability.open !== false;
