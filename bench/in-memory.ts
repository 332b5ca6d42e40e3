import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grantId, institutionId, recordKey, webId } from '../src/base/index.js';
import { projectRoot } from '../src/embedded/index.js';
import type { SignedIn } from '../src/ledger/index.js';
import type { RecordVersion } from '../src/records/index.js';
import {
  type MemoryHouse,
  type MemoryLearner,
  openMemoryHouse,
} from '../test/fixtures/memory-house.js';
import { noor, page, samira } from '../test/fixtures/people.js';
import { grant, result } from '../test/fixtures/records.js';

export const adviser = { webId: noor, client: page };
export const signedIn: SignedIn = { webId: noor, kind: 'ADVISER', displayName: 'Noor' };
export const learnerWebId = webId(`https://pods.example/${samira}/profile/card#me`);

const schools = ['hogeschool.example', 'merenveld.example', 'rocdewaterlanden.example'];
const recordAt = (index: number): RecordVersion =>
  result({
    key: recordKey(`result-${index}`),
    core: {
      title: [{ language: 'nl', value: `Gezondheidsgeografie ${index}` }],
      issuedOn: `2026-0${1 + (index % 6)}-1${index % 10}`,
      institution: {
        id: institutionId(schools[index % schools.length] ?? 'hogeschool.example'),
        name: [{ language: 'nl', value: 'Hogeschool aan de Vecht' }],
      },
    },
    credits: { retakeGroup: `result-${index}` },
  });

export const resultsOf = (count: number): readonly RecordVersion[] =>
  Array.from({ length: count }, (_, index) => recordAt(index));

/** Samira with so many results, and one grant to her adviser: core, credits and assessment. */
export function samiraWith(count: number): MemoryLearner {
  const records = resultsOf(count);
  const given = grant({
    id: grantId('0b6f2e7a-94c1-4d35-a8e2-7c3d5f1b9e08'),
    facets: ['core', 'credits', 'assessment'],
    includeFuture: true,
    recordsAtGrant: records.map(({ key }) => key),
  });
  return { id: samira, webId: learnerWebId, grants: [given], records };
}

/** The house in memory; what it writes down for tests is thrown away each second. */
export async function benchHouse(records: number): Promise<MemoryHouse> {
  const memory = await openMemoryHouse();
  const learners = [samiraWith(records)];
  memory.holds(learners);
  setInterval(() => memory.holds(learners), 1000).unref();
  return memory;
}

export const operationText = (name: string): Promise<string> =>
  readFile(join(projectRoot, 'schema/operations', `${name}.graphql`), 'utf8');
