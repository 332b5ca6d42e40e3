import { Fault, sha256Hex } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import {
  type Attachment,
  archiveOf,
  countable,
  downloadName,
  dutchDay,
  type Language,
  linkedRecordsFile,
  linkedRecordsPath,
  manifestOf,
  manifestPath,
  overviewPaper,
  type PackedFile,
  type Proofs,
  packed,
  readmeFile,
  readmePath,
  recordsFile,
  recordsPath,
  sealPath,
  unpacked,
} from '../papers/index.js';
import { studyLoadTotals } from '../records/index.js';
import { sealFor } from './archive-seal.js';
import type { ArchiveTools } from './archive-tools.js';
import type { DownloadTicket } from './download-ticket.js';
import { type Gathered, gatherAlong, gatherPapers, gatherRest } from './gather-along.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';
import { proofsAlong } from './proofs-along.js';
import { exportLog } from './prove-log.js';
import { disclosureOf } from './reading.js';

/** A file that may leave: the learner's log has it. */
export interface Download {
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: readonly Uint8Array[];
}
/** TOO_MUCH: more than goes in one download. */
export type DownloadAnswer =
  | { readonly kind: 'download'; readonly download: Download }
  | { readonly kind: 'refused'; readonly because: 'TOO_MUCH' };

/** Bytes of originals that a reader of the overview still opens with it; more are in the archive alone. */
const mostAttached = 20_000_000;
/** A policy that moves meanwhile is looked at anew this often. */
const tries = 3;

interface Taken {
  readonly learner: LearnerRow;
  readonly gathered: Gathered;
  /** When it was let go, by the database's clock. */
  readonly at: Date;
}

/** Reads and lets go, in that order: what is handed over stands in the log. */
async function release(
  house: House,
  tools: ArchiveTools,
  caller: Caller,
): Promise<Taken | 'too much'> {
  const learner = await ownLearner(house, caller);
  for (let left = tries; left > 0; left -= 1) {
    const { webId } = caller.principal;
    const { epoch } = await house.ledger.grants.policyBetween(learner.id, [webId]);
    const gathered = await gatherAlong(house, tools, caller, learner);
    if (gathered === 'too much') return gathered;
    const looked = { learner: learner.id, epoch, grants: [], purpose: 'SELF_USE' } as const;
    const lines = gathered.notes.map((notes) => disclosureOf({ ...looked, notes }, caller));
    const outcome = await house.ledger.release(lines);
    if (outcome.kind === 'released') return { learner, gathered, at: outcome.at };
  }
  throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
}

/** What a paper shows and what goes with it, each once. */
interface OnPaper extends Taken {
  readonly proofs: Proofs;
  /** What institutions sent, beside the proofs. */
  readonly originals: readonly Attachment[];
  readonly isAttached: boolean;
}
async function onPaper(taken: Taken): Promise<OnPaper> {
  const { counted, originals } = taken.gathered;
  const proofs = await proofsAlong(counted, originals);
  const others = originals.filter(({ page }) => !proofs.has(page.sha256));
  return {
    ...taken,
    proofs,
    originals: others.map(({ page, mediaType }) => ({
      name: page.path,
      mediaType,
      content: () => unpacked(page),
    })),
    isAttached: others.reduce((sum, { page }) => sum + page.bytes, 0) <= mostAttached,
  };
}

const overviewOf = (paper: OnPaper, language: Language): Promise<Uint8Array> => {
  const { gathered, at, originals, proofs, isAttached } = paper;
  const { person, counted: records } = gathered;
  return overviewPaper({ language, at, person, records, originals, proofs, isAttached });
};

/** What people read first, then the originals, then what programs read. */
async function filesOf(
  house: House,
  tools: ArchiveTools,
  caller: Caller,
  taken: Taken,
): Promise<readonly PackedFile[]> {
  const { learner, gathered, at } = taken;
  const kept = { learner: learner.webId, ...gathered };
  const rest = await gatherRest(tools, caller, learner, gathered.deliveries);
  const day = dutchDay(at);
  const paper = await onPaper(taken);
  const { isAttached, proofs } = paper;
  const { left } = rest;
  const told = { day, learner: learner.webId, isAttached, hasProofs: proofs.size > 0, left };
  return [
    packed(readmePath, readmeFile(told)),
    packed('overview.nl.pdf', await overviewOf(paper, 'nl')),
    packed('overview.en.pdf', await overviewOf(paper, 'en')),
    ...gathered.originals.flatMap(({ page, manifest }) => [page, manifest]),
    ...rest.files,
    packed(recordsPath, recordsFile(kept)),
    packed(linkedRecordsPath, linkedRecordsFile(kept, tools.context)),
    ...(await gatherPapers(tools, caller, learner)),
    packed('log.jsonl', await exportLog(house, caller)),
    packed('jwks.json', `${JSON.stringify({ keys: house.attestationKeys.keys }, undefined, 2)}\n`),
  ];
}

async function archiveFrom(
  house: House,
  tools: ArchiveTools,
  caller: Caller,
  taken: Taken,
): Promise<readonly Uint8Array[]> {
  const { learner, gathered, at } = taken;
  const files = await filesOf(house, tools, caller, taken);
  const manifest = manifestOf(files, {
    learner: learner.webId,
    at,
    totals: studyLoadTotals(countable(gathered.counted)),
    received: gathered.received,
  });
  const seal = await sealFor(house, learner, sha256Hex(manifest));
  return archiveOf([...files, packed(manifestPath, manifest), packed(sealPath, seal)], at);
}

/**
 * A learner takes along all that is theirs, or the overview of it. Read as themself, let go and logged like any other
 * reading of their own; the builder's side signs what leaves, knowing no more of it than a hash.
 */
export async function takeAlong(
  house: House,
  tools: ArchiveTools,
  caller: Caller,
  { kind, language }: DownloadTicket,
): Promise<DownloadAnswer> {
  const operation = kind === 'ARCHIVE' ? 'ExportEverything' : 'ExportOverview';
  const asked = { ...caller, operation };
  const taken = await release(house, tools, asked);
  if (taken === 'too much') return { kind: 'refused', because: 'TOO_MUCH' };
  const name = downloadName(kind, dutchDay(taken.at));
  if (kind === 'OVERVIEW') {
    const pieces = [await overviewOf(await onPaper(taken), language)];
    return { kind: 'download', download: { name, mediaType: 'application/pdf', pieces } };
  }
  const pieces = await archiveFrom(house, tools, asked, taken);
  return { kind: 'download', download: { name, mediaType: 'application/zip', pieces } };
}
