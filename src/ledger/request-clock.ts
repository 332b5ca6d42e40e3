/** Days after which a request that nobody answered is over, and for which a no stays a no. */
export const requestDays = 30;
/** Requests one grantee may make in 24 hours, of all learners together, known here or not. */
export const requestsPerDay = 5;

const windowMs = requestDays * 86_400_000;

/** Asked at or before this moment, an open request has lapsed, also where nothing has said so yet. */
export const lapsedBefore = (now: Date): Date => new Date(now.getTime() - windowMs);

/** A request that its learner can still answer: as a condition on its row. */
export const stillOpen = (learner: { readonly id: string; readonly now: Date }, id: string) => ({
  id,
  learnerId: learner.id,
  state: 'OPEN',
  createdAt: { $gt: lapsedBefore(learner.now) },
});
