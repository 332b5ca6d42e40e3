import type { Claims } from '../vc/claims.js';

/** One record of a transcript, by the ids that associations may name it by: of its credential, or of its achievement. */
export interface Node {
  readonly item: string;
  readonly ids: readonly string[];
  /** Whether it carries a load that counts. */
  readonly counts: boolean;
}

/** By item: of what each is a part, and what is the same thing as what. */
export interface Family {
  readonly wholes: ReadonlyMap<string, readonly string[]>;
  readonly twins: ReadonlyMap<string, readonly string[]>;
}

/** Nothing is part of more; and no family is larger than anybody can look through. */
const mostKin = 20;
const mostReached = 500;

const isPart = new Set(['isChildOf', 'isPartOf']);

function add(map: Map<string, string[]>, from: string, to: string): void {
  const list = map.get(from) ?? [];
  if (!list.includes(to) && list.length < mostKin) list.push(to);
  map.set(from, list);
}

/** Pairs that an association names: one id can name several records, where a source used it more than once. */
function pairsOf(association: Claims, byId: ReadonlyMap<string, readonly string[]>) {
  const [sources, targets] = ['sourceId', 'targetId'].map(
    (name) => byId.get(association.id(name) ?? '') ?? [],
  );
  return (sources ?? []).flatMap((source) =>
    (targets ?? []).map((target) => [source, target] as const),
  );
}

export function familyOf(associations: readonly Claims[], nodes: readonly Node[]): Family {
  const byId = new Map<string, string[]>();
  for (const { ids, item } of nodes) for (const id of ids) add(byId, id, item);
  const [wholes, twins] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const association of associations) {
    const kind = association.word('associationType') ?? '';
    for (const [source, target] of pairsOf(association, byId)) {
      if (isPart.has(kind)) add(wholes, source, target);
      if (kind === 'isParentOf') add(wholes, target, source);
      if (kind === 'exactMatchOf') add(twins, source, target);
      if (kind === 'exactMatchOf') add(twins, target, source);
    }
  }
  return { wholes, twins };
}

// All that can be reached from one, nearest first; each once, so that going round in circles ends.
function* reachedFrom(item: string, next: ReadonlyMap<string, readonly string[]>) {
  const seen = new Set([item]);
  for (const at of seen) {
    for (const other of seen.size < mostReached ? (next.get(at) ?? []) : []) {
      if (!seen.has(other)) yield other;
      seen.add(other);
    }
  }
}

/** The nearest of which it is a part and whose load counts: between the two, only that one is counted. */
export function wholeOf(item: string, { wholes }: Family, nodes: ReadonlyMap<string, Node>) {
  for (const whole of reachedFrom(item, wholes)) {
    if (nodes.get(whole)?.counts === true) return whole;
  }
  return undefined;
}

/** One item stands for all that are said to be the same thing. */
export const sameAs = (item: string, { twins }: Family): string =>
  [item, ...reachedFrom(item, twins)].toSorted()[0] ?? item;
