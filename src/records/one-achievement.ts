import type { Countable } from './countable.js';
import type { AssertedBy } from './record.js';

/** Whose word is worth more; a school's and a signed one are worth the same. */
const trust: Readonly<Record<AssertedBy, number>> = {
  INSTITUTION: 0,
  ISSUER_SIGNED: 0,
  EMPLOYER: 1,
  IMPORT: 2,
  SELF: 3,
};
const rank = ({ assertedBy, credits: { sameSince = '' }, key }: Countable): string =>
  `${trust[assertedBy]} ${sameSince} ${key}`;
/** More trust first, then what came earlier; the key breaks ties, so that every reader has the same one first. */
export const moreTrusted = (a: Countable, b: Countable): number => (rank(a) < rank(b) ? -1 : 1);

/**
 * Things that tell of one achievement, together: what is linked in a chain over things that are given is one. Of things that
 * are not given nothing is known.
 * @param nameOf what a record is a try at: tries at one thing are one thing already.
 */
export function togetherBy(
  records: readonly Countable[],
  nameOf: (record: Countable) => string,
): ReadonlyMap<string, string> {
  const above = new Map<string, string>();
  const top = (name: string): string => {
    let at = name;
    for (let up = above.get(at); up !== undefined; up = above.get(at)) at = up;
    return at;
  };
  const byKey = new Map(records.map((record) => [record.key, record]));
  for (const record of records) {
    for (const key of record.credits.sameAs ?? []) {
      const other = byKey.get(key);
      if (other === undefined) continue;
      const [low, high] = [top(nameOf(record)), top(nameOf(other))].toSorted();
      if (low !== undefined && high !== undefined && low !== high) above.set(high, low);
    }
  }
  return new Map(records.map((record) => [nameOf(record), top(nameOf(record))]));
}
