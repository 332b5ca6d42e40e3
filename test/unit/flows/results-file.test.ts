import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { csvTemplate } from '../../../src/documents/index.js';
import type { InstitutionDesk } from '../../../src/flows/index.js';
import { readResultsFile, withId } from '../../../src/flows/results-file.js';
import { pushedDelivery, readPushed } from '../../../src/institutions/index.js';
import { failureOf } from '../../fixtures/properties.js';

const name = [{ language: 'nl', value: 'Hogeschool Noordzee' }];
const id = institutionId('noordzee.example');
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody is asked anything here
const desk = { id, name } as unknown as InstitutionDesk;
const read = (text: string) => readResultsFile(Buffer.from(text), desk);

function rowsOf(text: string) {
  const file = read(text);
  if ('code' in file) throw new Error(file.code);
  return file;
}
/** What a file says of the one person in it, as records. */
function recordsOf(text: string) {
  const items = rowsOf(text).rows.map((row) => withId(row, desk, 'Yara'));
  const message = { text: JSON.stringify({ items }), mediaType: 'application/json' };
  const delivery = pushedDelivery(id, 'Yara', message, new Date(0));
  return readPushed(delivery, desk).records.map(({ facets }) => facets);
}
const results = (text: string) =>
  recordsOf(text).filter(({ core }) => core.recordType !== 'ENROLMENT');

const header =
  'learner,title,type,course code,credits,unit,status,passed,score,scale,date,attempt,final,level,language';

describe('a row of a clerk’s table', () => {
  it('becomes the result that it says, nothing worked out and nothing left out', () => {
    const [facets] = results(
      `${header}\ns77,Zeerecht,course,REC-2,"7,5",EC,completed,yes,"8,1",1-10,2026-03-31,2,no,bachelor,nl`,
    );
    expect(facets?.core).toMatchObject({
      recordType: 'RESULT',
      kind: 'COURSE',
      title: [{ language: 'nl', value: 'Zeerecht' }],
      issuedOn: '2026-03-31',
      level: { raw: 'bachelor', eqf: 6, nlqf: '6', derived: true },
      assertedBy: 'INSTITUTION',
    });
    expect(facets?.assessment).toEqual({
      state: { value: 'COMPLETED' },
      pass: 'PASSED',
      score: '8,1',
      scale: { kind: 'GRADE_1_10' },
      final: false,
      attempt: 2,
    });
    expect(facets?.credits).toMatchObject({
      load: { unit: 'EC', amount: '7.5' },
      earning: 'PROVISIONAL',
    });
    expect(facets?.identifiers).toMatchObject({ losses: [], issues: [] });
  });

  it('that leaves "passed" open is not passed, however high its score', () => {
    const [facets] = results(`learner,title,score,scale\ns77,Zeerecht,10,1-10`);
    expect(facets?.assessment?.pass).toBe('UNKNOWN');
  });

  it('without a unit states the school’s own credits, never EC', () => {
    const [facets] = results(`learner,title,credits\ns77,Zeerecht,5`);
    expect(facets?.credits?.load.unit).toBe('ISSUER_CREDITS');
  });

  it.each([
    ['course', 'RESULT', 'COURSE'],
    ['toets', 'RESULT', 'TEST'],
    ['onderdeel', 'RESULT', 'LEARNING_COMPONENT'],
    ['programme', 'RESULT', 'PROGRAMME'],
    ['diploma', 'DIPLOMA', 'PROGRAMME'],
  ])('of the type %s becomes a %s of the kind %s', (type, recordType, kind) => {
    const [facets] = results(`learner,title,type\ns77,Zeerecht,${type}`);
    expect(facets?.core).toMatchObject({ recordType, kind });
  });

  it('has the school’s own number of it for its id, and is the same result whenever it is sent', () => {
    const text = 'learner,title,source id\ns77,Zeerecht,r-2026-0412';
    expect(recordsOf(text).map(({ identifiers }) => identifiers.sourceId)).toContain('r-2026-0412');
    const [first, corrected, retake] = [
      'learner,title,course code,score\ns77,Zeerecht,REC-2,6',
      'learner,title,course code,score\ns77,Zeerecht (nieuw),REC-2,7',
      'learner,title,course code,score,attempt\ns77,Zeerecht,REC-2,7,2',
    ].map((one) => results(one)[0]?.identifiers.sourceId);
    expect(corrected).toBe(first);
    expect(retake).not.toBe(first);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['nobody',                 'learner,title,score\n,Zeerecht,6',                           { code: 'MISSING', column: 'learner' }],
    ['another school',         'learner,title,school\ns77,Zeerecht,Universiteit Merenveld',  { code: 'ANOTHERS_NAME', column: 'institution' }],
    ['a badge',                'learner,title,type\ns77,Zeerecht,edubadge',                  { code: 'CREDENTIAL_TYPE_UNSUPPORTED', column: 'type' }],
    ['a day with strokes',     'learner,title,date\ns77,Zeerecht,3/4/2026',                  { code: 'DATE_AMBIGUOUS', column: 'date' }],
  ])('about %s is refused by its column, and its neighbour goes', (_what, text, fault) => {
    const { rows, faults } = rowsOf(`${text}\ns78,Havenbeheer,`);
    expect(faults).toEqual([{ place: 2, ...fault }]);
    expect(rows.map(({ place }) => place)).toEqual([3]);
  });
});

describe.each(['nl', 'en'] as const)('the table to fill in (%s)', (language) => {
  it('goes through as it is', () => {
    expect(rowsOf(csvTemplate(language).text)).toMatchObject({ rows: [{ place: 2 }], faults: [] });
  });

  it('names types of results of which each goes through', () => {
    const column = csvTemplate(language).columns.find(({ name: title }) =>
      ['soort', 'type'].includes(title),
    );
    const [listed = ''] = column?.explanation.split('.') ?? [];
    const types = listed.split(/, | of | or /);
    expect(types.length).toBeGreaterThan(4);
    const text = ['learner,title,type', ...types.map((type) => `s77,Zeerecht,${type}`)].join('\n');
    expect(rowsOf(text).faults).toEqual([]);
  });
});

/** Read to an end, each row once, no cell repeated in a fault, and the same again gives the same. */
const isRight = (lines: readonly (readonly string[])[]): boolean => {
  const text = [header, ...lines.map((cells) => cells.join(','))].join('\n');
  const file = read(text);
  if ('code' in file) return true;
  const idsOf = () => rowsOf(text).rows.map((row) => JSON.stringify(withId(row, desk, 'Yara')));
  const isOnce = file.rows.every(
    ({ place }) => !file.faults.some((fault) => fault.place === place),
  );
  const isSilent = !JSON.stringify(file.faults).includes('geheim');
  return isOnce && isSilent && JSON.stringify(idsOf()) === JSON.stringify(idsOf());
};

describe('a file of a school', () => {
  // biome-ignore format: a table is read in columns
  it.each([
    ['nothing in it',            '  ',                             'EMPTY'],
    ['no column we know',        'a,b\n1,2',                       'CSV_COLUMNS_UNKNOWN'],
    ['no title',                 'learner,score,date\ns77,6,',     'CSV_COLUMN_MISSING'],
    ['half a list',              '[{"person":"s77"}',              'JSON_NOT_WELL_FORMED'],
    ['a list without end',       '['.repeat(100_000),              'TOO_DEEP'],
  ])('with %s is refused as a whole', (_what, text, code) => {
    expect(read(text)).toEqual({ code });
  });

  it('that is no text is refused as a whole', () => {
    expect(readResultsFile(Buffer.from([0xc3, 0x28]), desk)).toEqual({
      code: 'ENCODING_UNSUPPORTED',
    });
  });

  it('names a person by numbers of the school, never by a national number, a mail address or a name', () => {
    const person = {
      personId: 'p-1',
      displayName: 'Yara de Boer',
      mail: 'yara@noordzee.example',
      primaryCode: { codeType: 'studentNumber', code: 's77' },
      otherCodes: [
        { codeType: 'nationalIdentityNumber', code: '999990019' },
        { codeType: 'emailAddress', code: 'yara@noordzee.example' },
        { codeType: 'eckid', code: 'https://ketenid.example/1' },
      ],
    };
    const item = {
      associationId: 'a-1',
      associationType: 'courseOfferingAssociation',
      role: 'student',
      state: 'associated',
      person,
      offering: { name: [{ language: 'nl', value: 'Zeerecht' }] },
    };
    const [row] = rowsOf(JSON.stringify([item])).rows;
    expect(row?.people).toEqual(['p-1', 's77']);
  });

  it('is read to an end whatever its cells hold, each row once, and no fault repeats a cell', () => {
    const odd = fc.oneof(
      fc.constantFrom('', '"', ';', '=1+1', '31-02-2026', '-', 'ja', '1e9', '\u202E', '{"a":1}'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const cell = odd.map((text) => `"geheim ${text.replaceAll('"', '""')}"`);
    const table = fc.array(fc.array(cell, { minLength: 15, maxLength: 15 }), { maxLength: 8 });
    expect(failureOf(table, isRight, 200)).toBeUndefined();
  });
});
