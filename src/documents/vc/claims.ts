import { z } from 'zod';
import { isObject, type JsonObject } from '../../base/index.js';
import {
  distinctLosses,
  isPartialDate,
  type LanguageText,
  Lenient,
  type PartialDate,
  type Texts,
} from '../../records/index.js';
import { isLanguageTag, looksLikeTag } from '../language.js';
import { isSpecialName } from '../special.js';

const mostElements = 2000;
const mostTexts = 50;
const amount = z.number().min(-1e9).max(1e9);
const amountInText = z.string().regex(/^-?\d{1,9}(?:[.,]\d{1,6})?$/);
const brief = z.union([z.string().max(200), z.number()]);
const value = z.string().max(10_000);
const identifier = z.string().max(2000);
const link = z.url({ protocol: /^https?$/ }).max(2000);

const said = (language: string, text: unknown): readonly LanguageText[] => {
  const parsed = value.safeParse(text);
  return parsed.success && parsed.data.trim() !== '' ? [{ language, value: parsed.data }] : [];
};
const tagOf = (stated: unknown, usual: string): string =>
  typeof stated === 'string' && stated.length <= 60 ? stated : usual;

/** A text, one with its language beside it, a map from languages, or several of these: JSON-LD writes all four. */
function textsIn(stated: unknown, language: string): readonly LanguageText[] {
  if (typeof stated === 'string') return said(language, stated);
  if (Array.isArray(stated)) {
    return stated.slice(0, mostTexts).flatMap((each) => textsIn(each, language));
  }
  if (!isObject(stated)) return [];
  if ('@value' in stated) return said(tagOf(stated['@language'], language), stated['@value']);
  if ('value' in stated) return said(tagOf(stated['language'], language), stated['value']);
  return Object.entries(stated)
    .slice(0, mostTexts)
    .flatMap(([tag, text]) => (looksLikeTag(tag) ? said(tag, text) : []));
}

/** One object of a credential or badge. */
export class Claims extends Lenient<Claims> {
  readonly #dropped: string[] = [];

  protected override open(raw: JsonObject, path: string): Claims {
    return new Claims(raw, path, this.notes);
  }

  protected override isSilent(name: string): boolean {
    return isSpecialName(name);
  }

  override losses(): readonly string[] {
    return distinctLosses([...super.losses(), ...this.#dropped]);
  }

  /** The name of a type, or the names of several. */
  types(name = 'type'): readonly string[] {
    const stated = this.ask(name);
    const names: readonly unknown[] = Array.isArray(stated) ? stated.slice(0, 20) : [stated];
    return names.filter((each) => typeof each === 'string');
  }

  has(name: string): boolean {
    return this.ask(name) !== undefined;
  }

  /** @param language of what stands there without one. */
  texts(name: string, language = 'und'): Texts | undefined {
    const stated = this.ask(name);
    if (stated === undefined) return undefined;
    const found = textsIn(stated, language).slice(0, mostTexts);
    const isOdd = found.some((text) => text.language !== language && !isLanguageTag(text.language));
    if (isOdd) this.note('LANGUAGE_TAG', name);
    if (found.length === 0 && stated !== '') this.note('TYPE', name);
    return found.length === 0 ? undefined : found;
  }

  /** An absolute http(s) address. Any other is no address for anybody else: a loss. */
  link(name: string): string | undefined {
    const stated = this.ask(name);
    if (stated === undefined || stated === '') return undefined;
    const parsed = link.safeParse(stated);
    if (!parsed.success) this.#dropped.push(this.at(name));
    return parsed.data;
  }

  /** A DID can hold a whole key, so it is longer than a word. */
  id(name = 'id'): string | undefined {
    const id = this.read(name, identifier)?.trim();
    return id === '' ? undefined : id;
  }

  /** A number, or one written in text, as a decimal is where nothing of it may be lost. */
  decimal(name: string): number | undefined {
    const stated = this.read(name, z.union([amount, amountInText]));
    return stated === undefined ? undefined : Number(String(stated).replace(',', '.'));
  }

  /** The same, where the standard has a number: one in text is said. */
  amount(name: string): number | undefined {
    const found = this.decimal(name);
    if (found !== undefined && typeof this.raw[name] === 'string') this.note('TYPE', name);
    return found;
  }

  /** Short, and as sent. A number where the standard has text is written out, and said. */
  brief(name: string): string | undefined {
    const stated = this.read(name, brief);
    if (typeof stated === 'number') this.note('TYPE', name);
    return stated === undefined || stated === '' ? undefined : String(stated);
  }

  /** As precisely as it stands there: a day, a month or a year. */
  partialDate(name: string): PartialDate | undefined {
    const stated = this.word(name)?.trim();
    if (stated === undefined || stated === '') return undefined;
    return isPartialDate(stated) ? stated : this.date(name);
  }

  /** All elements of a list that may be long, as they are; the one thing that stands in its place. */
  elements(name: string): readonly unknown[] {
    const stated = this.ask(name);
    if (stated === undefined) return [];
    if (!Array.isArray(stated)) return [stated];
    if (stated.length > mostElements) this.note('TOO_LARGE', name);
    const elements: readonly unknown[] = stated.slice(0, mostElements);
    return elements;
  }

  /** Names a field that we know and have no place for. */
  drop(name: string): void {
    this.#dropped.push(this.at(name));
  }
}
