import { describe, expect, it } from 'vitest';
import { readAttachments } from '../../../src/papers/index.js';
import {
  addedTo,
  hybridPdfOf,
  oneAttachment,
  onePage,
  packedOnto,
  packedPdfOf,
  pdfOf,
  stream,
  type Thing,
  type Told,
  tableAt,
} from '../../fixtures/pdf-files.js';

const shown = 'wat een lezer toont';
const file = stream(shown);
const things = oneAttachment(file);
const plain = pdfOf(things);
/** Where in the first thing a dictionary begins that stands in it. */
const withinRoot = things[0]?.value.lastIndexOf('<< /Type /Page >>') ?? 0;
const told = (pdf: Uint8Array) => {
  const found = readAttachments(pdf);
  if (found.kind === 'refused') return found.because;
  return found.all.map(({ content }) =>
    typeof content === 'string' ? content : Buffer.from(content).toString(),
  );
};

const text = (pdf: Buffer, from: RegExp | string, to: string): Buffer => {
  const said = pdf.toString('latin1');
  // What was changed nowhere would hide nothing.
  expect(said.replace(from, to)).not.toBe(said);
  return Buffer.from(said.replace(from, to), 'latin1');
};
const rooted = (root: string, ...others: readonly Thing[]): Buffer =>
  pdfOf([{ value: `<< /Type /Catalog ${onePage} ${root} >>` }, ...others]);
const spec: Thing = { value: '<< /Type /Filespec /EF << /F 3 0 R >> >>' };
/** One attachment whose stream says more of itself. */
const saying = (more: string): Buffer => pdfOf(oneAttachment(stream(shown, more)));

/** Behind a file a table in which the third thing is free, though it says that it has less rows, or others. */
const freedBy = (said: string): Buffer =>
  packedOnto(
    plain,
    new Map<number, Told>([0, 1, 2, 3].map((id) => [id, 'free'])),
    `${said} /Prev ${tableAt(plain)}`,
  );

/** The attachment as it was put into a file, and in a later table with the place of something else. */
const other = stream('onschuldig');
const placeOf = (pdf: Buffer, id: number): number => pdf.indexOf(`\n${id} 0 obj`) + 1;
const twoPlaces = hybridPdfOf(file, new Map<number, Told>([[3, 9]]));

const emptied = addedTo(
  plain,
  new Map([[1, { value: `<< /Type /Catalog ${onePage} >>` }]]),
  '/Root 1 0 R',
  tableAt(plain),
);
const padded = (count: number): Buffer => Buffer.concat([plain, Buffer.alloc(count, ' ')]);

const digits = (n: number): string => String(n).padStart(6, '0');
const begun = (table: number, length: number): string =>
  `%PDF-1.7\n9 0 obj\n<< /Linearized 1 /L ${digits(length)} /H [9 9] /O 1 /E 9 /N 1 /T 9 >>\nendobj\nxref\n0 0\ntrailer\n<< /Size 100 /Root 1 0 R /Prev ${digits(table)} >>\n`;
/** The first thing says that the file begins with its newest table, which follows it. */
function readFromItsBeginning(said: (length: number) => number): Buffer {
  const from = Buffer.from(begun(0, 0));
  const whole = addedTo(from, new Map(things.map((thing, n) => [n + 1, thing])));
  const table = tableAt(whole);
  const harmless = new Map([[8, { value: `<< /Type /Catalog ${onePage} >>` }]]);
  const all = addedTo(whole, harmless, '/Root 8 0 R');
  all.write(begun(table, said(all.length)), 'latin1');
  return all;
}

/** As honest programs write one that is shown while it still comes in. */
function readAsItComes(): Buffer {
  const all = readFromItsBeginning((length) => length);
  const begins = String(all.indexOf('xref')).padStart(String(tableAt(all)).length, '0');
  all.write(begins, all.lastIndexOf('startxref') + 'startxref\n'.length);
  return all;
}

const generations = text(plain, '3 0 obj', '3 1 obj');

// biome-ignore format: a table is read in columns
const hidden: readonly (readonly [string, Buffer, readonly string[] | string])[] = [
  ['behind rows beyond the size of a packed table',      freedBy('/Size 3'),                                               'DAMAGED'],
  ['behind a packed table of less rows than its size',   freedBy('/Size 5'),                                               'DAMAGED'],
  ['behind a packed table without size',                 freedBy(''),                                                      'DAMAGED'],
  ['behind rows beyond the ranges of a packed table',    freedBy('/Size 100 /Index [0 3]'),                                'DAMAGED'],
  ['behind ranges with less rows than they say',         freedBy('/Size 100 /Index [0 9]'),                                'DAMAGED'],
  ['behind ranges that are no pairs',                    freedBy('/Size 100 /Index [0 4 7]'),                              'DAMAGED'],
  ['behind ranges that begin below nothing',             freedBy('/Size 100 /Index [-1 4]'),                               'DAMAGED'],
  ['behind ranges that are no numbers',                  freedBy('/Size 100 /Index [0 (4)]'),                              'DAMAGED'],
  ['behind ranges that are no list',                     freedBy('/Size 100 /Index 4'),                                    'DAMAGED'],
  ['behind ranges that stand elsewhere',                 freedBy('/Size 100 /Index 4 0 R'),                                'DAMAGED'],
  ['behind a packed table with a fourth column',         text(packedPdfOf(things), '/W [1 4 2]', '/W [1 4 2 1]'),          'DAMAGED'],
  ['behind ranges that say a number twice',              packedOnto(plain, new Map<number, Told>([[0, 'free'], [1, 'free'], [2, 'free'], [3, placeOf(plain, 3)]]), `/Size 100 /Index [3 1 1 3] /Prev ${tableAt(plain)}`), 'DAMAGED'],
  ['behind a text table that says a number twice',       text(addedTo(plain, new Map([[3, other], [7, file]]), '/Root 1 0 R', tableAt(plain)), '7 1\n', '3 1\n'), 'DAMAGED'],
  ['behind a thing of number nothing',                   text(addedTo(plain, new Map([[3, other]]), '/Root 1 0 R', tableAt(plain)), /3 1\n(?=.*\ntrailer\n.*Prev)/, '0 1\n'), 'DAMAGED'],
  ['behind a free row of number one, that some move',    text(emptied, /1 1\n\d{10} 00000 n(?= \ntrailer)/, '1 1\n0000000000 00000 f'), 'DAMAGED'],
  ['where the table has it, and its container does not', packedPdfOf(things, { called: (id) => (id === 2 ? 9 : id) }),      'DAMAGED'],
  ['where its container has it elsewhere',               packedPdfOf(things, { called: (id) => 3 - id }),                  'DAMAGED'],
  ['where its container has less than the table says',   packedPdfOf(things, { count: 1 }),                            'DAMAGED'],
  ['where what is packed behind it begins within it',    packedPdfOf(things, { starts: (at) => (at === 0 ? 0 : withinRoot) }),          'DAMAGED'],
  ['in the packed table beside one that frees it',       hybridPdfOf(file),                                                [shown]],
  ['in two places that one table says',                  twoPlaces,                                                        'DAMAGED'],
  ['in a table before the one beside, which others read', hybridPdfOf(file, undefined, '/Prev 9'),                         'DAMAGED'],
  ['beside a table that says its place as text',         text(hybridPdfOf(file), /\/XRefStm (\d+)/, '/XRefStm ($1)'),      'DAMAGED'],
  ['beside a table that says its place by number',       text(hybridPdfOf(file), /\/XRefStm (\d+)/, '/XRefStm 9 0 R'),     'DAMAGED'],
  ['before a table that says its place by number',       text(emptied, /\/Prev (\d+)/, '/Prev $1 0 R'),                    'DAMAGED'],
  ['before a table that says its place as a fraction',   text(emptied, /\/Prev (\d+)/, '/Prev $1.5'),                      'DAMAGED'],
  ['before a table that says its place below nothing',   text(emptied, /\/Prev (\d+)/, '/Prev -$1'),                       'DAMAGED'],
  ['under a root that is nowhere',                       pdfOf(things, '/Root 77 0 R'),                                    'DAMAGED'],
  ['under a root that nobody names',                     pdfOf(things, ''),                                                'DAMAGED'],
  ['under a root without pages',                         pdfOf([{ value: '<< /Type /Catalog >>' }]),                       'DAMAGED'],
  ['under a root of bytes',                              pdfOf([{ ...file, value: file.value.replace('<<', `<< ${onePage}`) }]), 'DAMAGED'],
  ['under names that are bytes',                         rooted('/Names 2 0 R', file),                                     'DAMAGED'],
  ['in a tree that is bytes',                            rooted('/Names << /EmbeddedFiles 2 0 R >>', file),                'DAMAGED'],
  ['on a branch that is bytes',                          rooted('/Names << /EmbeddedFiles << /Kids [2 0 R] >> >>', file),  'DAMAGED'],
  ['on branches that are no list',                       rooted('/Names << /EmbeddedFiles << /Kids << >> >> >>'),          'DAMAGED'],
  ['under names of which one has nothing',               rooted('/Names << /EmbeddedFiles << /Names [(a) 2 0 R (b)] >> >>', spec, file), 'DAMAGED'],
  ['by a list that is bytes',                            rooted('/AF 2 0 R', file),                                        'DAMAGED'],
  ['by one that is in no list',                          rooted('/AF 2 0 R', spec, file),                                  'DAMAGED'],
  ['by a list of names',                                 rooted('/AF [/a]'),                                               'DAMAGED'],
  ['by what is bytes itself',                            rooted('/AF [2 0 R]', file),                                      'DAMAGED'],
  ['behind files that are bytes',                        rooted('/AF [<< /EF 2 0 R >>]', file),                            'DAMAGED'],
  ['behind a file that is no bytes',                     rooted('/AF [<< /EF << /F (a) >> >>]'),                           'DAMAGED'],
  ['on a page whose clips are no list',                  pdfOf([{ value: '<< /Type /Catalog /Pages << /Kids [<< /Annots 2 0 R >>] >> >>' }, file]), 'DAMAGED'],
  ['on a clip that is bytes',                            pdfOf([{ value: '<< /Type /Catalog /Pages << /Kids [<< /Annots [2 0 R] >>] >> >>' }, file]), 'DAMAGED'],
  ['on a clip whose kind is text',                       pdfOf([{ value: '<< /Type /Catalog /Pages << /Kids [<< /Annots [<< /Subtype (FileAttachment) >>] >>] >> >>' }]), 'DAMAGED'],
  ['under another generation of its number',             generations,                                                      'DAMAGED'],
  ['by another generation of its number',                text(plain, '/F 3 0 R', '/F 3 1 R'),                              'DAMAGED'],
  ['before an end that is far from the end',             padded(1024),                                                     'DAMAGED'],
  ['before an end that is near the end',                 padded(900),                                                      [shown]],
  ['before an end without a mark',                       text(plain, '%%EOF', '%%EO'),                                     'DAMAGED'],
  ['before an end whose place is beyond a remark',       text(plain, /startxref\n(\d+)/, 'startxref\n%9\n$1'),             'DAMAGED'],
  ['before an end that was written behind its mark',     Buffer.concat([plain, Buffer.from('startxref\n9\n')]),            'DAMAGED'],
  ['behind the first thing, where some begin to read',   readFromItsBeginning((length) => length),                         'DAMAGED'],
  ['behind the first thing, where all begin to read',    readAsItComes(),                                                  [shown]],
  ['where nobody begins to read any more',               readFromItsBeginning((length) => length - 1),                     []],
];

// biome-ignore format: a table is read in columns
const elsewhere = [
  ['in another file',                       '/F (elders.json)'],
  ['in another file, packed',               '/FFilter /FlateDecode'],
  ['in another file, packed in some way',   '/FDecodeParms << >>'],
  ['packed by a short word',                '/DP << /Predictor 12 >>'],
  ['packed by text',                        '/DecodeParms (a)'],
  ['packed in more ways than it is packed', '/DecodeParms [<< >> << >>]'],
  ['packed by a list for one way',          '/DecodeParms [<< /Predictor 1 >>]'],
  ['packed by a number that is text',       '/DecodeParms << /Predictor (1) >>'],
] as const;

describe('an attachment that a reader may show', () => {
  it.each(hidden)('is found, or the file is damaged: %s', (_how, pdf, answer) => {
    expect(told(pdf)).toEqual(answer);
  });

  it.each(elsewhere)('cannot be read where its bytes are said to be %s', (_how, more) => {
    expect(told(saying(more))).toEqual(['UNREADABLE']);
  });

  it('cannot be read where its last row is shorter than the others', () => {
    const rows = '/DecodeParms << /Predictor 10 /Columns 3 >>';
    expect(told(pdfOf(oneAttachment(stream('\0abc\0def', rows))))).toEqual(['abcdef']);
    expect(told(pdfOf(oneAttachment(stream('\0abc\0def\0g', rows))))).toEqual(['UNREADABLE']);
  });
});
