import type { QuarantinedRow } from '../ledger/index.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import { sendRows } from './send-results.js';
import { opened } from './set-aside.js';

/** A row that waits, as its clerk sees it: not what it says, nor of whom. */
export type WaitingRow = Omit<QuarantinedRow, 'sealed' | 'sentAt'>;
export interface Quarantine {
  readonly rows: readonly WaitingRow[];
  /** Of all that wait. */
  readonly count: number;
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
  const rows = found.map(({ sealed: _sealed, sentAt: _sentAt, ...row }) => row);
  return { rows, count };
}

/** @yields what waits, file by file: what was sent later comes later, and so is the last word again. */
async function* filesOf(
  { ledger: { quarantine } }: House,
  { id }: InstitutionDesk,
): AsyncGenerator<readonly QuarantinedRow[]> {
  let file = await quarantine.nextFile(id);
  for (let [last] = file; last !== undefined; [last] = file) {
    yield file;
    file = await quarantine.nextFile(id, last.sentAt);
  }
}

/** Rows that were sent in one file, once more. What does not come goes on waiting, whatever the reason. */
async function tryAgain(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  file: readonly QuarantinedRow[],
) {
  const found = file.flatMap((waiting) => {
    const row = opened(house, desk, waiting);
    return row === undefined ? [] : [[row, waiting.id] as const];
  });
  const [first] = file;
  if (first === undefined || found.length === 0) return { came: 0, broken: [] };
  const sending = { waiting: new Map(found), sentAt: first.sentAt };
  const rows = found.map(([row]) => row);
  const { reports, broken } = await sendRows(house, caller, rows, sending);
  const stay = found.flatMap(([row, id]) => {
    const { code } = reports.get(row) ?? {};
    return code === undefined ? [] : [{ id, code }];
  });
  await house.ledger.quarantine.noteWhy(desk.id, stay);
  return { came: found.length - stay.length, broken };
}

/** @param id one of them; absent: all. @returns how many came. */
export async function retryQuarantine(house: House, caller: Caller, id?: string): Promise<number> {
  const desk = askingInstitution(house, caller);
  const { quarantine } = house.ledger;
  const files =
    id === undefined
      ? filesOf(house, desk)
      : [await quarantine.ofInstitution(desk.id, { limit: 1, id })];
  let came = 0;
  const broken: Error[] = [];
  for await (const file of files) {
    const tried = await tryAgain(house, caller, desk, file);
    came += tried.came;
    broken.push(...tried.broken);
  }
  const [first] = broken;
  if (first !== undefined) throw first;
  return came;
}

/** @returns whether there was such a row of this institution. */
export async function dropQuarantined(house: House, caller: Caller, id: string): Promise<boolean> {
  const desk = askingInstitution(house, caller);
  return house.ledger.quarantine.drop(desk.id, id);
}
