import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const find = createRequire(import.meta.url);
const of = (style: string): Buffer =>
  readFileSync(find.resolve(`@expo-google-fonts/noto-sans/${style}/NotoSans_${style}.ttf`));

export interface Fonts {
  readonly plain: Buffer;
  readonly bold: Buffer;
}
let read: Fonts | undefined;

/**
 * Letters for all languages that are written in Latin, Greek or Cyrillic script, as files of a package: as constant as code,
 * and read once. Embedded, since a reader of the paper may have none of them.
 */
export function fonts(): Fonts {
  read ??= { plain: of('400Regular'), bold: of('700Bold') };
  return read;
}
