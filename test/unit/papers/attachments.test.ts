import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAttachments } from '../../../src/papers/index.js';
import {
  addedTo,
  oneAttachment,
  onePage,
  packedPdfOf,
  pdfOf,
  stream,
  type Thing,
  tableAt,
} from '../../fixtures/pdf-files.js';
import { seed } from '../../fixtures/properties.js';

const proof = '{"credentialSubject":{}}';
const told = (pdf: Uint8Array) => {
  const found = readAttachments(pdf);
  if (found.kind === 'refused') return found.because;
  return found.all.map(({ name, mediaType, content }) => [
    name,
    mediaType,
    typeof content === 'string' ? content : Buffer.from(content).toString(),
  ]);
};
const one = [['bewijs.json', 'application/vc', proof]];
const signed = stream(proof, '/Subtype /application#2Fvc');
/** Attachments by their place: what the root says, and things from the second on. */
const rooted = (root: string, ...things: readonly Thing[]): readonly Thing[] => [
  { value: `<< /Type /Catalog ${root.includes('/Pages') ? '' : onePage} ${root} >>` },
  ...things,
];
const spec = (file: string, name = '(bewijs.json)'): Thing => ({
  value: `<< /Type /Filespec /UF ${name} /EF << ${file} >> >>`,
});

function nameOf(name: string): string | undefined {
  const pdf = pdfOf(rooted('/AF [2 0 R]', spec('/F 3 0 R', name), signed));
  const found = readAttachments(pdf);
  return found.kind === 'attachments' ? found.all[0]?.name : found.because;
}

describe('what came with a PDF', () => {
  it('is found where its table is text, and where table and values are packed', () => {
    expect(told(pdfOf(oneAttachment(signed)))).toEqual(one);
    expect(told(packedPdfOf(oneAttachment(signed)))).toEqual(one);
  });

  it('is found as the file was left by whoever wrote to it last', () => {
    const before = pdfOf(oneAttachment(stream('oud', '/Subtype /application#2Fvc')));
    const after = addedTo(before, new Map([[3, signed]]), '/Root 1 0 R', tableAt(before));
    expect(told(after)).toEqual(one);
  });

  it('is found in every place where readers show it, each once', () => {
    const branches = rooted(
      '/Names << /EmbeddedFiles << /Kids [<< /Kids [<< /Names [(a) 2 0 R] >>] >>] >> >> /AF [2 0 R]',
      spec('/F 3 0 R'),
      signed,
    );
    expect(told(pdfOf(branches))).toEqual(one);
    expect(told(pdfOf(rooted('/AF [2 0 R]', spec('/F 3 0 R'), signed)))).toEqual(one);
    const clip = '<< /Subtype /FileAttachment /FS 2 0 R >>';
    const clipped = rooted(
      `/Pages << /Kids [<< /Type /Page /Annots [<< /Subtype /Link >> ${clip}] >>] >>`,
      spec('/F 3 0 R'),
      signed,
    );
    expect(told(pdfOf(clipped))).toEqual(one);
  });

  it('is each of two where one reader opens this one and another that one', () => {
    const two = rooted('/AF [2 0 R]', spec('/F 3 0 R /UF 4 0 R'), signed, stream('anders'));
    expect(told(pdfOf(two))).toEqual([...one, ['bewijs.json', undefined, 'anders']]);
  });

  it('is called as it says, in each spelling of the format', () => {
    expect(nameOf('<FEFF0141F3>')).toBe('Ł\uFFFD');
    expect(nameOf('<FEFF0141>')).toBe('Ł');
    expect(nameOf('<EFBBBFC581>')).toBe('Ł');
    expect(
      nameOf(String.raw`(a\(b\)\101\
c(d)e\e)`),
    ).toBe('a(b)Ac(d)ee');
    expect(nameOf(`(${'x'.repeat(5000)})`)).toHaveLength(300);
  });

  it('is nothing where a value leads nowhere, and not what stands outside of the file', () => {
    expect(told(pdfOf(rooted('/AF [2 0 R 9 0 R]', { value: '<< /F (elders.json) >>' })))).toEqual(
      [],
    );
    expect(told(pdfOf(rooted('')))).toEqual([]);
  });
});

const zeros = (count: number): Thing => stream(Buffer.alloc(count));
const wrongLength = (length: string): Thing => ({ ...signed, value: `<< /Length ${length} >>` });
const text = (pdf: Buffer, from: RegExp | string, to: string): Buffer =>
  Buffer.from(pdf.toString('latin1').replace(from, to), 'latin1');
const plain = pdfOf(oneAttachment(signed));

const locked = pdfOf(oneAttachment(signed), '/Root 1 0 R /Encrypt << >>');

/** The table of what was added last says that the one before it is itself. */
function ledToItself(): Buffer {
  const pdf = addedTo(plain, new Map([[3, signed]]), '/Root 1 0 R', 9_999_999);
  return text(pdf, '/Prev 9999999', `/Prev ${String(tableAt(pdf)).padStart(7, '0')}`);
}

// biome-ignore format: a table is read in columns
const hostile = [
  ['is no PDF',                            Buffer.from('{"a":1}'),                                              'NO_PDF'],
  ['is a PDF by name alone',               Buffer.from('%PDF-1.7\n'),                                           'DAMAGED'],
  ['is encrypted',                         locked,  'ENCRYPTED'],
  ['was encrypted before it was added to', addedTo(locked, new Map(), '/Root 1 0 R', tableAt(locked)),           'ENCRYPTED'],
  ['has a tree that grows into itself',    pdfOf(rooted('/Names << /EmbeddedFiles 2 0 R >>', { value: '<< /Kids [2 0 R 2 0 R] >>' })), []],
  ['has pages that lead to themselves',    pdfOf(rooted('/Pages 2 0 R', { value: '<< /Kids [2 0 R] /Annots [2 0 R] >>' })), []],
  ['has a value that is itself',           pdfOf(rooted('/AF 2 0 R', { value: '2 0 R' })),                      'DAMAGED'],
  ['has a table that leads to itself',     ledToItself(),  'DAMAGED'],
  ['has a table of more than there is',    text(plain, '1 1\n', '1 9999999999\n'),                              'DAMAGED'],
  ['has another thing under its number',   text(plain, '3 0 obj', '4 0 obj'),                                   'DAMAGED'],
  ['nests beyond reason',                  pdfOf(rooted(`/AF ${'['.repeat(90_000)}`)),                          'DAMAGED'],
  ['says a name twice',                    pdfOf(rooted('/AF [2 0 R] /AF [3 0 R]', spec('/F 3 0 R'), signed)),  'DAMAGED'],
  ['has millions of values',               pdfOf(rooted(`/AF [${'0 '.repeat(2_000_001)}]`)),                    'TOO_MUCH'],
  ['leads to one long list, very often',   pdfOf(rooted('/AF 2 0 R /Pages 4 0 R', { value: `[${'null '.repeat(900)}]` }, signed, { value: `<< /Kids [${'<< /Annots 2 0 R >> '.repeat(3000)}] >>` })), 'TOO_MUCH'],
  ['has thousands of attachments',         pdfOf(rooted(`/AF [${'<< /EF << /F 3 0 R >> >> '.repeat(5001)}]`, signed, signed)), 'TOO_MUCH'],
  ['swells beyond all, piece by piece',    pdfOf(rooted(`/AF [${Array.from({ length: 13 }, (_, n) => `<< /EF << /F ${n + 2} 0 R >> >>`).join(' ')}]`, ...Array.from({ length: 13 }, () => zeros(4_900_000)))), 'TOO_MUCH'],
  ['says one large file many times',       pdfOf(rooted(`/AF [${Array.from({ length: 13 }, () => '<< /EF << /F 2 0 R >> >>').join(' ')}]`, zeros(4_900_000))), 'TOO_MUCH'],
  ['packs values into themselves',         packedPdfOf(oneAttachment(signed), { length: '1 0 R' }),                                                  'DAMAGED'],
  ['has a packed table without columns',   text(packedPdfOf(oneAttachment(signed)), '/W [1 4 2]', '/W [0 0 0]'), 'DAMAGED'],
  ['has a packed table of negative width', text(packedPdfOf(oneAttachment(signed)), '/W [1 4 2]', '/W [9 -1 2]'), 'DAMAGED'],
] as const;

// biome-ignore format: a table is read in columns
const unreadable = [
  ['swells to more than one may be',     zeros(5_000_001),                                                               'TOO_LARGE'],
  ['is a bomb of hundreds of megabytes', zeros(300_000_000),                                                             'TOO_LARGE'],
  ['is longer than the file',            wrongLength('999999'),                                                          'UNREADABLE'],
  ['is shorter than it says',            wrongLength('2'),                                                               'UNREADABLE'],
  ['has less than no bytes',             wrongLength('-1'),                                                              'UNREADABLE'],
  ['is as long as itself',               wrongLength('3 0 R'),                                                           'UNREADABLE'],
  ['is packed twice',                    { ...signed, value: signed.value.replace('/FlateDecode', '[/FlateDecode /FlateDecode]').replace(/\/Subtype \S+/, '') }, 'UNREADABLE'],
  ['is packed in a way of its own',      { ...signed, value: signed.value.replace('/FlateDecode', '/Crypt').replace(/\/Subtype \S+/, '') },  'UNREADABLE'],
  ['is no deflated data',                { value: '<< /Filter /FlateDecode /Length 20 >>', data: randomBytes(20).fill(255, 0, 2) }, 'UNREADABLE'],
] as const;

describe('a PDF of somebody who means harm', () => {
  it.each(hostile)('that %s is told of plainly, and costs little', (_how, pdf, answer) => {
    expect(told(pdf)).toEqual(answer);
  });

  it.each(unreadable)('with an attachment that %s says so of that one', (_how, file, answer) => {
    expect(told(pdfOf(oneAttachment(file)))).toEqual([['bewijs.json', undefined, answer]]);
  });

  it('that is an honest one with some bytes changed never makes it throw', () => {
    const honest = [plain, packedPdfOf(oneAttachment(signed))];
    const change = fc.tuple(fc.nat(), fc.nat(255));
    const arbitrary = fc.tuple(
      fc.constantFrom(...honest),
      fc.array(change, { minLength: 1, maxLength: 8 }),
    );
    fc.assert(
      fc.property(arbitrary, ([pdf, changes]) => {
        const bytes = Buffer.from(pdf);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const found = readAttachments(bytes);
        expect(['attachments', 'refused']).toContain(found.kind);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('that is cut off anywhere never makes it throw', () => {
    const all = plain.lastIndexOf('startxref');
    for (let length = 0; length <= all; length += 1) {
      expect(told(plain.subarray(0, length))).toBe(length < 5 ? 'NO_PDF' : 'DAMAGED');
    }
  });
});
