import { describe, expect, it } from 'vitest';
import { csvTemplate, readResultsTable } from '../../../src/documents/index.js';
import { codesOf, imported, readText, refusal } from '../../fixtures/transcripts.js';

/** Rows under a header of Dutch names. */
const header =
  'titel;soort;vakcode;studielast;eenheid;status;geslaagd;cijfer;schaal;datum;poging;definitief;niveau;taal;school;bronnummer';
const statistics =
  'Statistiek;vak;STAT-1;7,5;EC;afgerond;ja;8,1;1-10;31-03-2026;2;ja;bachelor;nl;Hogeschool Noordzee;r-1';
const table = (...rows: readonly string[]): string => [header, ...rows].join('\n');
const facetsOf = (text: string) => imported(text).records.map(({ facets }) => facets);

it('a row that Samira fills in is a record of her own word', () => {
  expect(imported(table(statistics))).toMatchObject({
    standard: 'csv',
    proof: 'NONE',
    quarantined: [],
    losses: [],
  });
  const [facets] = facetsOf(table(statistics));
  expect(facets?.credits?.retakeGroup).toMatch(/^[\w-]{22}$/);
  expect([facets]).toEqual([
    {
      core: {
        recordType: 'RESULT',
        kind: 'COURSE',
        title: [{ language: 'nl', value: 'Statistiek' }],
        institution: {
          id: 'import.invalid',
          name: [{ language: 'und', value: 'Hogeschool Noordzee' }],
        },
        assertedBy: 'IMPORT',
        issuedOn: '2026-03-31',
        level: { raw: 'bachelor', eqf: 6, nlqf: '6', derived: true },
      },
      assessment: {
        state: { value: 'COMPLETED' },
        pass: 'PASSED',
        score: '8,1',
        scale: { kind: 'GRADE_1_10' },
        final: true,
        attempt: 2,
      },
      credits: {
        load: { unit: 'EC', amount: '7.5' },
        earning: 'EARNED',
        retakeGroup: facets?.credits?.retakeGroup,
      },
      identifiers: {
        connector: 'csv',
        sourceId: 'r-1',
        codes: [{ type: 'course', code: 'STAT-1' }],
        losses: [],
        issues: [],
      },
    },
  ]);
});

// biome-ignore format: a table is read in columns
const forms = [
  ['commas and English',         'Title,Passed,Course Code,Credits,Unit\nStatistics,yes,S1,7.5,ECTS'],
  ['tabs',                       'title\tpassed\tcourse_code\tcredits\tunit\nStatistics\tyes\tS1\t7.5\tec'],
  ['a byte order mark',          '\uFEFFtitle;passed;code;credits;unit\r\nStatistics;yes;S1;7,5;EC\r\n'],
  ['quotes',                     '"title";"passed";"code";"credits";"unit"\n"Statistics";"yes";"S1";"7,5";"EC"'],
  ['another order, empty rows',  '\n\nunit;credits;code;passed;title\n;;;;\nEC;7,5;S1;yes;Statistics\n\n'],
  ['old line ends',              'title;passed;code;credits;unit\rStatistics;yes;S1;7,5;EC'],
] as const;

it.each(forms)('a table is read however it was saved: %s', (_what, text) => {
  const [facets] = facetsOf(text);
  expect(facets?.core.title[0]?.value).toBe('Statistics');
  expect(facets?.credits).toMatchObject({ load: { unit: 'EC', amount: '7.5' }, earning: 'EARNED' });
});

it('text between quotes keeps its marks and its lines', () => {
  const text = 'title;passed;unit\n"Say ""hi""; twice\nor once";yes;EC';
  expect(facetsOf(text)[0]?.core.title[0]?.value).toBe('Say "hi"; twice\nor once');
});

const cell = (column: string, value: string) => {
  const columns = [...new Set(['titel', 'geslaagd', 'studielast', 'eenheid', column])];
  const usual = new Map([
    ['titel', 'Statistiek'],
    ['geslaagd', 'ja'],
    ['studielast', '5'],
    ['eenheid', 'EC'],
  ]);
  const row = columns.map((name) => (name === column ? value : (usual.get(name) ?? '')));
  return `${columns.join(';')}\n${row.join(';')}`;
};

// biome-ignore format: a table is read in columns
const mistakes = [
  // column      cell                   code
  ['titel',      '',                    'title MISSING'],
  ['titel',      'x'.repeat(1001),      'title TOO_LARGE'],
  ['soort',      'liedje',              'type UNKNOWN_ENUM'],
  ['studielast', 'vijf',                'credits NUMBER_UNREADABLE'],
  ['studielast', '1e9',                 'credits NUMBER_UNREADABLE'],
  ['studielast', '1.234,5',             'credits NUMBER_UNREADABLE'],
  ['studielast', '-5',                  'credits CREDIT_IMPLAUSIBLE'],
  ['eenheid',    'punten?',             'unit UNKNOWN_ENUM'],
  ['geslaagd',   '8',                   'pass UNKNOWN_ENUM'],
  ['datum',      '31/03/2026',          'date DATE_AMBIGUOUS'],
  ['datum',      '03.04.2026',          'date DATE_AMBIGUOUS'],
  ['datum',      '31-02-2026',          'date DATE_UNREADABLE'],
  ['datum',      '2026-13-01',          'date DATE_UNREADABLE'],
  ['datum',      '46112',               'date DATE_UNREADABLE'],
  ['poging',     '0',                   'attempt NUMBER_UNREADABLE'],
  ['definitief', 'misschien',           'final UNKNOWN_ENUM'],
  ['taal',       'en-EN',               'language LANGUAGE_TAG'],
] as const;

it.each(mistakes)(
  'a wrong cell is named by its row and column: %s (case %#)',
  (column, value, said) => {
    const [name, code] = said.split(' ');
    const reading = imported(cell(column, value));
    expect([reading.records, reading.quarantined]).toEqual([[], [{ path: `/2/${name}`, code }]]);
  },
);

it('a wrong row stops no other, and its number is the one that a table program shows', () => {
  const text = table(statistics, '', statistics.replace('7,5', 'veel'), statistics);
  const reading = imported(text);
  expect(reading.records.map(({ item }) => item)).toEqual(['/2', '/5']);
  expect(reading.quarantined).toEqual([{ path: '/4/credits', code: 'NUMBER_UNREADABLE' }]);
});

it('all that is wrong with a row is said at once', () => {
  const result = readResultsTable('titel;studielast;datum;geslaagd\n;veel;ooit;ja');
  expect('errors' in result && result.errors).toEqual([
    { row: 2, column: 'title', code: 'MISSING' },
    { row: 2, column: 'credits', code: 'NUMBER_UNREADABLE' },
    { row: 2, column: 'date', code: 'DATE_UNREADABLE' },
  ]);
});

// biome-ignore format: a table is read in columns
const odd = [
  // column      cell             code                    what was kept
  ['titel',      '=1+1',          'FORMULA_LIKE_TEXT',    '=1+1'],
  ['titel',      '+31 20',        'FORMULA_LIKE_TEXT',    '+31 20'],
  ['titel',      '@SUM(A1)',      'FORMULA_LIKE_TEXT',    '@SUM(A1)'],
  ['titel',      '-2+3',          'FORMULA_LIKE_TEXT',    '-2+3'],
] as const;

it.each(odd)(
  'what a table program would work out stays text, and is said: %s %s',
  (column, value, code, kept) => {
    const reading = imported(cell(column, value));
    expect(reading.records[0]?.facets.core.title[0]?.value).toBe(kept);
    expect(codesOf(reading)).toEqual([code]);
  },
);

const graded = (score: string, scale: string) =>
  imported(`titel;geslaagd;cijfer;schaal\nStatistiek;ja;${score};${scale}`);

it('a grade beside its scale is kept and said; a scale in words is a scale in words', () => {
  expect(codesOf(graded('75', '1-10'))).toEqual(['SCORE_OUTSIDE_SCALE']);
  expect(graded('B', 'A tot F').records[0]?.facets.assessment?.scale).toEqual({
    kind: 'TEXTUAL',
    raw: 'A tot F',
  });
});

it('passing is never worked out from a grade', () => {
  const [facets] = facetsOf('titel;cijfer;schaal;studielast;eenheid\nStatistiek;9;1-10;5;EC');
  expect([facets?.assessment?.pass, facets?.credits?.earning]).toEqual(['UNKNOWN', 'NOT_PASSED']);
});

it('credits without a unit are the school’s own, never EC', () => {
  const [facets] = facetsOf('titel;geslaagd;studielast;school\nStatistiek;ja;5;Noordzee');
  expect(facets?.credits?.load).toEqual({
    unit: 'ISSUER_CREDITS',
    unitRaw: 'Noordzee',
    amount: '5',
  });
});

it('rows of one code at one school are attempts; the same code elsewhere is not', () => {
  const groups = facetsOf(
    table(statistics, statistics, statistics.replace('Noordzee', 'Zuidzee')),
  ).map(({ credits }) => credits?.retakeGroup);
  expect(new Set(groups).size).toBe(2);
  expect(groups[0]).toBe(groups[1]);
});

// biome-ignore format: a table is read in columns
const kinds = [
  // soort            geslaagd  status      record             earning
  ['diploma',         '',       '',         'DIPLOMA',         'EARNED'],
  ['diploma',         'nee',    '',         'RESULT',          'NOT_PASSED'],
  ['diploma',         '',       'bezig',    'RESULT',          'PROVISIONAL'],
  ['microcredential', '',       '',         'MICROCREDENTIAL', 'EARNED'],
  ['certificaat',     'ja',     'afgerond', 'CERTIFICATE',     'EARNED'],
  ['toets',           'ja',     '',         'RESULT',          'EARNED'],
] as const;

it.each(kinds)(
  'a %s with passed "%s" and status "%s" is what it can be',
  (type, pass, state, record, earning) => {
    const text = `titel;soort;geslaagd;status;studielast;eenheid\nX;${type};${pass};${state};5;EC`;
    const [facets] = facetsOf(text);
    expect([facets?.core.recordType, facets?.credits?.earning]).toEqual([record, earning]);
  },
);

const rows = (...learners: readonly string[]) =>
  ['eduID;titel;geslaagd', ...learners.map((learner) => `${learner};Statistiek;ja`)].join('\n');

describe('whom a table is about', () => {
  it('is one person where a learner brings it', () => {
    expect(imported(rows('samira', 'samira')).records).toHaveLength(2);
    expect(refusal(rows('samira', 'barry'))).toEqual(['MORE_THAN_ONE_SUBJECT', undefined]);
  });

  it('is said row by row where a clerk sends it', () => {
    const result = readResultsTable(rows('samira', 'barry'));
    expect(
      'errors' in result && result.rows.map(({ row, values }) => [row, values.learner]),
    ).toEqual([
      [2, 'samira'],
      [3, 'barry'],
    ]);
  });
});

it('columns that are not ours are named by their place: a header may itself be data', () => {
  const reading = imported('titel;geslaagd;Samira 1234567;cijfer\nStatistiek;ja;x;8');
  expect(reading.losses).toEqual(['column 3']);
  expect(JSON.stringify(reading)).not.toContain('1234567');
});

describe.each(['nl', 'en'] as const)('the table to fill in (%s)', (language) => {
  it('reads as what its example says', () => {
    const [facets] = facetsOf(csvTemplate(language).text);
    expect(facets).toMatchObject({
      core: { recordType: 'RESULT', issuedOn: '2026-03-31', level: { eqf: 6 } },
      assessment: { pass: 'PASSED', final: true, attempt: 1, scale: { kind: 'GRADE_1_10' } },
      credits: { load: { unit: 'EC', amount: '7.5' }, earning: 'EARNED' },
    });
    expect(imported(csvTemplate(language).text)).toMatchObject({ quarantined: [], losses: [] });
  });

  it('explains every column', () => {
    for (const { name, explanation } of csvTemplate(language).columns) {
      expect([name, explanation].every((text) => text.length > 1)).toBe(true);
    }
  });
});

// biome-ignore format: a table is read in columns
const others = [
  // what                    text                                                             reading
  ['skills of ESCO',         'conceptUri,skillType,preferredLabel\nhttp://x,skill,swim',      'RECOGNISED csv'],
  ['occupations of ESCO',    'conceptUri;iscoGroup;preferredLabel_nl\nhttp://x;1;zwemmer',    'RECOGNISED csv'],
  ['direct awards of badges', 'Recipient mailadres;Recipient EPPN;Narrative (optional)\na;b;', 'RECOGNISED edubadges'],
  ['a table of something',   'merk,kleur\nfiets,rood\nauto,groen',                            'REFUSED csv CSV_COLUMNS_UNKNOWN'],
  ['results without titles', 'studielast;eenheid;geslaagd\n5;EC;ja',                          'REFUSED csv CSV_COLUMN_MISSING'],
  ['a header and no more',   'titel;geslaagd;cijfer',                                         'REFUSED csv NOTHING_LEARNED'],
  ['a quote without end',    'titel;geslaagd;cijfer\n"Statistiek;ja;8',                       'REFUSED csv CSV_NOT_WELL_FORMED'],
  ['a letter',               'Lieve Samira, hoe gaat het?\nHier alles goed.\n\nGroet, Barry', 'REFUSED  FORMAT_UNKNOWN'],
  ['one word',               'hallo',                                                         'REFUSED  FORMAT_UNKNOWN'],
] as const;

it.each(others)('what is no table of results is called by its name: %s', (_what, text, said) => {
  const { kind, standard = '', ...more } = readText(text);
  expect([kind, standard, ...('code' in more ? [more.code] : [])].join(' ')).toBe(said);
});
