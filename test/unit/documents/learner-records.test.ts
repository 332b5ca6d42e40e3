import { describe, expect, it } from 'vitest';
import { leftOutReasons } from '../../../src/records/index.js';
import {
  achievement,
  association,
  badge,
  course,
  jwtOf,
  plainCredential,
  transcript,
} from '../../fixtures/credentials.js';
import { codesIn, imported, read, recordsIn, totalsOf } from './reading.js';

const credits = (creditsEarned: number) => ({ subject: { creditsEarned } });
const bachelor = course('bachelor', 'Bachelor Fietsen', {
  subject: { creditsEarned: 180 },
  achievement: { achievementType: 'BachelorDegree' },
});
const year = course('year', 'Eerste jaar', credits(60));
const frames = course('frames', 'Frames', credits(5));
const wheels = course('wheels', 'Wielen', credits(5));
const child = (of: string, whole: string) =>
  association('isChildOf', `urn:example:${of}`, `urn:example:${whole}`);
const names = (value: unknown) => recordsIn(value).map(({ facets }) => facets.core.title[0]?.value);

it('a transcript gives one record for each credential in it, and where each stands', () => {
  const records = recordsIn(transcript([bachelor, frames, wheels]));
  expect(records.map(({ item, facets }) => [item, facets.core.recordType])).toEqual([
    ['/credentialSubject/verifiableCredential/0', 'DIPLOMA'],
    ['/credentialSubject/verifiableCredential/1', 'RESULT'],
    ['/credentialSubject/verifiableCredential/2', 'RESULT'],
  ]);
  expect(new Set(records.map(({ key }) => key)).size).toBe(3);
  expect(records.map(({ facets }) => facets.identifiers.connector)).toEqual([
    'clr2',
    'clr2',
    'clr2',
  ]);
  expect(totalsOf(records)).toEqual({ ISSUER_CREDITS: '190' });
});

// biome-ignore format: a table is read in columns
const families = [
  // what                                          inner                               associations                                                                                       total
  ['none is part of another',                      [bachelor, frames, wheels],         [],                                                                                                '190'],
  ['a course is part of the degree',               [bachelor, frames, wheels],         [child('frames', 'bachelor')],                                                                     '185'],
  ['the degree is the parent of both',             [bachelor, frames, wheels],         [association('isParentOf', 'urn:example:bachelor', 'urn:example:frames'), association('isParentOf', 'urn:example:bachelor', 'urn:example:wheels')], '180'],
  ['it is said of the achievements',               [bachelor, frames],                 [association('isPartOf', 'https://zonnedael.example/courses/frames', 'https://zonnedael.example/courses/bachelor')], '180'],
  ['a course of a year of the degree',             [bachelor, year, frames],           [child('frames', 'year'), child('year', 'bachelor')],                                              '180'],
  ['a year that carries nothing stands between',   [bachelor, course('year', 'Jaar'), frames], [child('frames', 'year'), child('year', 'bachelor')],                                      '180'],
  ['the year was not passed',                      [bachelor, course('year', 'Jaar', { subject: { creditsEarned: 60, result: [{ status: 'Failed' }] } }), frames], [child('frames', 'year'), child('year', 'bachelor')], '180'],
  ['the degree was not passed',                    [course('bachelor', 'Bachelor', { subject: { creditsEarned: 180, result: [{ status: 'InProgress' }] } }), frames], [child('frames', 'bachelor')],              '5'],
  ['they only follow one another',                 [frames, wheels],                   [association('precedes', 'urn:example:frames', 'urn:example:wheels')],                             '10'],
  ['they are the same thing',                      [frames, wheels],                   [association('exactMatchOf', 'urn:example:frames', 'urn:example:wheels')],                         '5'],
  ['they are parts of each other',                 [frames, wheels],                   [child('frames', 'wheels'), child('wheels', 'frames')],                                            '10'],
  ['what they name does not stand there',          [frames, wheels],                   [child('frames', 'nothing'), child('nothing', 'wheels')],                                          '10'],
] as const;

it.each(families)('what counts when %s', (_what, inner, associations, total) => {
  const records = recordsIn(transcript(inner, { association: associations }));
  expect(totalsOf(records)).toEqual({ ISSUER_CREDITS: total });
});

it('what is left out for its whole is said to be', () => {
  const records = recordsIn(
    transcript([bachelor, frames], { association: [child('frames', 'bachelor')] }),
  );
  const countable = records.flatMap(({ key, facets: { core, credits: own } }) =>
    own === undefined
      ? []
      : [{ key, status: 'CURRENT' as const, assertedBy: core.assertedBy, credits: own }],
  );
  expect([...leftOutReasons(countable).values()]).toEqual([undefined, 'PART_OF_COUNTED']);
});

describe('in a transcript', () => {
  it('a part of somebody else is kept, and said', () => {
    const [own, other] = recordsIn(
      transcript([frames, course('x', 'X', { subject: { id: 'did:example:other' } })]),
    );
    expect(own && codesIn(own.facets)).not.toContain('INNER_SUBJECT_DIFFERS');
    expect(other && codesIn(other.facets)).toContain('INNER_SUBJECT_DIFFERS');
  });

  it('a part that is no credential is set aside, and the others stay', () => {
    const praise = badge({ root: { type: ['VerifiableCredential', 'EndorsementCredential'] } });
    const odd = plainCredential({ id: 'did:example:barry', lidmaatschap: 'club' });
    const reading = imported(read(transcript([praise, 7, frames, odd])));
    expect(reading.records).toHaveLength(1);
    expect(reading.quarantined).toEqual([
      { code: 'SUBJECT_IS_NOT_A_LEARNER', path: '/credentialSubject/verifiableCredential/0/type' },
      { code: 'TYPE', path: '/credentialSubject/verifiableCredential/1' },
      {
        code: 'CREDENTIAL_TYPE_UNSUPPORTED',
        path: '/credentialSubject/verifiableCredential/3/type',
      },
    ]);
  });

  it('a part may be a JWT, plain or in an envelope', () => {
    const jwt = Buffer.from(jwtOf(frames)).toString('utf8').trim();
    const envelope = {
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${jwt}`,
    };
    expect(names(transcript([jwt, envelope]))).toEqual(['Frames', 'Frames']);
  });

  it('a single part needs no list', () => {
    expect(
      names({ ...transcript([]), credentialSubject: { id: 'x', verifiableCredential: frames } }),
    ).toEqual(['Frames']);
  });

  it('an achievement that no credential is about is a record whose credits do not count', () => {
    const described = achievement({ id: 'urn:example:d', name: 'Remmen', creditsAvailable: 3 });
    const known = achievement({ id: 'https://zonnedael.example/courses/frames', name: 'Frames' });
    const records = recordsIn(transcript([frames], { achievement: [described, known] }));
    expect(
      records.map(({ facets }) => [facets.core.title[0]?.value, facets.credits?.earning]),
    ).toEqual([
      ['Frames', 'EARNED'],
      ['Remmen', 'NOT_PASSED'],
    ]);
    expect(records[1] && codesIn(records[1].facets)).toContain('ACHIEVEMENT_NOT_ASSERTED');
  });

  it('a hundred and one parts are a hundred and one records', () => {
    const many = Array.from({ length: 101 }, (_, n) => course(`c-${n}`, `Vak ${n}`, credits(1)));
    expect(totalsOf(recordsIn(transcript(many)))).toEqual({ ISSUER_CREDITS: '101' });
  });

  it('nothing inside makes it one record by its own name', () => {
    const records = recordsIn(transcript([]));
    expect(
      records.map(({ item, facets }) => [
        item,
        facets.core.recordType,
        facets.core.title[0]?.value,
      ]),
    ).toEqual([['', 'CERTIFICATE', 'Cijferlijst']]);
  });

  it('nothing that can be read makes it one that is refused, with the reason of its parts', () => {
    expect(read(transcript([7]))).toEqual({
      kind: 'REFUSED',
      standard: 'clr2',
      code: 'TYPE',
      path: '/credentialSubject/verifiableCredential/0',
    });
  });
});
