/** Facts of Barry's journey that are read out of his files and his own words, wherever the process runs. */
import { describe, expect, it } from 'vitest';
import { learnerId } from '../../../src/base/index.js';
import { readDocument } from '../../../src/documents/index.js';
import { documentDelivery, readBroughtDocument } from '../../../src/flows/brought-document.js';
import {
  asOwnWord,
  type OwnEntry,
  ownFacets,
  type RecordVersion,
  receive,
} from '../../../src/records/index.js';
import {
  badge,
  bytesOf,
  careerRecord,
  jwtOf,
  microcredential,
} from '../../fixtures/credentials.js';
import {
  achievement,
  concept,
  credential,
  ec,
  shortProgramme,
} from '../../fixtures/european-credential.js';
import { inZone, zones } from '../../fixtures/in-zones.js';
import { kluisOf, sumsIn, totalsIn } from '../../fixtures/samiras-world.js';
import { codesOf, imported } from '../../fixtures/transcripts.js';
import { recordsIn } from '../documents/reading.js';

const jobs: readonly OwnEntry[] = [
  {
    kind: 'WORK_EXPERIENCE',
    role: 'Lasser',
    organisation: 'Werf',
    start: '2019-05',
    end: '2021-02',
  },
  { kind: 'WORK_EXPERIENCE', role: 'Voorman', organisation: 'Werf', start: '2021-03' },
];
const skills = ['Lassen', 'Plannen', 'Vlaams'].map(
  (label): OwnEntry => ({ kind: 'SKILL', label, provenBy: [] }),
);

/** Fifteen by three schools that all write the same few ids in what they give. */
const fifteen = [
  ...[30, 30, 30, 30, 30, 30, 16.5].map((ECTS) => ({ ECTS })),
  ...[1200, 1200, 1200, 1200, 1200, 124].map((SBU) => ({ SBU })),
  ...[13, 13].map((timeInvestment) => ({ timeInvestment })),
].map((load, n) =>
  badge({
    root: { id: `urn:example:school-${n % 3}` },
    achievement: { name: `Vak ${n}`, ...load },
  }),
);
const barry = learnerId('00000000-0000-4000-8000-00000000b0b0');
const brings = (known: readonly RecordVersion[], files: readonly unknown[]) =>
  files.reduce<readonly RecordVersion[]>((kluis, file) => {
    const text = Buffer.from(bytesOf(file)).toString();
    const keep = recordsIn(file).map(({ item }) => item);
    const delivery = documentDelivery(barry, { text, keep }, new Date('2026-07-01T08:00:00Z'));
    return receive(kluis, { ...delivery, ...readBroughtDocument(delivery) });
  }, known);

const esco = (n: number) => concept(`http://data.europa.eu/esco/skill/${n}`, `Skill ${n}`);
const claim = achievement(
  {
    provenBy: {
      type: 'LearningAssessment',
      grade: { type: 'Note', noteLiteral: { en: 'Pass' } },
      idVerification: concept('urn:v', 'Unsupervised without ID Verification'),
    },
    influencedBy: { type: 'LearningActivity', specifiedBy: { volumeOfLearning: 'P60M' } },
  },
  {
    dcType: shortProgramme,
    eqfLevel: concept('http://data.europa.eu/snb/eqf/6', 'Level 6'),
    creditPoint: ec('2'),
    volumeOfLearning: 'PT60H',
    learningOutcome: [
      { relatedESCOSkill: [esco(1), esco(2)], relatedSkill: concept('urn:s:1', 'Calm') },
      { relatedESCOSkill: [esco(3), esco(4)], relatedSkill: concept('urn:s:2', 'Kind') },
    ],
  },
);

const career = careerRecord({
  employmentHistories: [
    {
      organization: { tradeName: 'Fietsfabriek' },
      positionHistories: [{ title: 'Marketing Manager', start: '2022-10-01', current: true }],
    },
  ],
  educationAndLearnings: [
    {
      institution: { name: 'Hogeschool Zonnedael' },
      educationDegrees: [{ name: 'Bachelor of Arts', degreeGrantedStatus: 'In Progress' }],
    },
  ],
});

describe.each(zones)('in %s', (zone) => {
  inZone(zone);

  it('J2.1: two jobs and three skills are his own word, whatever is said with them', () => {
    const entered = [...jobs, ...skills].map((entry, n) => ownFacets(entry, `entry-${n}`));
    expect(entered.map(({ core }) => core.assertedBy)).toEqual(Array(5).fill('SELF'));
    expect(entered.map(({ core }) => core.work?.start)).toEqual([
      '2019-05',
      '2021-03',
      undefined,
      undefined,
      undefined,
    ]);
    expect(entered[0]?.core.work?.end).toBe('2021-02');
    expect(entered[1]?.core.work).not.toHaveProperty('end');
    const [first] = entered;
    const claimed = {
      ...first?.core,
      recordType: 'SKILL' as const,
      title: [],
      assertedBy: 'INSTITUTION',
    };
    expect(asOwnWord(claimed)).toMatchObject({ assertedBy: 'SELF', institution: { id: 'self' } });
  });

  it('J2.2: a microcredential in a file is one record; one byte more makes it another, and none is believed', () => {
    const [record, ...others] = recordsIn(microcredential());
    expect(others).toEqual([]);
    expect(record?.facets.core).toMatchObject({
      recordType: 'MICROCREDENTIAL',
      assertedBy: 'IMPORT',
    });
    const bytes = Buffer.from(jwtOf(microcredential()));
    const [signed, touched] = [bytes, Buffer.concat([bytes, Buffer.from('\n')])].map(readDocument);
    const keys = [signed, touched].flatMap((one) =>
      one?.kind === 'IMPORTED' ? one.records.map(({ key }) => key) : [],
    );
    expect(new Set(keys).size).toBe(2);
    for (const reading of [signed, touched]) {
      expect(reading).toMatchObject({ kind: 'IMPORTED', proof: 'NOT_CHECKED' });
    }
  });

  it('J2.3: fifteen credentials are 15 records and 196.5 EC, 6124 SBU and 26 hours; again they add none', () => {
    const kluis = brings([], fifteen);
    expect(kluis).toHaveLength(15);
    expect(sumsIn(kluis).map(({ own }) => own)).toEqual(['196.5 EC', '26 HOUR', '6124 SBU']);
    expect(totalsIn(kluis).map(({ amount }) => amount)).toEqual(['0', '0', '0']);
    const ids = new Set(kluis.map(({ facets }) => facets.identifiers.sourceId));
    expect(ids.size).toBe(3);
    expect(brings(kluis, fifteen)).toEqual(kluis);
    expect(
      brings([], fifteen.toReversed())
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(kluis.map(({ key }) => key).toSorted());
  });

  it('J2.4: a European microcredential is read to the last hour, and its sixty months are not believed', () => {
    const subject = { type: 'Person', dateOfBirth: '1999-10-01T22:00:00Z', hasClaim: claim };
    const reading = imported(JSON.stringify(credential(undefined, { credentialSubject: subject })));
    expect(reading.holder?.birthdate).toBe('1999-10-02');
    expect(reading.records.map(({ facets }) => facets)).toMatchObject([
      {
        core: {
          level: { eqf: 6 },
          award: { workload: 'PT60H', supervision: 'Unsupervised without ID Verification' },
        },
        assessment: { score: 'Pass' },
      },
    ]);
    const skillsIn = reading.records.flatMap(({ facets }) => facets.core.award?.alignments ?? []);
    expect(skillsIn.filter(({ framework }) => framework === 'ESCO')).toHaveLength(4);
    expect(skillsIn.filter(({ framework }) => framework !== 'ESCO')).toHaveLength(2);
    expect(sumsIn(kluisOf(reading.records))[0]?.own).toBe('2 EC');
    expect(codesOf(reading)).toContain('IMPLAUSIBLE_DURATION');
  });

  it('J2.6: EC and SBU are two lines, and no line holds both', () => {
    const lines = totalsIn(brings([], fifteen)).map(({ unit, counted }) => [unit, counted.length]);
    expect(lines).toEqual([
      ['EC', 7],
      ['HOUR', 2],
      ['SBU', 6],
    ]);
  });

  it('J2.7: a career record is one job that goes on, and a bachelor under way is no diploma', () => {
    const records = recordsIn(career).map(({ facets }) => facets.core);
    const of = (type: string) => records.filter(({ recordType }) => recordType === type);
    expect(of('WORK_EXPERIENCE').map(({ work }) => work)).toEqual([
      { role: 'Marketing Manager', organisation: 'Fietsfabriek', start: '2022-10-01' },
    ]);
    expect(of('ENROLMENT').map(({ title }) => title[0]?.value)).toEqual(['Bachelor of Arts']);
    expect(of('DIPLOMA')).toEqual([]);
  });
});
