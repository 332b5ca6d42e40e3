import { canonicalJson, Fault } from '../base/index.js';
import {
  type ChainHead,
  type ChainRow,
  type LearnerRow,
  type Verified,
  verifyChain,
} from '../ledger/index.js';
import { readLogHead, readLogRows, type StoredLogHead } from '../pod/index.js';
import type { Caller, House } from './house.js';
import { type SignedLogHead, saysTheSame, signedHead } from './log-head.js';
import { ownLearner } from './own-records.js';

/** MATCHES: the pod has the same log. BEHIND: the same, and lines are on their way. DIFFERS: not the same. */
export const podCopies = ['MATCHES', 'BEHIND', 'DIFFERS', 'UNREACHABLE'] as const;
export type PodCopy = (typeof podCopies)[number];

export interface ProvenLog {
  readonly verified: Verified;
  /** How many lines the database has. */
  readonly lines: number;
  readonly podCopy: PodCopy;
  /** What we signed last in the pod; absent where we did not yet, or where it cannot be read. */
  readonly head?: StoredLogHead;
}

/** The chain as it stands in the database, with what waited to join it. */
async function logOf(house: House, { id }: LearnerRow) {
  await house.ledger.log.fold(id);
  const end = await house.ledger.log.head(id);
  const found = await house.ledger.log.chain(id);
  // Lines that were added since are for the next time; rows above the end that nobody added are not.
  const now = await house.ledger.log.head(id);
  return { rows: found.filter(({ seq }) => seq <= end.seq || seq > now.seq), end };
}

const isSame = (ours: ChainRow | undefined, theirs: ChainRow): boolean =>
  ours?.hash === theirs.hash && ours.commitment === theirs.commitment;

/** What is left after our own lines: the pod's own chain, held against ours line by line. */
function compare(
  ours: readonly ChainRow[],
  end: ChainHead,
  theirs: readonly ChainRow[],
  signed: SignedLogHead,
): PodCopy {
  const copied = theirs.filter(({ seq }) => seq <= signed.seq);
  const isWhole = verifyChain(copied, signed).whole;
  if (!isWhole || !copied.every((row, n) => isSame(ours[n], row))) return 'DIFFERS';
  return signed.seq === end.seq ? 'MATCHES' : 'BEHIND';
}

interface PodsWord {
  readonly podCopy: PodCopy;
  readonly head?: StoredLogHead;
}

/** Reads the copies as the learner themself: nobody vouches for their own. */
async function podsWord(
  house: House,
  caller: Caller,
  learner: LearnerRow,
  { rows, end }: { readonly rows: readonly ChainRow[]; readonly end: ChainHead },
): Promise<PodsWord> {
  const { storage, webId } = learner;
  const fetch = house.agents.selfFetch(caller.principal);
  const last = await house.ledger.copies.last(learner.id);
  const generation = last?.generation ?? 0;
  const head = await readLogHead(fetch, storage, generation);
  if (head === 'absent') return { podCopy: last === undefined ? 'BEHIND' : 'DIFFERS' };
  const signed =
    head === 'unreadable'
      ? undefined
      : await signedHead(head.signature, webId, house.attestationKeys);
  if (head === 'unreadable' || signed === undefined || !saysTheSame(head, signed)) {
    return { podCopy: 'DIFFERS' };
  }
  const theirs = await readLogRows(fetch, storage, generation);
  return { podCopy: compare(rows, end, theirs, signed), head };
}

const unreachable = (error: unknown): PodsWord => {
  if (error instanceof Fault) return { podCopy: 'UNREACHABLE' };
  throw error;
};

/** A learner has their log checked: row by row, against its end, and against the copies in their own pod. */
export async function verifyLog(house: House, caller: Caller): Promise<ProvenLog> {
  const learner = await ownLearner(house, caller);
  const log = await logOf(house, learner);
  const word = await podsWord(house, caller, learner, log).catch(unreachable);
  return { verified: verifyChain(log.rows, log.end), lines: log.rows.length, ...word };
}

/** Says of a file that it is a log of ours, and how it is read. */
export const logFileFormat = 'leerkluis-log/1';

/**
 * A learner takes their log along: lines of JSON that anybody can check with nothing but this file. The first says whose
 * log it is and up to where we signed for it; each row of the log is one line after it.
 */
export async function exportLog(house: House, caller: Caller): Promise<string> {
  const learner = await ownLearner(house, caller);
  const last = await house.ledger.copies.last(learner.id);
  const { rows } = await logOf(house, learner);
  const head = last && {
    seq: last.seq,
    hash: last.hash,
    epoch: last.epoch,
    at: last.at.toISOString(),
    signature: last.signature,
  };
  const { webId } = learner;
  const header = { format: logFileFormat, learner: webId, head, jwks: house.attestationKeys };
  return `${[header, ...rows].map(canonicalJson).join('\n')}\n`;
}
