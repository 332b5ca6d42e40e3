import { z } from 'zod';
import { Fault, type GrantId, grantId } from '../base/index.js';
import type { CopiedHead, LearnerRow, LogStand } from '../ledger/index.js';
import { readLogHead, readLogRows } from '../pod/index.js';
import type { Workshop } from './house.js';
import { type SignedLogHead, signedHead } from './log-head.js';

/** Each is one finding of an older database. A pod in which there are always more is not looked through for ever. */
const mostGenerations = 1000;
/** @throws Fault `PodUnreachable` when no pod of ours has so many. */
export function nextOf(generation: number): number {
  if (generation >= mostGenerations) {
    throw new Fault('PodUnreachable', 'the copies of the log do not end');
  }
  return generation + 1;
}

/** What the pod says of a learner's log. */
export interface Witness {
  /** The newest head that we signed; absent where there is none. */
  readonly head?: SignedLogHead;
  /** Of all heads that we signed. */
  readonly epoch: number;
  /** The first generation in which nothing stands. */
  readonly free: number;
}

/**
 * Asks the pod for the heads we signed there, from one generation on.
 * @param onwards whether later generations are asked for too, of which an older copy of the database knows nothing.
 */
export async function witnessOf(
  shop: Workshop,
  { storage, webId }: LearnerRow,
  from: number,
  onwards: boolean,
): Promise<Witness> {
  let witness: Witness = { epoch: 0, free: from };
  for (let generation = from; ; generation = nextOf(generation)) {
    const found = await readLogHead(shop.build.fetch, storage, generation);
    if (found === 'absent') return witness;
    const signature = found === 'unreadable' ? '' : found.signature;
    const head = await signedHead(signature, webId, shop.attestationKeys);
    const isOfHere = head?.generation === generation;
    witness = {
      ...witness,
      ...(isOfHere && { head, epoch: Math.max(witness.epoch, head.epoch) }),
      free: generation + 1,
    };
    if (!onwards) return witness;
  }
}

/** Whether the database says less than what was signed, or something else. */
export async function isOlder(
  { ledger }: Workshop,
  learner: LearnerRow,
  stand: LogStand,
  head: SignedLogHead | undefined,
): Promise<boolean> {
  if (head === undefined) return false;
  if (head.seq > stand.seq || head.epoch > stand.epoch) return true;
  return (await ledger.copies.hashAt(learner.id, head.seq)) !== head.hash;
}

const Hiding = z.object({ kind: z.literal('POLICY'), event: z.literal('BLOCKED') });
const Ending = z.object({
  kind: z.literal('POLICY'),
  event: z.enum(['REVOKED', 'NARROWED', 'EXPIRED', 'EXHAUSTED', 'TAKEN_AWAY_IN_POD']),
  grants: z.array(z.object({ id: z.uuid().transform(grantId) })),
});

const saidIn = (bytes: string | null): unknown => {
  try {
    return JSON.parse(bytes ?? 'null');
  } catch {
    return undefined;
  }
};

/**
 * Grants that the pod's log says were ended or narrowed in lines that the database does not have. Copies that do not hold
 * together are heard too, since all they can do is end: for what they do not say any more, everything is paused.
 */
export async function endedSince(
  { ledger, build }: Workshop,
  { id, storage }: LearnerRow,
  head: SignedLogHead,
): Promise<readonly GrantId[]> {
  const found = await readLogRows(build.fetch, storage, head.generation);
  const rows = found.filter(({ seq }) => seq <= head.seq);
  const known = new Set((await ledger.log.chain(id)).map(({ hash }) => hash));
  const lost = rows.filter(({ hash }) => !known.has(hash));
  // What was hidden stands in the database alone: without it, no grant can be trusted to hide it.
  if (lost.some(({ bytes }) => Hiding.safeParse(saidIn(bytes)).success)) {
    return (await ledger.grants.ofLearner(id)).map((grant) => grant.id);
  }
  return lost.flatMap(({ bytes }) => {
    const ending = Ending.safeParse(saidIn(bytes));
    return ending.success ? ending.data.grants.map((grant) => grant.id) : [];
  });
}

/** Where copying goes on, by what stands in the pod. Undefined: in a generation of its own, since what is there is not ours to go on. */
export function placeAfter(
  witness: Witness,
  last: CopiedHead | undefined,
):
  | {
      readonly generation: number;
      readonly segments: number;
      readonly seq: number;
      readonly hash: string;
    }
  | undefined {
  if (witness.head !== undefined) {
    const { generation, segments, seq, hash } = witness.head;
    return generation === witness.free - 1 ? { generation, segments, seq, hash } : undefined;
  }
  const isNew = last === undefined && witness.free === 0;
  return isNew ? { generation: 0, segments: 0, seq: 0, hash: '' } : undefined;
}
