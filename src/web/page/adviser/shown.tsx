import type { ReactNode } from 'react';
import type { LearnerViewQuery } from '../../../../schema/generated/graphql.js';
import { useSay } from '../texts/texts.js';

type Seen = NonNullable<LearnerViewQuery['learner']>['records']['nodes'][number];
interface ShownProps {
  readonly records: readonly Seen[];
  readonly children: (record: Seen) => ReactNode;
}

/** A route before what it leads past; where somebody is or was enrolled stands apart, as in their own list. */
export function Shown({ records, children }: ShownProps) {
  const say = useSay();
  const routes = records.filter(({ recordType }) => recordType === 'ROUTE');
  const enrolments = records.filter(({ recordType }) => recordType === 'ENROLMENT');
  const others = records.filter((one) => !routes.includes(one) && !enrolments.includes(one));
  const cards = (all: readonly Seen[]) => (
    <ul className="cards">
      {all.map((record) => (
        <li key={record.id}>{children(record)}</li>
      ))}
    </ul>
  );
  return (
    <>
      {cards([...routes, ...others])}
      {enrolments.length > 0 ? (
        <details open={others.length === 0}>
          <summary>{say('results.enrolments', { count: enrolments.length })}</summary>
          {cards(enrolments)}
        </details>
      ) : null}
    </>
  );
}
