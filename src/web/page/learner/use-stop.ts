import { useEffect, useState } from 'react';
import { GrantAgainDocument, RevokeGrantDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import type { ShownGrant } from '../parts/grant-words.js';

const undoSeconds = 10;

function secondsLeft(endedAt: string | null): number {
  if (endedAt === null) return 0;
  const passed = (Date.now() - new Date(endedAt).getTime()) / 1000;
  return Math.max(0, Math.ceil(undoSeconds - Math.max(0, passed)));
}

/** Stopping counts when it answers. For ten seconds one can say yes again, on the same terms: that is a new yes. */
export function useStop({ id, endedAt }: ShownGrant) {
  const stopping = useAct(RevokeGrantDocument, ['grants', 'looks']);
  const renewing = useAct(GrantAgainDocument, ['grants', 'looks']);
  const [left, setLeft] = useState(() => secondsLeft(endedAt));
  useEffect(() => {
    setLeft(secondsLeft(endedAt));
    const clock = setInterval(() => setLeft(secondsLeft(endedAt)), 500);
    return () => clearInterval(clock);
  }, [endedAt]);
  return {
    stop: () => stopping.act({ id }),
    again: () => renewing.act({ id }),
    left: renewing.isSuccess ? 0 : left,
    isPending: stopping.isPending || renewing.isPending,
    error: stopping.error ?? renewing.error,
  };
}
