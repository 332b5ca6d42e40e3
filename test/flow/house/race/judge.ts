import type { GrantId } from '../../../../src/base/index.js';
import type { LogLine } from '../../../../src/ledger/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import type { Raced } from './run.js';
import { learnerOf, learners } from './stock.js';

type Read = Extract<LogLine, { kind: 'READ' }>;
const isRead = (line: LogLine): line is Read => line.kind === 'READ';

async function logs(house: TestHouse): Promise<readonly (readonly LogLine[])[]> {
  const { log } = house.running.house.ledger;
  const ids = await Promise.all(learners.map((who) => learnerOf(house, who)));
  return Promise.all(ids.map(async (id) => (await log.read(id, 100_000)).toReversed()));
}

/** A log is in order of commit: a reading under a grant that stands behind its stop was let out after it. */
function leaksIn(oldestFirst: readonly LogLine[]): readonly Read[] {
  const revoked = new Set<GrantId>();
  const leaks: Read[] = [];
  for (const line of oldestFirst) {
    if (line.kind === 'POLICY' && line.event === 'REVOKED') {
      for (const { id } of line.grants) revoked.add(id);
    }
    if (isRead(line) && line.grants.some(({ id }) => revoked.has(id))) leaks.push(line);
  }
  return leaks;
}

/** What the log says of a race, beside what its askers heard. */
export async function judge(house: TestHouse, { heard, stopped }: Raced) {
  const all = await logs(house);
  const names = new Set(heard.map(({ name }) => name));
  const reads = all.flat().filter(isRead);
  const lines = reads.filter(({ operation }) => names.has(operation));
  const byName = new Map(lines.map((line) => [line.operation, line]));
  const shown = heard.filter((one) => one.shown !== undefined);
  const returned = new Map(stopped.map((stop) => [stop.id, stop.returned]));
  const late = shown.filter(({ name, asked }) =>
    byName.get(name)?.grants.some(({ id }) => asked > (returned.get(id) ?? Infinity)),
  );
  const refused = heard.filter((one) => one.shown === undefined);
  const voided = refused.filter(({ who, asked }) =>
    stopped.some((stop) => stop.who === who && stop.from < asked && asked < stop.sent),
  );
  return {
    shown,
    voided,
    late,
    lines,
    codes: new Set(refused.flatMap(({ codes }) => codes)),
    /** Heard, and not as it stands in the log. */
    unlogged: shown.filter((one) => byName.get(one.name)?.at !== one.shown?.asOf),
    leaks: all.flatMap(leaksIn).filter(({ operation }) => names.has(operation)),
  };
}
