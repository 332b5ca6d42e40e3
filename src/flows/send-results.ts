import { canonicalJson, type RecordKey, unambiguous } from '../base/index.js';
import { keysOfAssociation, type PushedMessage, pushedDelivery } from '../institutions/index.js';
import type { LearnerRow, SealedRow } from '../ledger/index.js';
import { type Bound, bindRows } from './bind-rows.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { inTurn } from './in-turn.js';
import { askingInstitution } from './institution-desk.js';
import { accessTo, hashesOf, pushResults } from './push-results.js';
import { type FileRow, type RowFault, readResultsFile, withId } from './results-file.js';

/**
 * NEW: it is added, or says something else than before. KNOWN: it was there just so. SET_ASIDE: it waits in quarantine.
 * REFUSED: nothing of it was taken, and nothing is kept.
 */
export const rowOutcomes = ['NEW', 'KNOWN', 'SET_ASIDE', 'REFUSED'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
export interface RowReport extends Omit<RowFault, 'code'> {
  readonly outcome: RowOutcome;
  /** Why it was not taken. */
  readonly code?: string;
}
/** What came of a file, or would come of it, row by row. */
export type FileReport =
  | { readonly kind: 'READ'; readonly rows: readonly RowReport[] }
  | { readonly kind: 'REFUSED'; readonly code: string };

/** Associations in one message. */
const mostInMessage = 500;
/** Refusals of one file that are kept for its clerk to see again; the answer names them all. */
const mostNoted = 100;
const channel = 'FILE' as const;
const always = () => true;

/** One learner's rows, as one message of the institution. */
interface Message {
  readonly learner: LearnerRow;
  readonly rows: readonly FileRow[];
  readonly said: PushedMessage;
}

function messagesOf(bound: readonly Bound[], desk: InstitutionDesk): readonly Message[] {
  const mine = bound.flatMap(({ row, learner }) => (learner === undefined ? [] : { row, learner }));
  return [...Map.groupBy(mine, ({ learner }) => learner.id).values()].flatMap((theirs) => {
    const messages: Message[] = [];
    for (let at = 0; at < theirs.length; at += mostInMessage) {
      const some = theirs.slice(at, at + mostInMessage);
      const [first] = some;
      if (first === undefined) break;
      const { learner } = first;
      const items = some.map(({ row }) => withId(row, desk, learner.id));
      const said = { text: JSON.stringify({ items }), mediaType: 'application/json' };
      messages.push({ learner, rows: some.map(({ row }) => row), said });
    }
    return messages;
  });
}

/** Two rows about one thing of one person that say something else: neither can be taken for the right one. */
function doublesIn(bound: readonly Bound[], desk: InstitutionDesk): (row: FileRow) => boolean {
  const thingOf = ({ row, learner }: Bound) => {
    const whose = learner?.id ?? unambiguous(row.people);
    return unambiguous([whose, String(withId(row, desk, whose)['associationId'])]);
  };
  const doubles = [...Map.groupBy(bound, thingOf).values()].filter(
    (same) => new Set(same.map(({ row }) => JSON.stringify(row.association))).size > 1,
  );
  const rows = new Set(doubles.flat().map(({ row }) => row));
  return (row) => rows.has(row);
}

/** What each row of a message brings that was not there. */
async function newsIn(
  house: House,
  desk: InstitutionDesk,
  { learner, rows, said }: Message,
): Promise<readonly RowReport[]> {
  const known = await house.ledger.deliveries.known(learner.id);
  const delivery = pushedDelivery(desk.id, learner.id, said, new Date());
  const hashes = hashesOf(house, learner.id, delivery, desk);
  const isNew = (key: RecordKey): boolean =>
    hashes.has(key) && known.get(key)?.hash !== hashes.get(key);
  return rows.map((row) => {
    const id = String(withId(row, desk, learner.id)['associationId']);
    const isNews = keysOfAssociation(desk, id).some(isNew);
    return { place: row.place, outcome: isNews ? 'NEW' : 'KNOWN' };
  });
}

/** Through the door by which a message of an institution comes anyway; nobody waits for a pod. */
async function deliver(
  house: House,
  caller: Caller,
  message: Message,
): Promise<{ readonly outcome: RowOutcome; readonly code: string } | undefined> {
  const asked = { learner: message.learner.webId, message: message.said, channel };
  const answer = await pushResults({ ...house, podWaitMs: 0 }, caller, asked);
  if (answer.kind === 'TAKEN') return undefined;
  if (answer.kind === 'WRONG') return { outcome: 'REFUSED', code: answer.wrong.code };
  return { outcome: 'SET_ASIDE', code: 'LEARNER_NOT_REACHED' };
}

async function sendMessage(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  message: Message,
): Promise<readonly RowReport[]> {
  const news = await newsIn(house, desk, message);
  const failed = await deliver(house, caller, message);
  return failed === undefined ? news : news.map(({ place }) => ({ place, ...failed }));
}

/** What a row is kept by, and what of it is kept: all that is needed to try again, sealed. */
const markOfRow = ({ rowSeal }: House, { id }: InstitutionDesk, row: FileRow): string =>
  rowSeal.mark(id, textOfRow(row));
const textOfRow = ({ people, association, name }: FileRow): string =>
  canonicalJson({ people, association: JSON.stringify(association), name: name ?? null });

async function keepAside(
  house: House,
  desk: InstitutionDesk,
  rows: readonly FileRow[],
  reports: ReadonlyMap<FileRow, RowReport>,
): Promise<void> {
  const { rowSeal, ledger } = house;
  const aside = rows.flatMap((row): SealedRow[] => {
    const { outcome, code = '' } = reports.get(row) ?? {};
    if (outcome !== 'SET_ASIDE') return [];
    const sealed = rowSeal.seal(desk.id, textOfRow(row));
    return [{ mark: markOfRow(house, desk, row), sealed, place: row.place, code }];
  });
  await ledger.quarantine.putAside(desk.id, aside);
  const gone = rows.filter((row) => reports.get(row)?.outcome !== 'SET_ASIDE');
  await ledger.quarantine.letGo(
    desk.id,
    gone.map((row) => markOfRow(house, desk, row)),
  );
}

/** Whoever has a kluis and did not let it reads in their log that it was tried; of nobody as much is done. */
async function noteTries(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  bound: readonly Bound[],
): Promise<void> {
  const tried = bound.filter(({ code }) => code === 'LEARNER_NOT_REACHED');
  const one = new Map(tried.map(({ row: { people }, kept }) => [people.join('\n'), kept]));
  for (const learner of one.values()) await accessTo(house, caller, desk, learner);
}

const places = (
  rows: readonly FileRow[],
  reports: readonly RowReport[],
): readonly (readonly [FileRow, RowReport])[] =>
  rows.flatMap((row, at) => {
    const report = reports[at];
    return report === undefined ? [] : [[row, report] as const];
  });

/**
 * Rows of an institution, each to whose it is: all of one learner's or none, and what is wrong of one holds up no other.
 * @param dryRun says what would come of it; nothing is kept, nor noted anywhere.
 */
export async function sendRows(
  house: House,
  caller: Caller,
  rows: readonly FileRow[],
  dryRun: boolean,
): Promise<readonly RowReport[]> {
  const desk = askingInstitution(house, caller);
  const bound = await bindRows(house, caller, desk, rows);
  const reports = new Map<FileRow, RowReport>();
  const isDouble = doublesIn(bound, desk);
  const sound = bound.filter(({ row }) => !isDouble(row));
  for (const { row, code } of bound) {
    const { place } = row;
    if (isDouble(row)) reports.set(row, { place, outcome: 'REFUSED', code: 'ROW_TWICE' });
    else if (code !== undefined) reports.set(row, { place, outcome: 'SET_ASIDE', code });
  }
  const work = (message: Message) =>
    dryRun ? newsIn(house, desk, message) : sendMessage(house, caller, desk, message);
  await inTurn(messagesOf(sound, desk), always, async (message) => {
    for (const [row, report] of places(message.rows, await work(message))) reports.set(row, report);
  });
  if (!dryRun) {
    await noteTries(house, caller, desk, bound);
    await keepAside(house, desk, rows, reports);
  }
  return rows.flatMap((row) => reports.get(row) ?? []);
}

/** As other doors have it: a code and a place, and nothing of whom. */
async function noteRefusals(
  house: House,
  { id: institution }: InstitutionDesk,
  reports: readonly RowReport[],
): Promise<void> {
  const refused = reports.filter(({ outcome }) => outcome === 'REFUSED').slice(0, mostNoted);
  for (const { place, code = '', column, pointer = '' } of refused) {
    const path = `/${place}${column === undefined ? pointer : `/${column}`}`;
    await house.ledger.deliveries.noteRefusedDelivery({ institution, channel, code, path });
  }
}

/** An institution sends a file: a table of results, or a list of associations. */
export async function sendResults(
  house: House,
  caller: Caller,
  { bytes, dryRun = false }: { readonly bytes: Uint8Array; readonly dryRun?: boolean },
): Promise<FileReport> {
  const desk = askingInstitution(house, caller);
  const file = readResultsFile(bytes, desk);
  if ('code' in file) return { kind: 'REFUSED', code: file.code };
  const { rows, faults } = file;
  const sent = await sendRows(house, caller, rows, dryRun);
  const refused = faults.map((fault): RowReport => ({ ...fault, outcome: 'REFUSED' }));
  const all = [...sent, ...refused].toSorted((a, b) => a.place - b.place);
  if (!dryRun) await noteRefusals(house, desk, all);
  return { kind: 'READ', rows: all };
}
