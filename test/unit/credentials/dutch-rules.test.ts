import { describe, expect, it } from 'vitest';
import type { Award, AwardedAchievement } from '../../../src/credentials/issue/award.js';
import {
  awardFindingCodes,
  dutchFindings,
  mayBeSigned,
} from '../../../src/credentials/issue/dutch-rules.js';
import { award, bikes } from '../../fixtures/awards.js';

const found = (value: Award): readonly string[] =>
  dutchFindings(value).map(({ code, path }) => `${code} ${path}`);
const foundIn = (change: Partial<AwardedAchievement>, whole: Partial<Award> = {}) =>
  found(award(whole, change));
const without = (...names: readonly (keyof AwardedAchievement)[]): readonly string[] => {
  const rest = Object.entries(bikes).filter(([name]) => !names.some((each) => each === name));
  return found({ ...award(), achievement: { ...minimal, ...Object.fromEntries(rest) } });
};
const minimal: AwardedAchievement = {
  id: bikes.id,
  name: '',
  description: '',
  criteria: '',
  language: '',
};
const sbu = (amount: string) => foundIn({ load: { unit: 'SBU', amount } }, { issuer: ofMbo });
const ec = (amount: string) => foundIn({ load: { unit: 'EC', amount } });
const ofMbo = { ...award().issuer, sector: 'MBO' } as const;
const loadPath = '/achievement/load/amount';

describe('the Dutch rules', () => {
  it('find nothing in a microcredential that has all they ask', () => {
    expect(found(award())).toEqual([]);
  });

  it('ask of a microcredential how it was taken, assessed and watched, its level and its quality', () => {
    for (const name of [
      'assessment',
      'identityChecked',
      'participation',
      'supervision',
      'quality',
      'load',
      'scale',
      'image',
      'name',
      'description',
      'criteria',
      'language',
    ] as const) {
      expect(without(name)).toContain(`MISSING /achievement/${name}`);
    }
    expect(without('eqf', 'nlqf')).toEqual(['MISSING /achievement/eqf']);
    expect(without('eqf')).toEqual([]);
    const { result: _result, ...ungraded } = award();
    expect(found(ungraded)).toEqual(['MISSING /result']);
  });

  it('ask of a regular badge its programme and an alignment, of an extracurricular one neither', () => {
    const bare = {
      ...minimal,
      name: 'a',
      description: 'b',
      criteria: 'c',
      language: 'nl',
      image: 'https://a.example/b.png',
    };
    const scale = { name: 'Cijfer', range: { min: '1', max: '10' } };
    const asked = (kind: NonNullable<AwardedAchievement['kind']>) =>
      found({ ...award(), achievement: { ...bare, scale, kind } });
    expect(asked('EXTRACURRICULAR')).toEqual([]);
    expect(asked('REGULAR')).toEqual([
      'MISSING /achievement/load',
      'MISSING /achievement/programmes',
      'MISSING /achievement/alignments',
    ]);
  });

  it('ask of an ordinary result only what Open Badges ask', () => {
    const { result: _result, ...ungraded } = award();
    expect(
      found({
        ...ungraded,
        achievement: { ...minimal, name: 'a', description: 'b', criteria: 'c', language: 'nl' },
      }),
    ).toEqual([]);
  });

  it('count EC in halves from 0.5 to 240, SBU in whole hours', () => {
    for (const amount of ['3', '30', '4.5', '12.0']) expect(ec(amount)).toEqual([]);
    for (const amount of ['4.3', '4.25'])
      expect(ec(amount)).toEqual([`LOAD_NOT_IN_STEPS ${loadPath}`]);
    for (const amount of ['0', '240.5'])
      expect(ec(amount)).toEqual([`LOAD_OUT_OF_RANGE ${loadPath}`]);
    for (const amount of ['', '-3', '1e1', '4,5', '04', 'NaN', ' 4']) {
      expect(ec(amount)).toEqual([`LOAD_NOT_A_NUMBER ${loadPath}`]);
    }
    expect(sbu('240')).toEqual([]);
    expect(sbu('240.5')).toEqual([`LOAD_NOT_IN_STEPS ${loadPath}`]);
    expect(sbu('0')).toEqual([`LOAD_OUT_OF_RANGE ${loadPath}`]);
  });

  it('count in SBU in mbo and in EC elsewhere', () => {
    const unit = '/achievement/load/unit';
    expect(foundIn({}, { issuer: ofMbo })).toEqual([`LOAD_UNIT_OF_ANOTHER_SECTOR ${unit}`]);
    expect(foundIn({ load: { unit: 'SBU', amount: '300' } })).toEqual([
      `LOAD_UNIT_OF_ANOTHER_SECTOR ${unit}`,
    ]);
    const { sector: _sector, ...unknown } = award().issuer;
    expect(foundIn({ load: { unit: 'SBU', amount: '300' } }, { issuer: unknown })).toEqual([]);
  });

  it('only remark on the size of a microcredential that the frameworks did not have in mind', () => {
    for (const odd of [
      award({}, { load: { unit: 'EC', amount: '2.5' } }),
      award({}, { load: { unit: 'EC', amount: '30.5' } }),
      award({ issuer: ofMbo }, { load: { unit: 'SBU', amount: '239' } }),
    ]) {
      const findings = dutchFindings(odd);
      expect(findings).toEqual([{ code: 'LOAD_UNUSUAL', path: loadPath, severity: 'WARNING' }]);
      expect(mayBeSigned(findings)).toBe(true);
    }
    expect(foundIn({ kind: 'REGULAR', load: { unit: 'EC', amount: '2.5' } })).toEqual([]);
    expect(mayBeSigned(dutchFindings(award({}, { load: { unit: 'EC', amount: '0' } })))).toBe(
      false,
    );
  });

  it('know only their own words', () => {
    for (const name of ['participation', 'assessment', 'supervision'] as const) {
      expect(foundIn({ [name]: 'Online' })).toEqual([`UNKNOWN_WORD /achievement/${name}`]);
    }
  });

  it('hold a grade against its scale', () => {
    const graded = (value: string) => foundIn({}, { result: { value, status: 'Completed' } });
    expect(graded('10')).toEqual([]);
    expect(graded('5,5')).toEqual([]);
    for (const value of ['0.9', '10.1', 'goed'])
      expect(graded(value)).toContain('SCORE_OUTSIDE_SCALE /result/value');
    expect(graded('5.4')).toEqual(['SCORE_BELOW_REQUIRED /result/value']);
    expect(foundIn({}, { result: { value: '4', status: 'Failed' } })).toEqual([
      'RESULT_NOT_COMPLETED /result/status',
    ]);
    const scale = { name: 'Oordeel', words: ['onvoldoende', 'voldoende'], required: 'voldoende' };
    expect(foundIn({ scale }, { result: { value: 'voldoende', status: 'Completed' } })).toEqual([]);
    expect(foundIn({ scale }, { result: { value: 'onvoldoende', status: 'Completed' } })).toEqual([
      'SCORE_BELOW_REQUIRED /result/value',
    ]);
    expect(foundIn({ scale }, { result: { value: 'prima', status: 'Completed' } })).toContain(
      'SCORE_OUTSIDE_SCALE /result/value',
    );
  });

  it('take no WebID, and no other name that is known elsewhere, for a learner', () => {
    for (const id of ['https://samira.pod.example/profile#me', 'did:key:z6Mk', 'URN:UUID:1', '']) {
      expect(found(award({ subject: { id } }))).toEqual(['NOT_A_UUID /subject/id']);
    }
  });

  it('name what else is not so', () => {
    expect(found(award({ id: 'https://a.example/1' }))).toEqual(['NOT_A_UUID /id']);
    expect(found(award({ awardedOn: '2026-02-30' }))).toEqual(['NOT_A_DAY /awardedOn']);
    expect(found(award({ validUntil: '2026-06-30' }))).toEqual(['PERIOD_REVERSED /validUntil']);
    expect(foundIn({ eqf: 9 })).toEqual(['LEVEL_OUT_OF_RANGE /achievement/eqf']);
    expect(foundIn({ nlqf: '5+' })).toEqual(['LEVEL_OUT_OF_RANGE /achievement/nlqf']);
    expect(foundIn({ image: 'http://a.example/b.png' })).toEqual([
      'NOT_AN_ADDRESS /achievement/image',
    ]);
    expect(foundIn({ quality: { name: 'a', url: 'kader' } })).toEqual([
      'NOT_AN_ADDRESS /achievement/quality/url',
    ]);
    expect(foundIn({ timeInvestment: 1.5 })).toEqual([
      'LOAD_OUT_OF_RANGE /achievement/timeInvestment',
    ]);
    expect(new Set(awardFindingCodes).size).toBe(awardFindingCodes.length);
  });
});
