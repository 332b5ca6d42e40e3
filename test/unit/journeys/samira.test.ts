/** Facts of Samira's journey that are read out of what schools and files say, wherever the process runs. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { dayIn } from '../../../src/papers/figures.js';
import type { IncomingRecord } from '../../../src/records/index.js';
import { inZone, zones } from '../../fixtures/in-zones.js';
import { programId } from '../../fixtures/oeapi-v5.js';
import { abroad, havo } from '../../fixtures/own-route/samira-papers.js';
import { recognitionOf } from '../../fixtures/recognitions.js';
import {
  bachelor,
  geography,
  geographyInV6,
  home,
  homeCourses,
  hostB,
  hostC,
  kluisOf,
  partOfBachelor,
  readFrom,
  statisticsInV6,
  sumsIn,
  totalsIn,
} from '../../fixtures/samiras-world.js';
import { codesOf, imported } from '../../fixtures/transcripts.js';
import { onlyRecord } from '../documents/reading.js';

const ofHome = () => readFrom(home, homeCourses());
const ofB = () => readFrom(hostB, [geography()]);
const ofC = () => readFrom(hostC, [statisticsInV6], 'oeapi-v6');

const resultIn = (records: readonly IncomingRecord[]) =>
  records.find(({ facets }) => facets.core.recordType === 'RESULT')?.facets;

const withBachelor = () =>
  kluisOf(readFrom(home, [...homeCourses(partOfBachelor), bachelor]), ofB(), ofC());

/** What may differ between the versions: the name of the scale, whether it is final, when the enrolment ran, what was lost. */
function comparable({ key, facets }: IncomingRecord): string {
  const { core, assessment, identifiers, ...rest } = facets;
  const { period: _period, ...plain } = core;
  const { scale: _scale, final: _final, ...said } = assessment ?? {};
  const { losses: _losses, ...named } = identifiers;
  return canonicalJson({ ...rest, key, core: plain, assessment: said, identifiers: named });
}

it('added without looking at wholes it would be 141', () => {
  const loads = imported(abroad).records.flatMap(({ facets }) => facets.credits?.load.amount ?? []);
  expect(loads.reduce((sum, amount) => sum + Number(amount), 0)).toBe(141);
});

describe.each(zones)('in %s', (zone) => {
  inZone(zone);

  it('the two zones are a day apart', () => {
    const isInTokyo = zone === 'Asia/Tokyo';
    expect(new Date('2026-03-31T20:00:00Z').getDate()).toBe(isInTokyo ? 1 : 31);
  });

  it('J1.1: her havo diploma is her own word, of level 4 in both frameworks, with no credits', () => {
    const { core, credits } = onlyRecord(havo);
    expect(core).toMatchObject({
      recordType: 'DIPLOMA',
      assertedBy: 'IMPORT',
      level: { eqf: 4, nlqf: '4', derived: false },
    });
    expect(credits).toBeUndefined();
  });

  it('J1.4: she earned 37.5 EC; the failed and the running course are left out, each with why', () => {
    expect(sumsIn(kluisOf(ofHome(), ofB(), ofC()))).toEqual([
      { earned: '37.5 EC', own: '0 EC', leftOut: ['NOT_PASSED', 'PROVISIONAL'] },
    ]);
  });

  it('J1.5: her result at the host is of 31 March 2026, whichever version says it', () => {
    const both = [ofB(), readFrom(hostB, [geographyInV6()], 'oeapi-v6')];
    for (const records of both) {
      const day = resultIn(records)?.core.issuedOn ?? '';
      expect(day).toBe('2026-03-31');
      expect([dayIn('nl', day), dayIn('en', day)]).toEqual(['31 maart 2026', '31 March 2026']);
    }
  });

  it('J1.6: sent again it is no version, corrected it is the second, and a later fail takes nothing', () => {
    const again = kluisOf(ofHome(), ofB(), ofC(), ofB());
    expect(again).toHaveLength(kluisOf(ofHome(), ofB(), ofC()).length);
    const corrected = readFrom(hostB, [geography({ score: '8.0' })]);
    const kluis = kluisOf(ofHome(), ofB(), ofC(), ofB(), corrected);
    const versions = kluis.flatMap(({ version, status, facets }) =>
      facets.core.institution.id === hostB.id && facets.assessment !== undefined
        ? [[version, status, facets.assessment.score]]
        : [],
    );
    expect(versions).toEqual([
      [1, 'SUPERSEDED', '7.5'],
      [2, 'CURRENT', '8.0'],
    ]);
    expect(sumsIn(kluis)[0]?.earned).toBe('37.5 EC');
    const resit = geography({ pass: 'failed', score: '5', resultDate: '2026-07-06' }, 'geo-resit');
    const after = kluisOf(ofHome(), ofB(), ofC(), ofB(), corrected, readFrom(hostB, [resit]));
    expect(sumsIn(after)[0]?.earned).toBe('37.5 EC');
  });

  it('J1.8: with the bachelor 187.5 EC where courses of hosts are no part of it', () => {
    expect(sumsIn(withBachelor())).toEqual([
      {
        earned: '187.5 EC',
        own: '0 EC',
        leftOut: [
          ...Array<string>(1).fill('NOT_PASSED'),
          ...Array<string>(4).fill('PART_OF_COUNTED'),
          'PROVISIONAL',
        ],
      },
    ]);
  });

  it('J1.8: with the bachelor 180 EC where all courses are part of it, those of hosts included', () => {
    const kluis = withBachelor();
    const programme = kluis.find(
      ({ facets }) => facets.core.kind === 'PROGRAMME' && facets.credits,
    );
    const ofHosts = kluis.filter(
      ({ facets: { core, credits } }) => credits !== undefined && core.institution.id !== home.id,
    );
    const recognised = kluisOf(
      kluis.map(({ key, facets }) => ({ key, facets })),
      ofHosts.map(({ key, facets }) =>
        recognitionOf(home, programId, { key, title: facets.core.title }),
      ),
    );
    // What their sources said of them stays as it is.
    expect(recognised.slice(0, kluis.length).map(({ facets }) => facets)).toEqual(
      kluis.map(({ facets }) => facets),
    );
    const [line] = sumsIn(recognised);
    expect(line?.earned).toBe('180 EC');
    expect(line?.leftOut.filter((because) => because === 'PART_OF_COUNTED')).toHaveLength(6);
    expect(totalsIn(recognised)[0]?.counted).toEqual([programme?.key]);
  });

  it('J1.9: the host says the same in version 6 as in version 5', () => {
    const five = ofB();
    const six = readFrom(hostB, [geographyInV6()], 'oeapi-v6');
    expect(six.map(comparable)).toEqual(five.map(comparable));
    expect(five.length).toBe(2);
    const scales = [five, six].map((records) => resultIn(records)?.assessment?.scale.kind);
    expect(scales).toEqual(['GRADE_1_10', 'GRADE_0_10_ONE_DECIMAL']);
  });

  it('J1.10: her transcript from abroad is six nodes and 126 EC, her own word, with what is odd said', () => {
    const reading = imported(abroad);
    expect(reading.records).toHaveLength(6);
    expect(sumsIn(kluisOf(reading.records))).toEqual([
      { earned: '0 EC', own: '126 EC', leftOut: ['PART_OF_COUNTED'] },
    ]);
    const titles = reading.records.flatMap(({ facets }) => facets.core.title.map((t) => t.value));
    expect(titles).toContain('The importance of <br> in HTML');
    expect(codesOf(reading)).toEqual([
      'ATTACHMENT_NOT_DECODABLE',
      'CREDIT_ON_ANCESTOR_AND_DESCENDANT',
      'MOJIBAKE_SUSPECTED',
    ]);
  });
});
