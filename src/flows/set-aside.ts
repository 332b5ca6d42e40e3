import { z } from 'zod';
import { canonicalJson, isObject, type JsonObject, unambiguous } from '../base/index.js';
import type { LearnerRow, QuarantinedRow } from '../ledger/index.js';
import type { House, InstitutionDesk } from './house.js';
import { type FileRow, withId } from './results-file.js';

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

/** By what a row is about and the numbers of whom, in whatever order: what is said of that later is the last word of it. */
function markOf(
  { rowSeal }: House,
  desk: InstitutionDesk,
  row: FileRow,
  people = row.people,
): string {
  const thing = String(withId(row, desk, '')['associationId']);
  return rowSeal.mark(desk.id, unambiguous(['about', thing, ...new Set(people.toSorted())]));
}

/** What could come later waits, sealed. */
export async function keepAside(
  house: House,
  desk: InstitutionDesk,
  rows: readonly { readonly row: FileRow; readonly code: string }[],
): Promise<void> {
  const sealed = rows.map(({ row, code }) => {
    const text = textOf(row);
    const said = house.rowSeal.mark(desk.id, unambiguous(['said', text]));
    const { place } = row;
    const mark = markOf(house, desk, row);
    return { mark, said, sealed: house.rowSeal.seal(desk.id, text), place, code };
  });
  await house.ledger.quarantine.putAside(desk.id, sealed);
}

/**
 * Rows of a learner came: of what they are about nothing older waits any more, by whichever number of this learner.
 * @param sentUntil when they were sent themselves, where that is not just now.
 */
export async function letGoOf(
  house: House,
  desk: InstitutionDesk,
  { learner, rows }: { readonly learner: LearnerRow; readonly rows: readonly FileRow[] },
  sentUntil?: string,
): Promise<void> {
  const links = await house.ledger.learners.links(learner.id, new Date());
  const numbers = links.flatMap(({ institution, personId }) =>
    institution === desk.id ? [[personId]] : [],
  );
  const marks = rows.flatMap((row) =>
    [row.people, [learner.webId], ...numbers].map((people) => markOf(house, desk, row, people)),
  );
  await house.ledger.quarantine.letGo(desk.id, marks, sentUntil);
}
