import { afterAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import {
  demoInstitutions,
  demoPeople,
  type InstitutionKey,
  specialCanaries,
  startInstitution,
} from '../../../src/demo/institutions/index.js';
import { connectOeapi, readDelivery } from '../../../src/institutions/index.js';
import {
  type Countable,
  type IncomingRecord,
  receive,
  studyLoadTotals,
} from '../../../src/records/index.js';

const open = async (key: InstitutionKey) => {
  const credentials = { applicationId: 'leerkluis', password: 'proef' };
  const server = await startInstitution(key, { port: 0, host: '127.0.0.1', credentials });
  afterAll(server.stop);
  const { id, name } = demoInstitutions[key];
  const institution = {
    id: institutionId(id),
    name: Object.entries(name).map(([language, value]) => ({ language, value })),
  };
  const connection = connectOeapi({
    institution,
    baseUrl: server.url,
    credentials: { user: 'leerkluis', password: 'proef' },
    fetch: globalThis.fetch,
    now: () => new Date('2026-11-25T12:00:00Z'),
  });
  return { server, institution, connection };
};
const schools = {
  roc: await open('roc'),
  university: await open('university'),
  hogeschool: await open('hogeschool'),
};

async function readFrom(key: InstitutionKey, learner: 'samira' | 'barry') {
  const { connection, institution } = schools[key];
  const { personId } = demoPeople[key][learner];
  const { deliveries, issues } = await connection.readLearner(personId, learner);
  const read = deliveries.map((delivery) => readDelivery(delivery, institution));
  return {
    issues: [...issues, ...read.flatMap((one) => one.issues)],
    quarantined: read.flatMap((one) => one.quarantined),
    records: read.flatMap((one) => one.records),
    deliveries,
  };
}

const totalsOf = (records: readonly IncomingRecord[]) => {
  const history = receive([], { id: 'd', receivedAt: '2026-11-25T12:00:00Z', records });
  const countable = history.flatMap(({ facets, key, status }): readonly Countable[] => {
    const { core, credits } = facets;
    if (credits === undefined) return [];
    const { assertedBy, issuedOn } = core;
    return [{ key, status, assertedBy, credits, ...(issuedOn !== undefined && { issuedOn }) }];
  });
  return studyLoadTotals(countable);
};

describe.each([
  ['university', 'samira', 'EC'],
  ['university', 'barry', 'EC'],
  ['roc', 'samira', 'SBU'],
  ['roc', 'barry', 'SBU'],
  ['hogeschool', 'barry', 'EC'],
] as const)('the %s delivers for %s', (key, learner, unit) => {
  it('every association, and the totals that were added up by hand', async () => {
    const found = demoPeople[key][learner];
    const { issues, quarantined, records } = await readFrom(key, learner);
    expect({ issues, quarantined }).toEqual({ issues: [], quarantined: [] });
    const types = records.map(({ facets }) => facets.core.recordType);
    expect(types.filter((type) => type === 'ENROLMENT')).toHaveLength(found.associations);
    expect(types.filter((type) => type !== 'ENROLMENT')).toHaveLength(found.results);
    const earned = found.earned[unit === 'EC' ? 'ects' : 'sbu'];
    expect(totalsOf(records)).toMatchObject([{ unit, amount: String(earned) }]);
    expect(totalsOf(records)[0]?.counted).toHaveLength(found.counted);
  });

  it('the same deliveries again when it is asked again', async () => {
    const [once, again] = [await readFrom(key, learner), await readFrom(key, learner)];
    expect(again.deliveries).toEqual(once.deliveries);
  });
});

it('the hogeschool has one running course of Samira, which counts for nothing yet', async () => {
  const { issues, quarantined, records } = await readFrom('hogeschool', 'samira');
  expect({ issues, quarantined }).toEqual({ issues: [], quarantined: [] });
  expect(records.map(({ facets }) => facets.core.recordType)).toEqual(['ENROLMENT', 'RESULT']);
  expect(totalsOf(records)).toMatchObject([{ unit: 'EC', amount: '0', counted: [] }]);
});

it('Barry’s needs and irregularities stand in `special` and nowhere else', async () => {
  const { records } = await readFrom('roc', 'barry');
  const specials = JSON.stringify(records.map(({ facets }) => facets.special));
  const rest = JSON.stringify(records.map(({ facets }) => ({ ...facets, special: undefined })));
  for (const canary of Object.values(specialCanaries)) {
    expect(specials).toContain(canary);
    expect(rest).not.toContain(canary);
  }
  expect(rest).not.toMatch(/irregularities|personalNeeds|additionalTime/);
});
