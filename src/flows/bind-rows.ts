import { asWebId, learnerId, unambiguous } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { weighWrite } from './push-results.js';
import type { FileRow } from './results-file.js';

/**
 * LEARNER_NOT_REACHED: nobody here by that number, or somebody who did not let this institution: one answer.
 * INNER_SUBJECT_DIFFERS: somebody who let it, and is known to it by another number.
 */
export type NotBound = 'LEARNER_NOT_REACHED' | 'INNER_SUBJECT_DIFFERS';
export interface Bound {
  readonly row: FileRow;
  /** Whose it is, and who lets the institution. */
  readonly learner?: LearnerRow;
  readonly code?: NotBound;
  /** Who did not let it, where there is somebody: for their own log alone. */
  readonly kept?: LearnerRow;
}

/** Only by the school's own number of a login that proved it, or as the learner's yes named them. */
export async function personBehind(
  { ledger, idsFor }: House,
  { principal }: Caller,
  { id: institution }: InstitutionDesk,
  said: string,
): Promise<LearnerRow | undefined> {
  const named = asWebId(said);
  if (named !== undefined) return ledger.learners.byWebId(named);
  const linked = await ledger.learners.linkedAs({ institution, personId: said });
  const opened = linked ?? idsFor(principal.webId).open('learner', said);
  return opened === undefined ? undefined : ledger.learners.byId(learnerId(opened));
}

/** Numbers are held against each other where they are of one form: a student number says nothing of a UUID. */
function formOf(number: string): string {
  if (/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(number)) return 'uuid';
  return number.includes('@') ? 'at' : 'other';
}

const isOurs = (said: string): boolean => asWebId(said) !== undefined;

/** A proven number of this learner at this institution, of the form of one that was sent, is another one. */
async function isSomebodyElse(
  { ledger }: House,
  { id: institution }: InstitutionDesk,
  learner: LearnerRow,
  people: readonly string[],
): Promise<boolean> {
  const links = await ledger.learners.links(learner.id, new Date());
  const proven = links.filter((one) => one.institution === institution);
  const numbers = new Set(proven.map(({ personId }) => personId.toLowerCase()));
  const sent = people.filter((one) => !isOurs(one)).map((one) => one.toLowerCase());
  if (numbers.size === 0 || sent.some((one) => numbers.has(one))) return false;
  const forms = new Set([...numbers].map(formOf));
  return sent.some((one) => forms.has(formOf(one)));
}

async function bind(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  people: readonly string[],
): Promise<Omit<Bound, 'row'>> {
  const open = new Map<string, LearnerRow>();
  let kept: LearnerRow | undefined;
  for (const said of people) {
    const learner = await personBehind(house, caller, desk, said);
    // Weighed whoever it is, so that an answer takes the same steps.
    const found = await weighWrite(house, caller, desk, learner);
    if ('learner' in found) open.set(found.learner.id, found.learner);
    else kept ??= learner;
  }
  const [learner, ...others] = open.values();
  if (learner === undefined) {
    return { code: 'LEARNER_NOT_REACHED', ...(kept !== undefined && { kept }) };
  }
  const differs = others.length > 0 || (await isSomebodyElse(house, desk, learner, people));
  return differs ? { code: 'INNER_SUBJECT_DIFFERS' } : { learner };
}

/** People of a file who are looked up at once. */
const atOnce = 8;

/** Whose each row is. Who else an institution's numbers lead to, and did not let it, changes no answer. */
export async function bindRows(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  rows: readonly FileRow[],
): Promise<readonly Bound[]> {
  const byPeople = [...Map.groupBy(rows, ({ people }) => unambiguous(people))];
  const bound: Bound[] = [];
  for (let at = 0; at < byPeople.length; at += atOnce) {
    const some = byPeople.slice(at, at + atOnce).map(async ([, theirs]) => {
      const found = await bind(house, caller, desk, theirs[0]?.people ?? []);
      return theirs.map((row): Bound => ({ row, ...found }));
    });
    bound.push(...(await Promise.all(some)).flat());
  }
  return bound;
}
