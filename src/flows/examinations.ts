import { LRUCache } from 'lru-cache';
import {
  type DidAnswer,
  didsToFetch,
  type Examined,
  type Examiner,
  examinedIn,
} from '../credentials/index.js';
import type { FetchedDocuments, FetchTools } from './fetched-documents.js';
import { answersIn } from './keys-and-lists.js';

/** A credential by the hash of its bytes; the bytes are asked for only where nobody looked into it before. */
export interface ToExamine {
  readonly digest: string;
  readonly bytes: () => Promise<Uint8Array | undefined>;
}

/** What was found out, and whether it stays so. */
interface Kept {
  readonly examined: Examined;
  /**
   * What did not hold by a key that was fetched may hold tomorrow: somebody's document was wrong for a moment, or away. So may what
   * took too long.
   */
  readonly isForEver: boolean;
}
const keptOf = (examined: Examined, fetched: readonly string[]): Kept => ({
  examined,
  isForEver:
    examined.proof === 'VALID' ||
    (fetched.length === 0 && !examined.findings.some(({ code }) => code === 'TOO_COMPLEX')),
});
/** Until what could not be looked into is tried again, in milliseconds. */
const againMs = 5 * 60_000;
/** Credentials whose bytes are read at once, while others are examined. */
const together = 8;
const mostInMind = 20_000;

type Tools = Pick<FetchTools, 'ledger'> & { readonly examiner: Examiner };

/** What never changes about bytes: found out once, and kept by their hash. */
export function examinations({ ledger, examiner }: Tools, dids: FetchedDocuments<DidAnswer>) {
  const memory = new LRUCache<string, Kept>({ max: mostInMind });
  const underWay = new Map<string, Promise<Kept | undefined>>();
  const keepInMind = (kept: Kept): void => {
    memory.set(kept.examined.digest, kept, kept.isForEver ? {} : { ttl: againMs });
  };

  async function examineNow({ digest, bytes }: ToExamine): Promise<Kept | undefined> {
    const found = await bytes();
    if (found === undefined) return undefined;
    const needed = didsToFetch(found);
    const documents = await dids.all(needed);
    const kept = keptOf(await examiner.examine(found, answersIn(documents)), needed);
    if (kept.examined.digest !== digest) return undefined;
    if (kept.isForEver) await ledger.credentials.keepExamined(digest, kept.examined);
    return kept;
  }
  /** Two who ask at once are told of one examination. */
  function examineOnce(one: ToExamine): Promise<Kept | undefined> {
    const running = underWay.get(one.digest);
    if (running !== undefined) return running;
    const started = examineNow(one).finally(() => underWay.delete(one.digest));
    underWay.set(one.digest, started);
    return started;
  }
  async function remember(digests: readonly string[]): Promise<void> {
    for (const said of (await ledger.credentials.examined(digests)).values()) {
      const examined = examinedIn(said);
      if (examined !== undefined) keepInMind({ examined, isForEver: true });
    }
  }

  return {
    /** By digest. What has no bytes any more, and was never looked into, is not among them. */
    async of(all: readonly ToExamine[]): Promise<ReadonlyMap<string, Examined>> {
      const unknown = all.filter(({ digest }) => !memory.has(digest));
      await remember(unknown.map(({ digest }) => digest));
      const anew = unknown.filter(({ digest }) => !memory.has(digest));
      for (let at = 0; at < anew.length; at += together) {
        const found = await Promise.all(anew.slice(at, at + together).map(examineOnce));
        for (const kept of found) if (kept !== undefined) keepInMind(kept);
      }
      const known = all.flatMap(({ digest }) => memory.get(digest)?.examined ?? []);
      return new Map(known.map((examined) => [examined.digest, examined]));
    },
    /**
     * What could not be looked into, or did not hold by a key that was fetched, is tried again at once.
     * @returns the DIDs that it went by: what they publish is to be asked for again.
     */
    async forgetTrouble({ digest, bytes }: ToExamine): Promise<readonly string[]> {
      if (memory.get(digest)?.isForEver === true) return [];
      memory.delete(digest);
      const found = await bytes();
      return found === undefined ? [] : didsToFetch(found);
    },
  };
}
