import { canonicalJson, inSlices } from '../base/index.js';
import {
  type Circumstances,
  type Examined,
  type ExaminedList,
  type Examiner,
  judge,
  keyFinding,
  listStatus,
  type Registry,
  type SubjectMatch,
  type Verdict,
  worstOf,
} from '../credentials/index.js';
import { examinations, type ToExamine } from './examinations.js';
import type { FetchTools, WorkedOut } from './fetched-documents.js';
import { answersIn, didDocuments, statusLists } from './keys-and-lists.js';

export interface ToJudge extends ToExamine {
  readonly subject: SubjectMatch;
}
export interface DeskTools extends FetchTools {
  readonly examiner: Examiner;
  readonly registry: Registry;
}

/** Many credentials of one issuer have the same keys: they are looked at once for all of them. */
function onceEach<K, T>(look: (one: K) => Promise<T>): (one: K) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (one) => {
    const name = canonicalJson(one);
    const found = known.get(name) ?? look(one);
    known.set(name, found);
    return found;
  };
}

const noBytes = async (): Promise<undefined> => undefined;
const unseen: ExaminedList = { finding: { code: 'STATUS_UNAVAILABLE' } };

const publishedBy = ({ keys }: Examined): readonly string[] =>
  keys.flatMap(({ did }) => (did?.startsWith('did:web:') === true ? [did] : []));
const listsOf = ({ status }: Examined): readonly string[] =>
  status.flatMap(({ kind, list }) => (kind === 'UNSUPPORTED' ? [] : [list]));

/** What all lists that a credential names say of it together. */
function statusOf(
  examined: Examined,
  seen: ReadonlyMap<string, WorkedOut<ExaminedList>>,
  now: Date,
): Circumstances['status'] {
  const { status } = examined;
  if (status.length === 0) return { state: 'NONE', findings: [] };
  const each = status.map((ref) =>
    listStatus(examined, ref, seen.get(ref.list)?.said ?? unseen, now),
  );
  const times = status.flatMap(({ list }) => seen.get(list)?.fetchedAt ?? []);
  const asOf = times.toSorted((a, b) => a.getTime() - b.getTime()).at(0);
  return {
    state: worstOf(each.map(({ state }) => state)),
    findings: each.flatMap(({ findings }) => findings),
    ...(asOf !== undefined && { asOf }),
  };
}

/**
 * Verdicts on credentials. What never changes about bytes is found out once and kept by their hash; keys and lists are
 * asked for again when they are not fresh; the verdict itself is worked out anew at each question.
 */
export function credentialDesk(tools: DeskTools) {
  const { registry, now } = tools;
  const dids = didDocuments(tools);
  const lists = statusLists(tools, dids);
  const known = examinations(tools, dids);
  return {
    /** By digest. What has no bytes any more, and was never looked into, has no verdict. */
    async judge(all: readonly ToJudge[]): Promise<ReadonlyMap<string, Verdict>> {
      const examined = await known.of(all);
      const everyOne = [...examined.values()];
      const documents = answersIn(await dids.all(everyOne.flatMap(publishedBy)));
      const seen = await lists.all(everyOne.flatMap(listsOf));
      const verdicts = new Map<string, Verdict>();
      const others = inSlices();
      const looked = onceEach((keys: Examined['keys']) => keyFinding(keys, documents));
      for (const { digest, subject } of all) {
        await others();
        const one = examined.get(digest);
        if (one === undefined) continue;
        const at = now();
        const keys = await looked(one.keys);
        const status = statusOf(one, seen, at);
        const circumstances = { now: at, registry, status, subject };
        verdicts.set(
          digest,
          judge(one, keys === undefined ? circumstances : { ...circumstances, keys }),
        );
      }
      return verdicts;
    },
    /**
     * Asks again, at the word of who looks, what keys and lists say now.
     * @param bytes by which it is found out anew whose key it was, where that could not be found before.
     */
    async recheck(digest: string, bytes: ToExamine['bytes'] = noBytes): Promise<void> {
      const one = { digest, bytes };
      const found = [...(await known.of([one])).values()];
      const published = [...found.flatMap(publishedBy), ...(await known.forgetTrouble(one))];
      for (const did of new Set(published)) await dids.forget(did);
      for (const list of found.flatMap(listsOf)) await lists.forget(list);
    },
    /** A list of our own changed just now. */
    forgetList: (url: string): Promise<void> => lists.forget(url),
  };
}
export type CredentialDesk = ReturnType<typeof credentialDesk>;
