import type { LearnerId } from '../base/index.js';
import { contentHash, type IncomingRecord } from '../records/index.js';
import type { House } from './house.js';

/**
 * What we know a record by once its institution said it. One that was joined out of several things is told apart from one that is
 * said in one, also where both say the same: it is nobody's to sign.
 */
export const saidHash = (
  { fingerprint }: Pick<House, 'fingerprint'>,
  learner: LearnerId,
  { facets, isJoined = false }: IncomingRecord,
): string => fingerprint(learner, `${isJoined ? 'joined ' : ''}${contentHash(facets)}`);
