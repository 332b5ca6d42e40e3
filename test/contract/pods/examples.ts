/** A pod with every kind of document that we write, and every member that one can have. */
import type { RecordVersion, SourceDelivery } from '../../../src/records/index.js';
import { hogeschool } from '../../fixtures/people.js';
import { gezondheid, grant, now, result, samiraHerself } from '../../fixtures/records.js';
import { here, paperPod } from './paper-pod.js';

const delivery: SourceDelivery = {
  id: 'b3e0c9a4-6d1f-4a52-8c7b-1e9f0a2d4c66',
  institution: hogeschool,
  connector: 'oeapi-v5',
  receivedAt: '2026-04-02T08:00:00.000Z',
  page: {
    url: 'https://oeapi.hogeschool.example/persons/4711/associations?page=1',
    mediaType: 'application/json; charset=utf-8',
    sha256: 'a'.repeat(64),
    body: '{"items":[]}',
  },
  lookups: [
    {
      url: 'https://oeapi.hogeschool.example/courses/gg',
      mediaType: 'application/json',
      sha256: 'b'.repeat(64),
      body: '{"courseId":"gg"}',
    },
    {
      url: 'https://oeapi.hogeschool.example/courses/weg',
      mediaType: 'application/json',
      sha256: 'c'.repeat(64),
      status: 404,
      body: '',
    },
  ],
};

/** Every member that a record can have. */
export const full: RecordVersion = result({
  version: 2,
  outOfOrder: true,
  core: {
    description: [{ language: 'und', value: 'Kaarten van ziekte en zorg.' }],
    period: {
      name: [{ language: 'nl', value: 'Periode 3' }],
      start: '2026-02-02',
      end: '2026-04-17',
    },
    enrolment: {
      role: 'student',
      state: { value: 'OTHER', raw: 'x-gast' },
      remoteState: { value: 'OTHER', raw: 'x-ontvangen' },
    },
    level: { raw: 'havo', eqf: 4, nlqf: '4+', derived: true },
    work: {
      role: 'Verkoper',
      organisation: 'De Groene Hoek',
      start: '2019-05',
      end: '2021',
      hoursPerWeek: 12.5,
    },
    concept: 'http://data.europa.eu/esco/skill/f0de4973-0a70-4644-8fd4-3a97080476f4',
    certificate: { organisation: 'EHBO Elburg', issued: '2022-03-19' },
  },
  assessment: {
    state: { value: 'OTHER', raw: 'x-herzien' },
    scale: { kind: 'OTHER', raw: 'letters' },
    attempt: 2,
    rawScore: 31.5,
    maxRawScore: 40,
    weightPercent: 100,
    testedOn: '2026-03-27',
    attempts: [
      {
        attempt: 1,
        state: { value: 'OTHER', raw: 'x-nagekeken' },
        pass: 'FAILED',
        score: '4',
        final: true,
        rawScore: 12.5,
        maxRawScore: 40,
        testedOn: '2026-01-27',
        issuedOn: '2026-02-03',
      },
    ],
  },
  credits: {
    load: { unit: 'OTHER', unitRaw: 'blokuur', amount: '12' },
    partOf: 'minor-geo',
    sameAs: [gezondheid],
    sameSince: '2026-04-02T08:00:00.000Z',
  },
  provenBy: [gezondheid],
  credential: {
    digest: 'd'.repeat(64),
    mediaType: 'application/vc+jwt',
    bytes: 3500,
    selective: {
      digest: 'e'.repeat(64),
      mediaType: 'application/vc+sd-jwt',
      bytes: 2500,
      parts: { assessment: 200, credits: 100 },
    },
  },
});

const events = ['GRANTED', 'REVOKED', 'NARROWED', 'EXTENDED', 'EXPIRED', 'EXHAUSTED'] as const;

export async function podOf(
  records: readonly RecordVersion[],
): Promise<ReturnType<typeof paperPod>> {
  const pod = paperPod();
  const agreed = here(
    grant({
      version: 2,
      facets: [
        'core',
        'assessment',
        'credits',
        'evidence',
        'feedback',
        'identifiers',
        'credential',
      ],
      personFacets: ['name', 'contact', 'birthdate'],
      recordsAtGrant: [full.key],
      maxSessions: 3,
      claims: [
        { kind: 'STUDY_LOAD', unit: 'EC', atLeast: '30', levelMin: 6 },
        { kind: 'HOLDS', recordType: 'DIPLOMA' },
        { kind: 'SKILL', skill: 'Kaartlezen' },
      ],
      scope: [
        {
          types: ['RESULT'],
          institutions: [hogeschool],
          recordIds: [full.key],
          issuedFrom: '2026-01-01',
          issuedTo: '2026-12-31',
          levelMin: 4,
          status: ['CURRENT', 'WITHDRAWN'],
        },
        { types: [] },
      ],
    }),
  );
  await pod.open(samiraHerself);
  await pod.deliver(delivery);
  await pod.write(records);
  await pod.show(agreed, records, samiraHerself);
  await pod.agree(agreed);
  for (const event of events) await pod.receipt(agreed, event, now);
  return pod;
}
