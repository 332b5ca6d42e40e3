import { Fault } from '../base/index.js';
import type { Workshop } from './house.js';

/** What asks something of a pod. */
type Doors = Pick<Workshop, 'build' | 'probe'>;

/** Milliseconds after the first refusal: for putting right what was half done. */
const graceMs = 10_000;

/**
 * The workshop for one piece of work. After so many milliseconds nothing more is asked of a pod: one that answers to
 * everything, slowly, keeps its worker no longer than one that is down.
 * @throws Fault `PodUnreachable` at the first that asks later than that, and again once the time for mending is over.
 */
export function forSoLong<Shop extends Doors>(shop: Shop, ms: number): Shop & Doors {
  const until = performance.now() + ms;
  let refusedAt: number | undefined;
  const inTime = (): void => {
    const now = performance.now();
    if (now <= until || (refusedAt !== undefined && now <= refusedAt + graceMs)) return;
    refusedAt ??= now;
    throw new Fault('PodUnreachable', 'the pod takes longer than one piece of work may');
  };
  const fetch: Doors['build']['fetch'] = async (input, init) => {
    inTime();
    return shop.build.fetch(input, init);
  };
  const probe: Doors['probe'] = async (parts, url) => {
    inTime();
    return shop.probe(parts, url);
  };
  return { ...shop, build: { ...shop.build, fetch }, probe };
}
