import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unbake } from '../../../src/credentials/unbake.js';

const credential = '{"type":"OpenBadgeCredential","name":"Fietsen bouwen é"}';

const chunk = (type: string, data: string | Uint8Array, damage = 0): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  sum.writeUInt32BE((crc32(named) ^ damage) >>> 0);
  return Buffer.concat([length, named, sum]);
};
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const header = chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const end = chunk('IEND', '');
const png = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([signature, header, ...chunks, end]);
interface Text {
  readonly keyword?: string;
  readonly flags?: readonly [number, number];
  readonly names?: string;
}
const text = (data: string | Uint8Array, { keyword, flags = [0, 0], names = '\0\0' }: Text = {}) =>
  Buffer.concat([
    Buffer.from(`${keyword ?? 'openbadgecredential'}\0`),
    Buffer.from(flags),
    Buffer.from(names),
    Buffer.from(data),
  ]);
const baked = chunk('iTXt', text(credential));

const openbadges = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
const svg = (inside: string, before = ''): Buffer =>
  Buffer.from(
    `${before}<svg xmlns="http://www.w3.org/2000/svg" ${openbadges}><g>${inside}</g></svg>`,
  );
const inSvg = `<openbadges:credential><![CDATA[\n ${credential}\n]]></openbadges:credential>`;

const seen = (bytes: Uint8Array): unknown => {
  const found = unbake(bytes);
  if (found === undefined) return 'no picture';
  return 'code' in found ? found.code : Buffer.from(found).toString('utf8');
};

describe('a credential in a PNG', () => {
  it('comes out byte for byte', () => {
    expect(seen(png(baked))).toBe(credential);
    expect(seen(png(chunk('tEXt', 'openbadgecredential\0x'), baked, chunk('IDAT', 'x')))).toBe(
      credential,
    );
    expect(seen(png(chunk('iTXt', text('a.b.c', { keyword: 'openbadges' }))))).toBe('a.b.c');
    expect(seen(png(chunk('iTXt', text('a.b.c', { names: 'nl\0badge\0' }))))).toBe('a.b.c');
    const packed = text(deflateSync(credential), { flags: [1, 0] });
    expect(seen(png(chunk('iTXt', packed)))).toBe(credential);
  });

  it('is read from the middle of a larger buffer too', () => {
    const around = Buffer.concat([Buffer.from('before'), png(baked), Buffer.from('after')]);
    expect(seen(around.subarray(6, around.length - 5))).toBe(credential);
    expect(seen(new Uint8Array(png(baked)))).toBe(credential);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // what                                  picture                                                               answer
    ['without one',                          png(),                                                                'NO_CREDENTIAL'],
    ['with a text of another kind',          png(chunk('iTXt', text('x', { keyword: 'Comment' }))),                'NO_CREDENTIAL'],
    ['with two',                             png(baked, baked),                                                    'NOT_WELL_FORMED'],
    ['with one of each version',             png(baked, chunk('iTXt', text('x', { keyword: 'openbadges' }))),      'NOT_WELL_FORMED'],
    ['that was damaged',                     png(chunk('iTXt', text(credential), 1)),                              'NOT_WELL_FORMED'],
    ['that was damaged elsewhere',           png(baked, chunk('IDAT', 'x', 1)),                                    'NOT_WELL_FORMED'],
    ['that is cut off',                      png(baked).subarray(0, -20),                                          'NOT_WELL_FORMED'],
    ['without an end',                       png(baked).subarray(0, -12),                                          'NOT_WELL_FORMED'],
    ['without a beginning',                  Buffer.concat([signature, baked, end]),                               'NOT_WELL_FORMED'],
    ['with a chunk as long as can be',       Buffer.concat([signature, header, Buffer.from('ffffffff', 'hex'), baked, end]), 'NOT_WELL_FORMED'],
    ['with one behind its end',              Buffer.concat([png(), baked]),                                        'NO_CREDENTIAL'],
    ['packed in an unknown way',             png(chunk('iTXt', text(deflateSync('x'), { flags: [1, 1] }))),        'NOT_WELL_FORMED'],
    ['packed or not, who knows',             png(chunk('iTXt', text('x', { flags: [2, 0] }))),                     'NOT_WELL_FORMED'],
    ['said to be packed, and not',           png(chunk('iTXt', text('x', { flags: [1, 0] }))),                     'NOT_WELL_FORMED'],
    ['without room for its names',           png(chunk('iTXt', text('', { names: '' }))),                          'NOT_WELL_FORMED'],
    ['with a bomb of 60 MB in it',           png(chunk('iTXt', text(deflateSync(Buffer.alloc(60_000_000)), { flags: [1, 0] }))), 'TOO_LARGE'],
    ['with 70 kB in it',                     png(chunk('iTXt', text('x'.repeat(70_000)))),                         'TOO_LARGE'],
    ['of 2 MB',                              png(baked, chunk('IDAT', Buffer.alloc(2_000_000))),                   'TOO_LARGE'],
  ])('one %s', (_what, picture, answer) => {
    expect(seen(picture)).toBe(answer);
  });
});

describe('a credential in an SVG', () => {
  // biome-ignore format: a table is read in columns
  it.each([
    // what                             picture                                                                                   answer
    ['as text in the element',          svg(inSvg),                                                                               credential],
    ['as a JWT in the attribute',       svg('<openbadges:credential verify=" a.b.c "></openbadges:credential>'),                  'a.b.c'],
    ['under another prefix',            svg('<x:credential xmlns:x="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/>'),      'a.b.c'],
    ['with escapes in place of CDATA',  svg('<openbadges:credential>{&quot;a&quot;:&#49;}</openbadges:credential>'),              '{"a":1}'],
    ['of version 2',                    svg('<o:assertion xmlns:o="http://openbadges.org" verify="a.b.c"/>'),                     'a.b.c'],
    ['in a picture with a declaration and a document type', svg(inSvg, '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'), credential],
  ])('comes out: %s', (_what, picture, answer) => {
    expect(seen(picture)).toBe(answer);
  });

  // biome-ignore format: a table is read in columns
  it.each([
    // what                                picture                                                                       answer
    ['without one',                        svg('<path d="M0,0"/>'),                                                      'NO_CREDENTIAL'],
    ['with an empty one',                  svg('<openbadges:credential/>'),                                              'NO_CREDENTIAL'],
    ['with one of another namespace',      svg('<x:credential xmlns:x="https://x.example" verify="a.b.c"/>'),            'NO_CREDENTIAL'],
    ['with two',                           svg(`${inSvg}${inSvg}`),                                                      'NOT_WELL_FORMED'],
    ['with one in text and in attribute',  svg('<openbadges:credential verify="a.b.c">{}</openbadges:credential>'),      'NOT_WELL_FORMED'],
    ['with elements in it',                svg('<openbadges:credential><g/></openbadges:credential>'),                   'NOT_WELL_FORMED'],
    ['that declares entities',             svg('<g/>', '<!DOCTYPE svg [<!ENTITY a "x">]>'),                              'NOT_WELL_FORMED'],
    ['that uses entities',                 svg('<openbadges:credential>&a;</openbadges:credential>'),                    'NOT_WELL_FORMED'],
    ['that ends too early',                svg(inSvg).subarray(0, -6),                                                   'NOT_WELL_FORMED'],
    ['with a prefix nobody declared',      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><openbadges:credential verify="a.b.c"/></svg>'), 'NOT_WELL_FORMED'],
    ['that nests 300 deep',                svg(`${'<g>'.repeat(300)}${'</g>'.repeat(300)}`),                             'TOO_DEEP'],
    ['with 70 kB in it',                   svg(`<openbadges:credential>${'x'.repeat(70_000)}</openbadges:credential>`),  'TOO_LARGE'],
    ['with 70 kB in its attribute',        svg(`<openbadges:credential verify="${'x'.repeat(70_000)}"/>`),               'TOO_LARGE'],
    ['of 2 MB',                            svg(`${inSvg}${' '.repeat(2_000_000)}`),                                      'TOO_LARGE'],
  ])('one %s', (_what, picture, answer) => {
    expect(seen(picture)).toBe(answer);
  });
});

// biome-ignore format: a table is read in columns
it.each([
  ['JSON',                    Buffer.from(credential)],
  ['a JWT',                   Buffer.from('a.b.c')],
  ['another kind of XML',     Buffer.from('<elmo xmlns="x"/>')],
  ['a web page',              Buffer.from('<!doctype html><html><svg/></html>')],
  ['nothing',                 Buffer.alloc(0)],
  ['a JPEG',                  Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ['markup that is no text',  Buffer.concat([Buffer.from('<svg>'), Buffer.from([0xff])])],
])('%s is no picture to look into', (_what, bytes) => {
  expect(seen(bytes)).toBe('no picture');
});
