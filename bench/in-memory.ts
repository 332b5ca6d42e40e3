import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grantId, institutionId, learnerId, recordKey, uuidOf, webId } from '../src/base/index.js';
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

export interface Held {
  readonly learners: number;
  /** Results of each. */
  readonly records: number;
}
/** Each gave one grant to the adviser: core, credits and assessment. The first is Samira. */
function learnersWith({ learners, records: count }: Held): readonly MemoryLearner[] {
  const records = resultsOf(count);
  return Array.from({ length: learners }, (_, index) => {
    const given = grant({
      id: grantId(uuidOf(`grant ${index}`)),
      facets: ['core', 'credits', 'assessment'],
      includeFuture: true,
      recordsAtGrant: records.map(({ key }) => key),
    });
    const id = index === 0 ? samira : learnerId(uuidOf(`learner ${index}`));
    return { id, grants: [given], records };
  });
}

/** The house in memory; what it writes down for tests is thrown away each second. */
export async function benchHouse(held: Held): Promise<MemoryHouse> {
  const memory = await openMemoryHouse();
  memory.holds(learnersWith(held));
  setInterval(() => memory.forget(), 1000).unref();
  return memory;
}

export const operationText = (name: string): Promise<string> =>
  readFile(join(projectRoot, 'schema/operations', `${name}.graphql`), 'utf8');
