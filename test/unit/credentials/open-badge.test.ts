import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/base/index.js';
import {
  type Award,
  type AwardedAchievement,
  assessmentTypes,
  participationTypes,
  resultStatuses,
  supervisionTypes,
} from '../../../src/credentials/issue/award.js';
import { toOpenBadge } from '../../../src/credentials/issue/open-badge.js';
import { isRecipient, readDocument } from '../../../src/documents/index.js';
import { award, statusEntry } from '../../fixtures/awards.js';
import { failureOf } from '../../fixtures/properties.js';

const bytesOf = (value: Award): Buffer =>
  Buffer.from(JSON.stringify(toOpenBadge(value, [statusEntry])));

/** What the importer makes of what we write. */
function readBack(value: Award) {
  const reading = readDocument(bytesOf(value));
  if (reading.kind !== 'IMPORTED' || reading.records.length !== 1) throw new Error(reading.kind);
  const [record] = reading.records;
  if (record === undefined) throw new Error('no record');
  return record.facets;
}
const withAchievement = (change: Partial<AwardedAchievement>): Award => award({}, change);
const { load: _load, ...withoutLoad } = award().achievement;

const nameIn = (language: string) =>
  readBack(withAchievement({ language })).core.institution.name[0]?.value;
const programmeIn = (...programmes: readonly string[]) => {
  const subject = toOpenBadge(withAchievement({ programmes }), [])['credentialSubject'];
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  return isObject(achievement) ? achievement['educationProgramIdentifier'] : undefined;
};

describe('an award as an Open Badge', () => {
  it('is read by the importer into the same facts', () => {
    const { core, assessment, credits, identifiers } = readBack(award());
    expect(core).toMatchObject({
      recordType: 'MICROCREDENTIAL',
      title: [{ language: 'nl-NL', value: 'Fietsen onderhouden' }],
      institution: { name: [{ language: 'und', value: 'Hogeschool Zonnedael' }] },
      issuedOn: '2026-06-30',
      level: { eqf: 6, nlqf: '6', derived: false },
      award: {
        type: 'MicroCredential',
        badge: 'MICROCREDENTIAL',
        criteria: [{ language: 'nl-NL', value: award().achievement.criteria }],
        participation: 'onsite or blended',
        assessment: 'application of a skill',
        supervision: 'onsite with identity verification',
        identityChecked: true,
        workload: 'PT126H',
        quality: {
          name: 'Kwaliteitskader microcredentials',
          url: 'https://kwaliteit.example/kader',
        },
        validUntil: '2031-07-01',
      },
    });
    expect(core.award?.alignments).toContainEqual({
      name: 'fietsen repareren',
      framework: 'ESCO',
      code: 'S1',
      url: 'http://data.europa.eu/esco/skill/0000-made-up',
    });
    expect(assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'PASSED',
      score: '7.5',
      scale: { kind: 'DECLARED_RANGE', raw: '1–10, 5.5 to pass' },
    });
    expect(credits).toMatchObject({ load: { unit: 'EC', amount: '4.5' }, earning: 'EARNED' });
    expect(identifiers.codes).toContainEqual({
      type: 'issuer ext:schacHome',
      code: 'hogeschool-zonnedael.example',
    });
    // Pictures and home pages are what the importer has no place for.
    expect(identifiers.losses).toEqual(['credentialSubject.achievement.image', 'issuer.url']);
    const codes = new Set(identifiers.issues.map(({ code }) => code));
    expect([...codes]).toEqual(['DATETIME_USED_FOR_DATE']);
  });

  it('keeps SBU apart from EC', () => {
    const { credits } = readBack(withAchievement({ load: { unit: 'SBU', amount: '240' } }));
    expect(credits?.load).toEqual({ unit: 'SBU', amount: '240' });
  });

  it('keeps the level between four and five', () => {
    const { eqf: _eqf, ...achievement } = award().achievement;
    const { core } = readBack(award({ achievement: { ...achievement, nlqf: '4+' } }));
    expect(core.level).toMatchObject({ eqf: 4, nlqf: '4+' });
  });

  it('says in words what is graded in words', () => {
    const scale = {
      name: 'Beoordeling',
      words: ['onvoldoende', 'voldoende'],
      required: 'voldoende',
    };
    const { assessment } = readBack(
      award({ result: { value: 'voldoende', status: 'Completed' } }, { scale }),
    );
    expect(assessment).toMatchObject({
      score: 'voldoende',
      scale: { kind: 'TEXTUAL', raw: 'onvoldoende, voldoende; voldoende to pass' },
    });
  });

  it('is an ordinary result where no kind of badge is named', () => {
    const { kind: _kind, ...achievement } = award().achievement;
    const course = award({ achievement: { ...achievement, type: 'Course' } });
    expect(readBack(course).core).toMatchObject({ recordType: 'RESULT', kind: 'COURSE' });
    expect(toOpenBadge(course, [])['credentialSchema']).toHaveLength(1);
  });

  it('names its issuer in the language of the achievement, else in Dutch', () => {
    expect(nameIn('en-GB')).toBe('Zonnedael University of Applied Sciences');
    expect(nameIn('fr')).toBe('Hogeschool Zonnedael');
  });

  it('names whom it is for only by a hash, which the importer finds them by', () => {
    const bytes = bytesOf(award());
    expect(bytes.toString()).not.toContain('barry@');
    expect(isRecipient(bytes, 'barry@leerder.example')).toBe('MATCH');
    expect(isRecipient(bytes, 'samira@leerder.example')).toBe('NO_MATCH');
  });

  it('has one entry as Open Badges want it, and several as the data model has them', () => {
    const suspension = {
      ...statusEntry,
      purpose: 'suspension',
      list: 'https://leerkluis.example/status/2',
    } as const;
    expect(toOpenBadge(award(), [])).not.toHaveProperty('credentialStatus');
    expect(toOpenBadge(award(), [statusEntry])['credentialStatus']).toMatchObject({
      id: 'https://leerkluis.example/status/1#4711',
      statusListIndex: '4711',
    });
    expect(toOpenBadge(award(), [statusEntry, suspension])['credentialStatus']).toHaveLength(2);
  });

  it('gives several programmes as text, one number as a number', () => {
    expect(programmeIn('34401')).toBe(34401);
    expect(programmeIn('00123')).toBe('00123');
    expect(programmeIn('34401', '1001O1234')).toEqual(['34401', '1001O1234']);
    expect(programmeIn()).toBeUndefined();
  });

  it('comes back whatever is awarded', () => {
    const day = fc.date({
      min: new Date('2001-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    const made = fc.record({
      name: fc
        .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
        .filter((text) => text.trim() === text && text !== ''),
      halves: fc.integer({ min: 1, max: 480 }),
      hours: fc.integer({ min: 1, max: 5000 }),
      isEc: fc.boolean(),
      participation: fc.constantFrom(...participationTypes),
      assessment: fc.constantFrom(...assessmentTypes),
      supervision: fc.constantFrom(...supervisionTypes),
      identityChecked: fc.boolean(),
      level: fc.integer({ min: 1, max: 8 }),
      grade: fc.integer({ min: 10, max: 100 }).map((tenths) => (tenths / 10).toFixed(1)),
      status: fc.constantFrom(...resultStatuses),
      awardedOn: day.map((at) => at.toISOString().slice(0, 10)),
    });
    const failure = failureOf(made, (one) => {
      const load = one.isEc
        ? ({ unit: 'EC', amount: String(one.halves / 2) } as const)
        : ({ unit: 'SBU', amount: String(one.hours) } as const);
      const { core, credits, assessment } = readBack(
        award(
          { awardedOn: one.awardedOn, result: { value: one.grade, status: one.status } },
          {
            ...withoutLoad,
            name: one.name,
            load,
            eqf: one.level,
            nlqf: String(one.level),
            participation: one.participation,
            assessment: one.assessment,
            supervision: one.supervision,
            identityChecked: one.identityChecked,
          },
        ),
      );
      expect(core).toMatchObject({
        title: [{ language: 'nl-NL', value: one.name }],
        issuedOn: one.awardedOn,
        level: { eqf: one.level, nlqf: String(one.level) },
        award: {
          participation: one.participation,
          assessment: one.assessment,
          supervision: one.supervision,
          identityChecked: one.identityChecked,
        },
      });
      expect(credits?.load).toEqual(load);
      expect(assessment?.score).toBe(one.grade);
      return true;
    });
    expect(failure).toBeUndefined();
  });
});
