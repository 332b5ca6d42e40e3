import { Fault, type RecordKey, unambiguous } from '../base/index.js';
import { keysOfAssociation, type PushedMessage, pushedDelivery } from '../institutions/index.js';
import { type KnownHash, type LearnerRow, withdrawnMark } from '../ledger/index.js';
import { type Bound, bindRows } from './bind-rows.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { inTurn } from './in-turn.js';
import { askingInstitution } from './institution-desk.js';
import { accessTo, hashesOf, type PushAsked, pushResults } from './push-results.js';
import { type FileRow, type RowFault, readResultsFile, withId } from './results-file.js';
import { keepAside, marksOfAll, type Sender } from './set-aside.js';

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

function messageOf(learner: LearnerRow, rows: readonly FileRow[], desk: InstitutionDesk): Message {
  const items = rows.map((row) => withId(row, desk, learner.id));
  const said = { text: JSON.stringify({ items }), mediaType: 'application/json' };
  return { learner, rows, said };
}

function messagesOf(bound: readonly Bound[], desk: InstitutionDesk): readonly Message[] {
  const mine = bound.flatMap(({ row, learner }) => (learner === undefined ? [] : { row, learner }));
  return [...Map.groupBy(mine, ({ learner }) => learner.id).values()].flatMap((theirs) => {
    const messages: Message[] = [];
    for (let at = 0; at < theirs.length; at += mostInMessage) {
      const some = theirs.slice(at, at + mostInMessage);
      const [first] = some;
      if (first === undefined) break;
      const rows = some.map(({ row }) => row);
      messages.push(messageOf(first.learner, rows, desk));
    }
    return messages;
  });
}

/** Two rows about one thing of one person that say something else: neither can be taken for the right one. */
function doublesIn(bound: readonly Bound[], desk: InstitutionDesk): (row: FileRow) => boolean {
  const thingOf = ({ row, learner }: Bound) => {
    const whose = learner?.id ?? unambiguous(row.people.toSorted());
    return unambiguous([whose, String(withId(row, desk, whose)['associationId'])]);
  };
  const doubles = [...Map.groupBy(bound, thingOf).values()].filter(
    (same) => new Set(same.map(({ row }) => JSON.stringify(row.association))).size > 1,
  );
  const rows = new Set(doubles.flat().map(({ row }) => row));
  return (row) => rows.has(row);
}

type Reports = ReadonlyMap<FileRow, RowReport>;
const reportsOf = (
  rows: readonly FileRow[],
  say: (row: FileRow) => Omit<RowReport, 'place'>,
): Reports => new Map(rows.map((row) => [row, { place: row.place, ...say(row) }]));

/** What each row of a message brings that was not there. */
function newsIn(
  house: House,
  desk: InstitutionDesk,
  { learner, rows, said }: Message,
  known: ReadonlyMap<string, KnownHash>,
): Reports {
  const delivery = pushedDelivery(desk.id, learner.id, said, new Date());
  const hashes = hashesOf(house, { learner: learner.id, known }, delivery, desk);
  const isNew = (key: RecordKey): boolean =>
    hashes.has(key) &&
    known.get(key)?.hash !== hashes.get(key) &&
    (known.has(key) || hashes.get(key) !== withdrawnMark);
  return reportsOf(rows, (row) => {
    const id = String(withId(row, desk, learner.id)['associationId']);
    const isNews = keysOfAssociation(desk, id).some(isNew);
    return { outcome: isNews ? 'NEW' : 'KNOWN' };
  });
}

/** Through the door by which a message of an institution comes anyway; nobody waits for a pod. */
async function deliver(
  house: House,
  caller: Caller,
  { learner, said: message }: Message,
  more: Pick<PushAsked, 'leaving' | 'insteadOf'>,
): Promise<{ readonly outcome: RowOutcome; readonly code: string } | undefined> {
  const asked = { learner: learner.webId, message, channel, ...more };
  const answer = await pushResults({ ...house, podWaitMs: 0 }, caller, asked);
  if (answer.kind === 'TAKEN') return undefined;
  if (answer.kind === 'WRONG') return { outcome: 'REFUSED', code: answer.wrong.code };
  return { outcome: 'SET_ASIDE', code: 'LEARNER_NOT_REACHED' };
}

/** What went wrong with one learner's rows holds up nobody else's: those wait. */
const later = (rows: readonly FileRow[]): Reports =>
  reportsOf(rows, () => ({ outcome: 'SET_ASIDE', code: 'TRY_AGAIN_LATER' }));

/** Rows that waited, and of which the institution said something since they were sent: they are the last word no more. */
async function dropOvertaken(
  { ledger }: House,
  desk: InstitutionDesk,
  { learner, rows }: Message,
  { waiting, sentAt }: Sending,
): Promise<readonly FileRow[]> {
  if (waiting === undefined) return [];
  const said = await ledger.deliveries.saidSince(desk.id, learner.id, sentAt);
  const late = rows.filter((row) => {
    const id = String(withId(row, desk, learner.id)['associationId']);
    return keysOfAssociation(desk, id).some((key) => said.has(key));
  });
  for (const row of late) await ledger.quarantine.drop(desk.id, waiting.get(row) ?? '');
  return late;
}

async function sendMessage(
  house: House,
  sender: Sender,
  { learner, rows: all }: Message,
  sending: Sending,
): Promise<Reports> {
  const { caller, desk } = sender;
  const { waiting, sentAt } = sending;
  // Before it is asked what was pushed: what comes from here on changes what is known.
  const known = await house.ledger.deliveries.known(learner.id);
  const late = new Set(await dropOvertaken(house, desk, messageOf(learner, all, desk), sending));
  const rows = all.filter((row) => !late.has(row));
  if (rows.length === 0) return later(all);
  const message = messageOf(learner, rows, desk);
  const ids = rows.flatMap((row) => waiting?.get(row) ?? []);
  const marks = await marksOfAll(house, sender, message);
  const news = newsIn(house, desk, message, known);
  const failed = await deliver(house, caller, message, {
    leaving: { ids, marks, sentUntil: sentAt },
    ...(waiting !== undefined && { insteadOf: known }),
  });
  return new Map([
    ...later([...late]),
    ...(failed === undefined ? news : reportsOf(rows, () => failed)),
  ]);
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

interface Sending {
  /** When the file came in: what was sent later is newer. */
  readonly sentAt: string;
  /** Says what would come of it; nothing is kept, nor noted anywhere. */
  readonly dryRun?: boolean;
  /** Rows that waited, and are tried once more. Absent: they come from outside, and what does not come is to wait. */
  readonly waiting?: ReadonlyMap<FileRow, string>;
}
interface Sent {
  readonly reports: Reports;
  /** What nobody foresaw, to be thrown when all else is done. */
  readonly broken: readonly Error[];
}

async function sendMessages(
  house: House,
  sender: Sender,
  messages: readonly Message[],
  sending: Sending,
): Promise<Sent> {
  const reports = new Map<FileRow, RowReport>();
  const broken: Error[] = [];
  const { deliveries } = house.ledger;
  const work = async (message: Message) =>
    sending.dryRun === true
      ? newsIn(house, sender.desk, message, await deliveries.known(message.learner.id))
      : sendMessage(house, sender, message, sending);
  await inTurn(messages, always, async (message) => {
    const told = await work(message).catch((error: unknown) => {
      if (!(error instanceof Fault)) broken.push(asError(error));
      return later(message.rows);
    });
    for (const [row, report] of told) reports.set(row, report);
  });
  return { reports, broken };
}
const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('no error was thrown', { cause: error });

/** Rows of an institution, each to whose it is: all of one learner's or none, and what is wrong of one holds up no other. */
export async function sendRows(
  house: House,
  caller: Caller,
  rows: readonly FileRow[],
  sending: Sending,
): Promise<Sent> {
  const { dryRun = false, waiting, sentAt } = sending;
  const desk = askingInstitution(house, caller);
  const sender = { caller, desk };
  const bound = await bindRows(house, caller, desk, rows);
  const isDouble = doublesIn(bound, desk);
  const sound = bound.filter(({ row }) => !isDouble(row));
  const sent = await sendMessages(house, sender, messagesOf(sound, desk), sending);
  const reports = new Map(sent.reports);
  for (const { row, code } of bound) {
    const { place } = row;
    if (isDouble(row)) reports.set(row, { place, outcome: 'REFUSED', code: 'ROW_TWICE' });
    else if (code !== undefined) reports.set(row, { place, outcome: 'SET_ASIDE', code });
  }
  if (!dryRun) {
    await noteTries(house, caller, desk, bound);
    if (waiting === undefined) {
      await keepAside(house, sender, { sentAt, rows: asideIn(reports) });
    }
  }
  return { reports, broken: sent.broken };
}

const asideIn = (reports: Reports) =>
  [...reports].flatMap(([row, { outcome, code = '' }]) =>
    outcome === 'SET_ASIDE' ? [{ row, code }] : [],
  );

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
  const sentAt = await house.ledger.quarantine.moment();
  const file = readResultsFile(bytes, desk);
  if ('code' in file) return { kind: 'REFUSED', code: file.code };
  const { rows, faults } = file;
  const { reports, broken } = await sendRows(house, caller, rows, { dryRun, sentAt });
  const refused = faults.map((fault): RowReport => ({ ...fault, outcome: 'REFUSED' }));
  const all = [...reports.values(), ...refused].toSorted((a, b) => a.place - b.place);
  if (!dryRun) await noteRefusals(house, desk, all);
  const [first] = broken;
  if (first !== undefined) throw first;
  return { kind: 'READ', rows: all };
}
