import { present, type RecordKey } from '../base/index.js';
import { type OwnEnvelope, type OwnPod, versionKey } from '../pod/index.js';
import {
  type Comparable,
  firstReceipts,
  hasIds,
  type Identified,
  pairsByIds,
  type RecordPair,
  type SameLink,
  type SamePair,
  type SameState,
  sameLinks,
  samePairs,
  sameQuestions,
} from '../records/index.js';

/** What a learner's own records are the same as; worked out once for a reading, and only where it is asked for. */
export interface OwnSame {
  links(): Promise<ReadonlyMap<RecordKey, SameLink>>;
  questions(
    key: RecordKey,
  ): Promise<readonly { readonly other: RecordKey; readonly state: SameState }[]>;
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const isStanding = ({ envelope: { status } }: OwnEnvelope): boolean => status !== 'SUPERSEDED';

async function comparable(pod: OwnPod, { institution, envelope }: OwnEnvelope) {
  const { key, status, version } = envelope;
  const at = versionKey(key, version);
  const core = (await pod.facet(institution, 'core')).get(at);
  const credits = (await pod.facet(institution, 'credits')).get(at);
  return core === undefined ? [] : [present({ key, status, core, credits })];
}

/** Where there are no two that could be the same by ids, no ids are read. */
async function identifiedIn(
  pod: OwnPod,
  found: readonly OwnEnvelope[],
  records: readonly Comparable[],
): Promise<readonly Identified[]> {
  const known = new Map(records.filter(hasIds).map((record) => [record.key, record]));
  if (known.size < 2) return [];
  const all = found.map(async ({ institution, envelope: { key, version } }) => {
    const record = known.get(key);
    if (record === undefined) return [];
    const identifiers = (await pod.facet(institution, 'identifiers')).get(versionKey(key, version));
    return identifiers === undefined ? [] : [{ ...record, identifiers }];
  });
  return (await Promise.all(all)).flat();
}

export function ownSame(pod: OwnPod, all: readonly OwnEnvelope[]): OwnSame {
  const standing = all.filter(isStanding);
  const records = once(async () =>
    (await Promise.all(standing.map((one) => comparable(pod, one)))).flat(),
  );
  const identified = once(async () => identifiedIn(pod, standing, await records()));
  const links = once(async () => {
    const pairs = samePairs(await identified(), await pod.same());
    return sameLinks(pairs, firstReceipts(all.map(({ envelope }) => envelope)));
  });
  const asked = once(async (): Promise<readonly SamePair[]> => {
    const ids: readonly RecordPair[] = pairsByIds(await identified());
    return sameQuestions(await records(), ids, await pod.same());
  });
  return {
    links,
    questions: async (key) =>
      (await asked()).flatMap(({ records: [a, b], state }) => {
        if (a !== key && b !== key) return [];
        return [{ other: a === key ? b : a, state }];
      }),
  };
}
