import { LRUCache } from 'lru-cache';
import {
  type DidAnswer,
  didsToFetch,
  type Examined,
  type Examiner,
  examinedIn,
  type FindingCode,
} from '../credentials/index.js';
import type { FetchedDocuments, FetchTools } from './fetched-documents.js';
import { answersIn } from './keys-and-lists.js';

/** A credential by the hash of its bytes; the bytes are asked for only where nobody looked into it before. */
export interface ToExamine {
  readonly digest: string;
  readonly bytes: () => Promise<Uint8Array | undefined>;
}

const passing: ReadonlySet<FindingCode> = new Set(['KEY_UNRESOLVED', 'KEY_GONE', 'TOO_COMPLEX']);
/** Whether these bytes were looked into to the end, or could not be for want of a key that may come back. */
const isSettled = ({ findings }: Examined): boolean =>
  !findings.some(({ code }) => passing.has(code));
/** Until what could not be looked into is tried again, in milliseconds. */
const againMs = 5 * 60_000;
/** Credentials whose bytes are read at once, while others are examined. */
const together = 8;
const mostInMind = 20_000;

type Tools = Pick<FetchTools, 'ledger'> & { readonly examiner: Examiner };

/** What never changes about bytes: found out once, and kept by their hash. */
export function examinations({ ledger, examiner }: Tools, dids: FetchedDocuments<DidAnswer>) {
  const memory = new LRUCache<string, Examined>({ max: mostInMind });
  const underWay = new Map<string, Promise<Examined | undefined>>();
  const keepInMind = (examined: Examined): void => {
    memory.set(examined.digest, examined, isSettled(examined) ? {} : { ttl: againMs });
  };

  async function examineNow({ digest, bytes }: ToExamine): Promise<Examined | undefined> {
    const found = await bytes();
    if (found === undefined) return undefined;
    const documents = await dids.all(didsToFetch(found));
    const examined = await examiner.examine(found, answersIn(documents));
    if (examined.digest !== digest) return undefined;
    if (isSettled(examined)) await ledger.credentials.keepExamined(digest, examined);
    return examined;
  }
  /** Two who ask at once are told of one examination. */
  function examineOnce(one: ToExamine): Promise<Examined | undefined> {
    const running = underWay.get(one.digest);
    if (running !== undefined) return running;
    const started = examineNow(one).finally(() => underWay.delete(one.digest));
    underWay.set(one.digest, started);
    return started;
  }
  async function remember(digests: readonly string[]): Promise<void> {
    for (const said of (await ledger.credentials.examined(digests)).values()) {
      const examined = examinedIn(said);
      if (examined !== undefined) keepInMind(examined);
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
        for (const examined of found) if (examined !== undefined) keepInMind(examined);
      }
      const known = all.flatMap(({ digest }) => memory.get(digest) ?? []);
      return new Map(known.map((examined) => [examined.digest, examined]));
    },
    /** What could not be looked into is tried again at once. */
    forgetTrouble(digest: string): void {
      const known = memory.get(digest);
      if (known !== undefined && !isSettled(known)) memory.delete(digest);
    },
  };
}
