import { z } from 'zod';
import { isObject, type JsonObject } from '../base/index.js';
import type { QuarantinedRow } from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import type { FileRow } from './results-file.js';
import { sendRows } from './send-results.js';

/** A row that waits, as its clerk sees it: not what it says, nor of whom. */
export type WaitingRow = Omit<QuarantinedRow, 'sealed' | 'mark'>;
export interface Quarantine {
  readonly rows: readonly WaitingRow[];
  /** Of all that wait. */
  readonly count: number;
}

/** Rows that are tried again at once, as many as a file has. */
const mostTried = 5000;

const jsonObject = z.custom<JsonObject>(isObject);
const Sealed = z.object({
  people: z.array(z.string()),
  association: z.string().transform((text) => jsonObject.parse(JSON.parse(text))),
  name: z.string().nullable(),
});

/** @returns undefined for what no key of ours opens any more. */
function opened(
  { rowSeal }: House,
  { id }: InstitutionDesk,
  { place, sealed }: QuarantinedRow,
): FileRow | undefined {
  const text = rowSeal.open(id, sealed);
  if (text === undefined) return undefined;
  const { name, ...row } = Sealed.parse(JSON.parse(text));
  return { place, ...row, ...(name !== null && { name }) };
}

/** What waits of what this institution sent. @throws Fault `Forbidden` for whoever is no institution. */
export async function myQuarantine(
  house: House,
  caller: Caller,
  limit: number,
): Promise<Quarantine> {
  const { id } = askingInstitution(house, caller);
  const { quarantine } = house.ledger;
  const [found, count] = await Promise.all([
    quarantine.ofInstitution(id, { limit }),
    quarantine.countOf(id),
  ]);
  const rows = found.map(({ sealed: _sealed, mark: _mark, ...row }) => row);
  return { rows, count };
}

/** @param id one of them; absent: all. @returns how many came. */
export async function retryQuarantine(house: House, caller: Caller, id?: string): Promise<number> {
  const desk = askingInstitution(house, caller);
  const asked = { limit: mostTried, ...(id !== undefined && { id }) };
  const found = await house.ledger.quarantine.ofInstitution(desk.id, asked);
  const rows = found.flatMap((row) => opened(house, desk, row) ?? []);
  const reports = await sendRows(house, caller, rows, false);
  return reports.filter(({ outcome }) => outcome === 'NEW' || outcome === 'KNOWN').length;
}

/** @returns whether there was such a row of this institution. */
export async function dropQuarantined(house: House, caller: Caller, id: string): Promise<boolean> {
  const desk = askingInstitution(house, caller);
  const found = await house.ledger.quarantine.ofInstitution(desk.id, { limit: 1, id });
  await house.ledger.quarantine.letGo(
    desk.id,
    found.map(({ mark }) => mark),
  );
  return found.length > 0;
}
