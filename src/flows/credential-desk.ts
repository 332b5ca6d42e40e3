import { LRUCache } from 'lru-cache';
import {
  type Circumstances,
  type DidAnswer,
  type DidDocuments,
  didAnswerIn,
  didAnswerOf,
  didsOfList,
  didsToFetch,
  didWebUrl,
  type Examined,
  type ExaminedList,
  type Examiner,
  examinedIn,
  type Finding,
  freshUntil,
  judge,
  keyFinding,
  listIn,
  type Registry,
  type StatusRef,
  type SubjectMatch,
  statusAt,
  storedList,
  type Verdict,
  worstOf,
} from '../credentials/index.js';
import {
  askOutside,
  type FetchedDocuments,
  type FetchTools,
  fetchedDocuments,
  type WorkedOut,
} from './fetched-documents.js';

/** A credential by the hash of its bytes; the bytes are asked for only where nobody looked into it before. */
export interface ToJudge {
  readonly digest: string;
  readonly bytes: () => Promise<Uint8Array | undefined>;
  readonly subject: SubjectMatch;
}
export interface DeskTools extends FetchTools {
  readonly examiner: Examiner;
  readonly registry: Registry;
}

/** Credentials whose bytes are read at once, while others are examined. */
const together = 8;
const day = 24 * 60 * 60_000;

/** Hours after which a DID's document is asked for again: so soon, at most, a key that was taken away is missed. */
const didFreshMs = day;

function didDocuments(tools: FetchTools): FetchedDocuments<DidAnswer> {
  return fetchedDocuments<DidAnswer>(tools, {
    kind: 'DID',
    read: didAnswerIn,
    write: (answer) => answer,
    size: () => 4000,
    async fetch(did) {
      const url = didWebUrl(did);
      if (url === undefined) return { said: { problem: 'NOT_A_DOCUMENT' } };
      const found = await askOutside(
        tools,
        url,
        'application/did+json, application/did+ld+json, application/json',
      );
      if ('problem' in found) return { said: found };
      const said = didAnswerOf(found.bytes);
      if ('problem' in said) return { said };
      return { said, freshUntil: new Date(tools.now().getTime() + didFreshMs) };
    },
  });
}

const answersIn = (found: ReadonlyMap<string, WorkedOut<DidAnswer>>): DidDocuments =>
  new Map([...found].map(([did, { said }]) => [did, said]));

type List = ExaminedList;
function statusLists(tools: DeskTools, dids: FetchedDocuments<DidAnswer>): FetchedDocuments<List> {
  return fetchedDocuments<List>(tools, {
    kind: 'STATUS_LIST',
    read: listIn,
    write: storedList,
    size: (said) => ('list' in said ? said.list.bits.length : 100),
    async fetch(url) {
      const asked = tools.now();
      const found = await askOutside(
        tools,
        url,
        'application/vc, application/vc+jwt, application/statuslist+jwt, application/json;q=0.5',
      );
      if ('problem' in found) return { said: { finding: { code: 'STATUS_UNAVAILABLE' } } };
      const documents = await dids.all(didsOfList(found.bytes));
      const said = await tools.examiner.examineList(found.bytes, answersIn(documents));
      return 'list' in said ? { said, freshUntil: freshUntil(said.list, asked) } : { said };
    },
  });
}

const unknown = (finding: Finding) => ({ state: 'UNKNOWN', findings: [finding] }) as const;

/** Whether these bytes were looked into to the end, or could not be for want of a key that may come back. */
const isSettled = ({ findings }: Examined): boolean =>
  !findings.some(({ code }) => code === 'KEY_UNRESOLVED' || code === 'TOO_COMPLEX');

/**
 * Verdicts on credentials. What never changes about bytes is found out once and kept by their hash; keys and lists are
 * asked for again when they are not fresh; the verdict itself is worked out anew at each question.
 */
export function credentialDesk(tools: DeskTools) {
  const { ledger, examiner, registry, now } = tools;
  const dids = didDocuments(tools);
  const lists = statusLists(tools, dids);
  const memory = new LRUCache<string, Examined>({ max: 20_000 });

  const underWay = new Map<string, Promise<Examined | undefined>>();

  async function examineNow({ digest, bytes }: ToJudge): Promise<Examined | undefined> {
    const found = await bytes();
    if (found === undefined) return undefined;
    const documents = await dids.all(didsToFetch(found));
    const examined = await examiner.examine(found, answersIn(documents));
    if (examined.digest === digest && isSettled(examined)) {
      await ledger.credentials.keepExamined(digest, examined);
    }
    return examined.digest === digest ? examined : undefined;
  }

  /** Two who ask at once are told of one examination. */
  function examineOnce(one: ToJudge): Promise<Examined | undefined> {
    const running = underWay.get(one.digest);
    if (running !== undefined) return running;
    const started = examineNow(one).finally(() => underWay.delete(one.digest));
    underWay.set(one.digest, started);
    return started;
  }

  async function examinedOf(all: readonly ToJudge[]): Promise<ReadonlyMap<string, Examined>> {
    const unknownHere = all.filter(({ digest }) => !memory.has(digest));
    const kept = await ledger.credentials.examined(unknownHere.map(({ digest }) => digest));
    for (const [digest, said] of kept) {
      const examined = examinedIn(said);
      if (examined !== undefined) memory.set(digest, examined);
    }
    const anew = unknownHere.filter(({ digest }) => !memory.has(digest));
    const found = new Map<string, Examined>();
    for (let at = 0; at < anew.length; at += together) {
      const some = anew.slice(at, at + together);
      for (const examined of await Promise.all(some.map(examineOnce))) {
        if (examined === undefined) continue;
        found.set(examined.digest, examined);
        if (isSettled(examined)) memory.set(examined.digest, examined);
      }
    }
    for (const { digest } of all) {
      const known = memory.get(digest);
      if (known !== undefined) found.set(digest, known);
    }
    return found;
  }

  async function statusOf(
    { status, issuer }: Examined,
    seen: ReadonlyMap<string, WorkedOut<List>>,
  ): Promise<Circumstances['status']> {
    if (status.length === 0) return { state: 'NONE', findings: [] };
    const at = now();
    const each = status.map((ref) => oneStatus(ref, issuer, seen.get(ref.list), at));
    const times = status.flatMap(({ list }) => seen.get(list)?.fetchedAt ?? []);
    const asOf = times.toSorted((a, b) => a.getTime() - b.getTime()).at(0);
    return {
      state: worstOf(each.map(({ state }) => state)),
      findings: each.flatMap(({ findings }) => findings),
      ...(asOf !== undefined && { asOf }),
    };
  }

  return {
    /** By digest. What has no bytes any more, and was never looked into, has no verdict. */
    async judge(all: readonly ToJudge[]): Promise<ReadonlyMap<string, Verdict>> {
      const examined = await examinedOf(all);
      const everyOne = [...examined.values()];
      const documents = answersIn(await dids.all(everyOne.flatMap(publishedBy)));
      const urls = everyOne.flatMap(({ status }) =>
        status.flatMap(({ kind, list }) => (kind === 'UNSUPPORTED' ? [] : [list])),
      );
      const seen = await lists.all(urls);
      const verdicts = new Map<string, Verdict>();
      for (const { digest, subject } of all) {
        const one = examined.get(digest);
        if (one === undefined) continue;
        const status = await statusOf(one, seen);
        const keys = await keyFinding(one.keys, documents);
        const known = { now: now(), registry, status, subject };
        verdicts.set(digest, judge(one, keys === undefined ? known : { ...known, keys }));
      }
      return verdicts;
    },
    /** Asks again, at the word of who looks, what keys and lists say now. */
    async recheck(digest: string): Promise<void> {
      const [one] = (
        await examinedOf([{ digest, bytes: async () => undefined, subject: 'UNCHECKED' }])
      ).values();
      if (one === undefined) return;
      for (const did of publishedBy(one)) await dids.forget(did);
      for (const { list } of one.status) await lists.forget(list);
    },
    /** A list of our own changed just now. */
    forgetList: (url: string): Promise<void> => lists.forget(url),
  };
}
export type CredentialDesk = ReturnType<typeof credentialDesk>;

const publishedBy = ({ keys }: Examined): readonly string[] =>
  keys.flatMap(({ did }) => (did?.startsWith('did:web:') === true ? [did] : []));

function oneStatus(
  ref: StatusRef,
  issuer: string | undefined,
  found: WorkedOut<List> | undefined,
  now: Date,
) {
  if (ref.problem !== undefined) return unknown(ref.problem);
  const { said = { finding: { code: 'STATUS_UNAVAILABLE' } as const } } = found ?? {};
  return 'finding' in said ? unknown(said.finding) : statusAt(ref, said.list, { issuer, now });
}
