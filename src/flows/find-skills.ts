import type { FoundSkill } from '../ledger/index.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

/** Skills in one answer. */
const mostSkills = 20;
const longest = 100;

/** Skills of the public list to choose from; none where nobody loaded it. For learners. */
export async function findSkills(
  house: House,
  caller: Caller,
  { text, languages }: { readonly text: string; readonly languages: readonly string[] },
): Promise<readonly FoundSkill[]> {
  await ownLearner(house, caller);
  if (text.trim().length < 2) return [];
  return house.ledger.esco.search(text.slice(0, longest), languages, mostSkills);
}
