import { z } from 'zod';
import { isObject, type JsonObject } from '../../base/index.js';
import type { LanguageText, Texts } from '../../records/index.js';
import { isLanguageTag } from '../language.js';
import { isMojibake } from '../mojibake.js';
import { Zoned } from '../zoned.js';

const text = z.string().max(10_000);
const number = z.number().min(-1e9).max(1e9);
const typeWords = z.union([text.transform((word) => [word]), z.array(z.unknown())]);
const httpUrl = z.url({ protocol: /^https?$/ }).max(2000);
const decimal = /^[+-]?\d{1,9}(?:[.,]\d{1,6})?$/;

const mostLanguages = 100;

/** Numbers that a state or a tax office gave somebody: in no list of what was left out either. */
const silent: ReadonlySet<string> = new Set([
  'nationalID',
  'socialSecurityNumber',
  'taxIdentifier',
  'gender',
  'citizenshipCountry',
]);
const structural: readonly string[] = ['type', 'inScheme', '@context'];

/** An id that names a thing to the rest of its document and to nobody else. */
export const isLocal = (id: unknown): boolean =>
  typeof id === 'string' && id.startsWith('urn:epass:');

const prefixless = (word: string): string => word.replace(/^(?:elm:|.*[/#])/, '');

/** One object of a European credential in the compact form of its profile. Read as it stands: no context is applied. */
export class ElmSource extends Zoned<ElmSource> {
  protected override open(raw: JsonObject, path: string): ElmSource {
    const source = new ElmSource(raw, path, this.notes, this.country);
    source.leave(...structural, ...(isLocal(raw['id']) ? ['id'] : []));
    return source;
  }

  protected override isSilent(name: string): boolean {
    return silent.has(name);
  }

  id(): string | undefined {
    const id = this.word('id');
    return id === '' ? undefined : id;
  }

  types(): readonly string[] {
    const words = this.read('type', typeWords) ?? [];
    return words.flatMap((word) => (typeof word === 'string' ? [prefixless(word)] : []));
  }

  /** A map by language, where each has a text or several; a plain text is of no known language. */
  texts(name: string): Texts | undefined {
    const found = this.elements(name).flatMap((element) => this.#textsIn(name, element));
    const texts = found.filter(({ value }) => value.trim() !== '');
    if (texts.some(({ language }) => !isLanguageTag(language))) this.note('LANGUAGE_TAG', name);
    if (texts.some(({ value }) => isMojibake(value))) this.note('MOJIBAKE_SUSPECTED', name);
    return texts.length === 0 ? undefined : texts;
  }

  #textsIn(name: string, element: unknown): readonly LanguageText[] {
    const plain = text.safeParse(element);
    if (plain.success) return [{ language: 'und', value: plain.data.trim() }];
    if (!isObject(element)) {
      this.note('TYPE', name);
      return [];
    }
    const entries = Object.entries(element);
    if (entries.length > mostLanguages) this.note('TOO_LARGE', name);
    return entries.slice(0, mostLanguages).flatMap(([language, value]) => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return values.flatMap((each): LanguageText[] => {
        const parsed = text.safeParse(each);
        if (parsed.success) return [{ language, value: parsed.data.trim() }];
        this.note('TYPE', name);
        return [];
      });
    });
  }

  /** The name of a concept that stands in a field, in its languages. */
  labels(name: string): Texts | undefined {
    return this.each(name)
      .map((concept) => concept.label())
      .find((label) => label !== undefined);
  }

  /** Of a concept: its name. What it is beside that (scheme, notation) its address says. */
  label(): Texts | undefined {
    this.leave('id', 'notation', 'definition');
    return this.texts('prefLabel');
  }

  /** A note: a text in a wrapper. */
  notesIn(name: string): Texts | undefined {
    return this.each(name)
      .map((note) => {
        note.leave('id');
        return note.texts('noteLiteral');
      })
      .find((texts) => texts !== undefined);
  }

  amount(name: string): number | undefined {
    const read = this.read(name, z.union([number, text]));
    if (read === undefined || typeof read === 'number') return read;
    if (decimal.test(read.trim())) return Number(read.trim().replace(',', '.'));
    this.note('TYPE', name);
    return undefined;
  }

  flag(name: string): boolean | undefined {
    const read = this.read(name, z.union([z.boolean(), z.enum(['true', 'false'])]));
    return read === undefined ? undefined : read === true || read === 'true';
  }

  /** Numbers and codes of a thing, each under the name of its scheme. */
  codes(name: string): readonly { readonly type: string; readonly code: string }[] {
    return this.each(name).flatMap((source) => {
      source.leave('id');
      const [type, code] = [source.word('schemeName'), source.word('notation')];
      return code === undefined ? [] : [{ type: type ?? 'unknown', code }];
    });
  }

  /** Absolute http(s), else undefined. */
  url(name: string): string | undefined {
    return httpUrl.safeParse(this.word(name)).data;
  }
}
