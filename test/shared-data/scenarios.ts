import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readDocument } from '../../src/documents/index.js';
import { totalsOf } from './seen.js';

const Totals = z.record(z.string(), z.string());
const Surf = z.looseObject({
  records: z.int(),
  'totals.selfDeclared': Totals,
  'totals.verified': Totals,
});

/** All credentials of a folder brought to one kluis. */
async function surf(folder: string, said: unknown): Promise<readonly string[]> {
  const wanted = Surf.parse(said);
  const place = join(folder, '../credentials/edu');
  const names = (await readdir(place)).filter((name) => name.endsWith('.json'));
  const readings = await Promise.all(
    names.map(async (name) => readDocument(await readFile(join(place, name)))),
  );
  const records = readings.flatMap((one) => (one.kind === 'IMPORTED' ? one.records : []));
  const totals = totalsOf(records);
  const ids = new Set(records.map(({ facets }) => facets.identifiers.sourceId));
  const own = new Set(records.map(({ facets }) => facets.core.assertedBy));
  const sums = Object.entries(wanted['totals.selfDeclared']);
  return [
    ...(records.length === wanted.records ? [] : [`${records.length} records`]),
    ...(new Set(records.map(({ key }) => key)).size === records.length ? [] : ['some are merged']),
    ...(ids.size < records.length ? [] : ['no id is met again']),
    ...([...own].join() === 'IMPORT' ? [] : ['not all is the learner’s own word']),
    ...sums.flatMap(([unit, sum]) =>
      totals.get(unit) === sum ? [] : [`${unit} ${totals.get(unit)}, not ${sum}`],
    ),
  ];
}

type Scenario = (folder: string, said: unknown) => Promise<readonly string[]>;
export const scenarios: Readonly<Record<string, Scenario>> = { 'surf-ob3-all': surf };
