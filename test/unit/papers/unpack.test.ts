import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { archiveOf, packed, unpack } from '../../../src/papers/index.js';
import { lateFailureOf, seed } from '../../fixtures/properties.js';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const at = new Date('2026-11-26T10:00:00Z');
const archive = (files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  Buffer.concat(
    archiveOf(
      Object.entries(files).map(([path, content]) => packed(path, content)),
      at,
    ),
  );

const someName = fc
  .array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const someFiles = fc
  .uniqueArray(fc.tuple(someName, fc.uint8Array({ maxLength: 3000 })), {
    maxLength: 8,
    selector: ([name]) => name.toLowerCase(),
  })
  .map((all) => Object.fromEntries(all));

/** Where the one file of an archive says how large it is: in its list, which stands at the end. */
function saying(whole: Uint8Array, size: number): Uint8Array {
  const lying = Buffer.from(whole);
  lying.writeUInt32LE(size, lying.lastIndexOf(Buffer.from('504b0102', 'hex')) + 24);
  return lying;
}

const inHex = (files: Iterable<readonly [string, Uint8Array]>) =>
  Object.fromEntries(
    [...files].map(([name, content]) => [name, Buffer.from(content).toString('hex')]),
  );

const because = async (whole: Uint8Array, limits = { files: 100, bytes: 1_000_000 }) => {
  const found = await unpack(whole, limits);
  return found.kind === 'refused' ? found.because : [...found.files.keys()];
};

const comesOut = async (files: Readonly<Record<string, Uint8Array>>): Promise<void> => {
  for (const whole of [archive(files), zipSync(files)]) {
    const found = await unpack(whole);
    if (found.kind === 'refused') throw new Error(found.because);
    expect(inHex(found.files)).toEqual(inHex(Object.entries(files)));
  }
};

describe(`attack 33: an archive that a stranger made (seed ${seed})`, () => {
  it('what we pack comes out as it was, and so does what others pack', async () => {
    expect(await lateFailureOf(someFiles, comesOut, 100)).toBeUndefined();
  });

  it('what is broken anywhere is refused or comes out as it was; never a throw', async () => {
    const files = { 'a.txt': bytes('one'.repeat(50)), 'b/c.txt': bytes('two') };
    const whole = archive(files);
    const holds = async ([place, value]: readonly [number, number]): Promise<void> => {
      const broken = Buffer.from(whole);
      broken[place] = value;
      const found = await unpack(broken);
      const lengths =
        found.kind === 'refused' ? [] : [...found.files.values()].map((one) => one.length);
      expect(lengths.filter((length) => length !== 150 && length !== 3)).toEqual([]);
    };
    const place = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    expect(await lateFailureOf(place, holds, 1000)).toBeUndefined();
    expect(await because(whole.subarray(0, -1))).toBe('NO_ARCHIVE');
    expect(await because(new Uint8Array())).toBe('NO_ARCHIVE');
  });

  // biome-ignore format: a table is read in columns
  const names = [
    ['up and out',            '../../etc/passwd'],
    ['from the root',         '/etc/passwd'],
    ['a drive',               'C:/windows'],
    ['back slashes',          'a\\..\\b'],
    ['hidden',                '.env'],
    ['a step that is none',   'a//b'],
    ['letters that turn',     'a\u202Egpj.exe'],
    ['the name of a prototype', '__proto__'],
    ['very long',             'a'.repeat(300)],
  ] as const;
  it.each(names)('a name is refused: %s', async (_what, name) => {
    expect(await because(Buffer.concat(archiveOf([packed(name, 'x')], at)))).toBe('BAD_NAME');
  });

  it('one name twice is refused, also where only capitals tell them apart', async () => {
    expect(await because(archive({ 'a.json': bytes('1'), 'A.json': bytes('2') }))).toBe(
      'NAMED_TWICE',
    );
    const once = Buffer.from(archive({ 'aa.json': bytes('1'), 'bb.json': bytes('2') }));
    const text = once.toString('latin1').replaceAll('bb.json', 'aa.json');
    expect(await because(Buffer.from(text, 'latin1'))).toBe('NAMED_TWICE');
  });

  it('more than there is room for is refused before it is unpacked, whatever it says of itself', async () => {
    const zeros = archive({ 'zeros.txt': new Uint8Array(2_000_000) });
    expect(zeros.length).toBeLessThan(5000);
    expect(await because(zeros)).toBe('TOO_MUCH');
    for (const size of [0, 1, 1000, 999_999])
      expect(await because(saying(zeros, size))).toBe('NO_ARCHIVE');
    expect(await because(saying(archive({ a: bytes('x') }), 900_000))).toBe('NO_ARCHIVE');
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`f${n}`, bytes('x')]));
    expect(await because(archive(many))).toBe('NO_ARCHIVE');
  });

  it('files that share their bytes are refused: so a little becomes a lot', async () => {
    const content = new Uint8Array(100_000);
    const two = Buffer.from(archive({ 'a.txt': content, 'b.txt': content }));
    const second = two.lastIndexOf(Buffer.from('504b0102', 'hex'));
    two.writeUInt32LE(0, second + 42);
    expect(await because(two)).toBe('NO_ARCHIVE');
  });

  it('a file that is encrypted, or packed in another way, is refused', async () => {
    const whole = archive({ 'a.txt': bytes('x') });
    const place = Buffer.from(whole).lastIndexOf(Buffer.from('504b0102', 'hex'));
    const encrypted = Buffer.from(whole);
    encrypted.writeUInt16LE(encrypted.readUInt16LE(place + 8) | 1, place + 8);
    const other = Buffer.from(whole);
    other.writeUInt16LE(12, place + 10);
    expect([await because(encrypted), await because(other)]).toEqual(['NO_ARCHIVE', 'NO_ARCHIVE']);
  });
});
