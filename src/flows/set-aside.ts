import { z } from 'zod';
import { canonicalJson, isObject, type JsonObject, unambiguous } from '../base/index.js';
import type { LearnerRow, QuarantinedRow } from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { type FileRow, withId } from './results-file.js';

/** Whoever sends for an institution. */
export interface Sender {
  readonly caller: Caller;
  readonly desk: InstitutionDesk;
}
interface AsideRow {
  readonly row: FileRow;
  readonly code: string;
}

/** All of a row that is needed to try again. */
const textOf = ({ people, association, name }: FileRow): string =>
  canonicalJson({ people, association: JSON.stringify(association), name: name ?? null });

const jsonObject = z.custom<JsonObject>(isObject);
const Sealed = z.object({
  people: z.array(z.string()),
  association: z.string().transform((text) => jsonObject.parse(JSON.parse(text))),
  name: z.string().nullable(),
});

/** @returns undefined for what no key of ours opens any more. */
export function opened(
  { rowSeal }: House,
  { id }: InstitutionDesk,
  { place, sealed }: Pick<QuarantinedRow, 'place' | 'sealed'>,
): FileRow | undefined {
  const text = rowSeal.open(id, sealed);
  if (text === undefined) return undefined;
  const { name, ...row } = Sealed.parse(JSON.parse(text));
  return { place, ...row, ...(name !== null && { name }) };
}

/**
 * By what a row is about and each number of whom: what is said of that later, by any of the numbers, is the last word of it.
 * An id that we gave somebody of the school is another one for each of them: of one learner they are all one number.
 */
function marksOf(
  { rowSeal, idsFor }: House,
  { caller, desk }: Sender,
  row: FileRow,
  people = row.people,
): readonly string[] {
  const thing = String(withId(row, desk, '')['associationId']);
  const ids = idsFor(caller.principal.webId);
  const numbers = new Set(people.map((said) => ids.open('learner', said) ?? said));
  return [...numbers].map((number) => rowSeal.mark(desk.id, unambiguous(['about', thing, number])));
}

/** What could come later waits, sealed. */
export async function keepAside(
  house: House,
  sender: Sender,
  { sentAt, rows }: { readonly sentAt: string; readonly rows: readonly AsideRow[] },
): Promise<void> {
  const { id } = sender.desk;
  const sealed = rows.map(({ row, code }) => {
    const text = textOf(row);
    const said = house.rowSeal.mark(id, unambiguous(['said', text]));
    const { place } = row;
    const marks = marksOf(house, sender, row);
    return { marks, said, sealed: house.rowSeal.seal(id, text), place, code };
  });
  await house.ledger.quarantine.putAside(id, sentAt, sealed);
}

/** Rows of a learner come: what waits of the things that they are about, by whichever number of this learner. */
export async function marksOfAll(
  house: House,
  sender: Sender,
  { learner, rows }: { readonly learner: LearnerRow; readonly rows: readonly FileRow[] },
): Promise<readonly string[]> {
  const links = await house.ledger.learners.links(learner.id, new Date());
  const numbers = links.flatMap(({ institution, personId }) =>
    institution === sender.desk.id ? [personId] : [],
  );
  const own = [learner.webId, learner.id, ...numbers];
  return rows.flatMap((row) => marksOf(house, sender, row, [...row.people, ...own]));
}
