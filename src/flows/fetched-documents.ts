import { LRUCache } from 'lru-cache';
import { Fault } from '../base/index.js';
import type { FetchedDocument, FetchedKind, Ledger } from '../ledger/index.js';

/** Minutes. What could not be had is not asked for again at each question, and not given up either. */
const troubleMinutes = 5;
const minute = 60_000;
const memoryBytes = 64 * 1024 * 1024;

export interface FetchTools {
  readonly ledger: Pick<Ledger, 'credentials'>;
  /** Guarded: nothing inside is reached by it. */
  readonly outside: typeof fetch;
  readonly now: () => Date;
}
/** What stands at an address, or why it cannot be had. */
export type Answered =
  | { readonly bytes: Uint8Array }
  | { readonly problem: 'UNREACHABLE' | 'NOT_FOUND' };

/** Asks once. @throws nothing of what strangers' servers do. */
export async function askOutside(
  { outside }: Pick<FetchTools, 'outside'>,
  url: string,
  accept: string,
): Promise<Answered> {
  try {
    const response = await outside(url, { headers: { accept } });
    if (response.ok) return { bytes: new Uint8Array(await response.arrayBuffer()) };
    return {
      problem: response.status === 404 || response.status === 410 ? 'NOT_FOUND' : 'UNREACHABLE',
    };
  } catch (error) {
    if (error instanceof Fault) return { problem: 'UNREACHABLE' };
    throw error;
  }
}

/** What was worked out of what stood at an address. */
export interface WorkedOut<T> {
  readonly said: T;
  readonly fetchedAt: Date;
  readonly freshUntil: Date;
}
interface Source<T> {
  readonly kind: FetchedKind;
  /** Reads what the database has; undefined where it is of an older make. */
  readonly read: (said: unknown) => T | undefined;
  readonly write: (said: T) => unknown;
  /** Fetches and works out. @returns until when it is good; absent: trouble, to be tried again soon. */
  readonly fetch: (address: string) => Promise<{ readonly said: T; readonly freshUntil?: Date }>;
  /** How long an earlier answer counts while there is no new one; absent: not at all. */
  readonly countsUntil?: (said: T, fetchedAt: Date) => Date;
  /** Bytes that it takes up in memory, about. */
  readonly size: (said: T) => number;
}

const stillCounts = <T>(
  { countsUntil }: Source<T>,
  { said, fetchedAt }: WorkedOut<T>,
  at: Date,
): boolean => {
  const until = countsUntil?.(said, fetchedAt);
  return until !== undefined && until > at;
};

const isAfter = (one: Date | undefined, other: Date): boolean => one !== undefined && one > other;

/** One address after the other: what is kept while it is fresh, else what stands there now. */
const finder =
  <T>({ ledger, now }: FetchTools, source: Source<T>) =>
  async (address: string, row: FetchedDocument | undefined): Promise<WorkedOut<T>> => {
    const read = row === undefined ? undefined : source.read(row.said);
    const earlier = row === undefined || read === undefined ? undefined : { ...row, said: read };
    if (earlier !== undefined && earlier.freshUntil > now()) return earlier;
    const fetchedAt = now();
    const { said, freshUntil } = await source.fetch(address);
    const soon = new Date(fetchedAt.getTime() + troubleMinutes * minute);
    if (freshUntil === undefined && earlier && stillCounts(source, earlier, fetchedAt)) {
      const until = { askedAt: fetchedAt, freshUntil: soon };
      await ledger.credentials.noteTrouble(source.kind, address, until);
      return { ...earlier, freshUntil: soon };
    }
    const found = { said, fetchedAt, freshUntil: freshUntil ?? soon };
    const kept = { ...found, said: source.write(said) };
    await ledger.credentials.keepFetched(source.kind, address, kept);
    return found;
  };

/**
 * Documents of others by address: kept in memory and in the database for all learners and processes together, fetched when they
 * are not fresh any more, each by one question at a time.
 */
export function fetchedDocuments<T>(tools: FetchTools, source: Source<T>) {
  const { ledger, now } = tools;
  const find = finder(tools, source);
  const memory = new LRUCache<string, WorkedOut<T>>({
    maxSize: memoryBytes,
    sizeCalculation: ({ said }) => source.size(said) + 1,
  });
  const underWay = new Map<string, Promise<WorkedOut<T>>>();
  const once = (address: string, row: FetchedDocument | undefined): Promise<WorkedOut<T>> => {
    const running = underWay.get(address);
    if (running !== undefined) return running;
    const started = find(address, row).finally(() => {
      if (underWay.get(address) === started) underWay.delete(address);
    });
    underWay.set(address, started);
    return started;
  };
  /** Who forgets one, in whichever process, has it forgotten everywhere. */
  async function inMind(wanted: readonly string[]): Promise<ReadonlyMap<string, WorkedOut<T>>> {
    const standing = await ledger.credentials.fetchedWhen(source.kind, wanted);
    const found = wanted.flatMap((address) => {
      const at = memory.get(address);
      if (at === undefined || at.freshUntil <= now()) return [];
      const { fetchedAt, freshUntil } = standing.get(address) ?? {};
      const stands = fetchedAt?.getTime() === at.fetchedAt.getTime() && isAfter(freshUntil, now());
      return stands ? [[address, at] as const] : [];
    });
    return new Map(found);
  }
  return {
    async all(addresses: readonly string[]): Promise<ReadonlyMap<string, WorkedOut<T>>> {
      const wanted = [...new Set(addresses)];
      const atHand = await inMind(wanted);
      const others = wanted.filter((address) => !atHand.has(address));
      const rows = await ledger.credentials.fetched(source.kind, others);
      const found = await Promise.all(
        others.map(async (address) => [address, await once(address, rows.get(address))] as const),
      );
      for (const [address, each] of found) memory.set(address, each);
      return new Map([...atHand, ...found]);
    },
    async forget(address: string): Promise<void> {
      underWay.delete(address);
      memory.delete(address);
      await ledger.credentials.forgetFetched(source.kind, address, now());
    },
  };
}
export type FetchedDocuments<T> = ReturnType<typeof fetchedDocuments<T>>;
