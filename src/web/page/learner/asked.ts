import type { MyRequestsQuery } from '../../../../schema/generated/graphql.js';

export type ShownRequest = MyRequestsQuery['myRequests']['nodes'][number];

const orNull = <Value>(values: readonly Value[]): Value[] | null =>
  values.length === 0 ? null : [...values];

/** What was asked, as a choice of records. */
export const selectorOf = ({ recordTypes, institutions }: ShownRequest['items'][number]) => ({
  types: orNull(recordTypes),
  institutions: orNull(institutions),
  recordIds: null,
  issuedFrom: null,
  issuedTo: null,
  levelMin: null,
  status: null,
});
