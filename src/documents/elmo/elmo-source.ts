import { z } from 'zod';
import { isObject, type JsonObject } from '../../base/index.js';
import type { LanguageText, Texts } from '../../records/index.js';
import { isLanguageTag } from '../language.js';
import { isMojibake } from '../mojibake.js';
import { Zoned } from '../zoned.js';

const text = z.string().max(10_000);
const number = z.number().min(-1e9).max(1e9);
/** A text, or a text beside its attributes. */
const saying = z.union([
  text,
  number,
  z.object({ value: z.union([text, number]), lang: z.string().max(60).nullish() }),
]);
const decimal = /^[+-]?\d{1,9}(?:[.,]\d{1,6})?$/;

/** Who somebody is to a state: of no use to a learner's record, and not even named. */
const silent: ReadonlySet<string> = new Set(['identifier', 'citizenship', 'gender']);

interface Said {
  readonly value: string;
  readonly lang?: string;
}
function saidBy(read: z.infer<typeof saying>): Said {
  if (typeof read !== 'object') return { value: String(read) };
  const { value, lang } = read;
  return typeof lang === 'string' ? { value: String(value), lang } : { value: String(value) };
}

/** xs:token: a title is one line, whatever lines its file has. */
const asToken = (value: string): string => value.replace(/[ \t\r\n]+/g, ' ').trim();

/** One element of an ELMO document, from XML or from JSON. */
export class ElmoSource extends Zoned<ElmoSource> {
  protected override open(raw: JsonObject, path: string): ElmoSource {
    return new ElmoSource(raw, path, this.notes, this.country);
  }

  protected override isSilent(name: string): boolean {
    return this.path.endsWith('learner') && silent.has(name);
  }

  /** An empty element says nothing; only that something was taken is said by its mere standing there. */
  protected override ask(name: string): unknown {
    const value = super.ask(name);
    const isEmpty = isObject(value) && Object.keys(value).length === 0;
    return isEmpty && name !== 'learningOpportunityInstance' ? undefined : value;
  }

  #said(name: string): readonly Said[] {
    return this.elements(name).flatMap((element) => {
      const parsed = saying.safeParse(element);
      if (!parsed.success) this.note('TYPE', name);
      else if (saidBy(parsed.data).value.trim() !== '') return [saidBy(parsed.data)];
      return [];
    });
  }

  /** One line; the first where several are given. */
  token(name: string): string | undefined {
    const first = this.#said(name)[0]?.value;
    return first === undefined ? undefined : asToken(first);
  }

  tokens(name: string): readonly string[] {
    return this.#said(name).map(({ value }) => asToken(value));
  }

  amount(name: string): number | undefined {
    const said = this.token(name);
    if (said === undefined) return undefined;
    if (decimal.test(said)) return Number(said.replace(',', '.'));
    this.note('TYPE', name);
    return undefined;
  }

  /** In all languages. @param keepLines for descriptions, whose lines mean something. */
  texts(name: string, keepLines = false): Texts | undefined {
    const texts = this.#said(name).map(
      ({ value, lang }): LanguageText => ({
        language: lang === undefined || lang === '' ? 'und' : lang,
        value: keepLines ? value.trim() : asToken(value),
      }),
    );
    if (texts.some(({ language }) => !isLanguageTag(language))) this.note('LANGUAGE_TAG', name);
    if (texts.some(({ value }) => isMojibake(value))) this.note('MOJIBAKE_SUSPECTED', name);
    return texts.length === 0 ? undefined : texts;
  }

  /** `identifier` and what is like it: a code with its type. */
  codes(name: string): readonly { readonly type: string; readonly code: string }[] {
    return this.each(name).flatMap((source) => {
      const [type, code] = [source.token('type'), source.token('value')];
      return code === undefined ? [] : [{ type: type ?? 'unknown', code }];
    });
  }
}
