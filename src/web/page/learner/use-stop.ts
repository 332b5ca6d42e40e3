import { useEffect, useState } from 'react';
import { GrantAgainDocument, RevokeGrantDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import type { ShownGrant } from '../parts/grant-words.js';

const undoMs = 10_000;

/** Stopping counts when it answers. For ten seconds one can say yes again, on the same terms: that is a new yes. */
export function useStop({ id }: ShownGrant) {
  const stopping = useAct(RevokeGrantDocument, ['grants', 'looks']);
  const renewing = useAct(GrantAgainDocument, ['grants', 'looks']);
  // By this device's own clock, from when the answer came: no two clocks are compared.
  const [until, setUntil] = useState<number>();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === undefined) return undefined;
    const look = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    look();
    const clock = setInterval(look, 500);
    return () => clearInterval(clock);
  }, [until]);
  return {
    stop: () => stopping.act({ id }, () => setUntil(Date.now() + undoMs)),
    again: () => renewing.act({ id }),
    left: renewing.isSuccess ? 0 : left,
    isAgain: renewing.isSuccess,
    isPending: stopping.isPending || renewing.isPending,
    error: stopping.error ?? renewing.error,
  };
}
