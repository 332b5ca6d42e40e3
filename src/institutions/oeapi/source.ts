import { z } from 'zod';
import {
  type CalendarDate,
  type LanguageText,
  readCalendarDate,
  type Texts,
} from '../../records/index.js';
import {
  type DocumentKind,
  idFieldOf,
  isObject,
  type JsonObject,
  type Lookup,
} from './document.js';
import { lossesOf, nameInPath } from './losses.js';
import type { Notes } from './notes.js';

/** Limits no honest payload meets; they keep one hostile page from filling a pod or a processor. */
const mostElements = 100;
const mostMisfits = 10;
const text = z.string().max(10_000);
const word = z.string().max(200);
const languageText = z.object({ language: z.string().max(60).optional(), value: text });
const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const consumer = z.looseObject({ consumerKey: word });

const codeOf = ({ issues }: z.ZodError): string =>
  issues[0]?.code === 'too_big' ? 'TOO_LARGE' : 'TYPE';

/** What every object of one association shares while it is read. */
export interface Reading {
  readonly notes: Notes;
  readonly lookup: Lookup;
}
/** A property that holds an id or the object itself, whichever the server chose. */
export interface Reference {
  readonly id?: string;
  /** Absent where only the id is known. */
  readonly source?: Source;
}

/**
 * One object of a payload, read leniently: a field that is absent or does not fit is undefined, and what did not fit is
 * noted. It remembers what was asked for; what nobody asked for is a loss.
 */
export class Source {
  readonly #asked = new Map<string, readonly Source[]>();

  constructor(
    readonly raw: JsonObject,
    readonly path: string,
    readonly reading: Reading,
  ) {}

  note(code: string, name: string): void {
    this.reading.notes.add(code, this.#at(name));
  }

  read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const value = this.#ask(name);
    if (value === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.note(codeOf(parsed.error), name);
    return undefined;
  }

  text(name: string): string | undefined {
    return this.read(name, text);
  }

  /** A code, a name of a state, a number in words: short. */
  word(name: string): string | undefined {
    return this.read(name, word);
  }

  /** The elements that fit. */
  list<T>(name: string, schema: z.ZodType<T>): readonly T[] {
    const elements = this.read(name, z.array(z.unknown())) ?? [];
    const fitting: T[] = [];
    let misfits = 0;
    for (const element of elements.slice(0, mostElements)) {
      const parsed = schema.safeParse(element);
      if (parsed.success) fitting.push(parsed.data);
      else this.note(codeOf(parsed.error), name);
      misfits += parsed.success ? 0 : 1;
      if (misfits === mostMisfits) break;
    }
    if (elements.length > mostElements) this.note('TOO_LARGE', name);
    return fitting;
  }

  /** A plain string is how version 4 wrote a name: said, not guessed at. */
  texts(name: string): Texts | undefined {
    if (typeof this.#ask(name) === 'string') {
      this.note('OOAPI_LEGACY_SHAPE', name);
      return undefined;
    }
    const found = this.list(name, languageText)
      .filter(({ value }) => value.trim() !== '')
      .map(({ language = 'und', value }): LanguageText => ({ language, value }));
    if (!found.every(({ language }) => languageTag.test(language))) {
      this.note('LANGUAGE_TAG', name);
    }
    return found.length === 0 ? undefined : found;
  }

  date(name: string): CalendarDate | undefined {
    const raw = this.word(name);
    if (raw === undefined) return undefined;
    const { date, issue } = readCalendarDate(raw);
    if (issue !== undefined) this.note(issue, name);
    return date;
  }

  inside(name: string): Source | undefined {
    const known = this.#asked.get(name)?.[0];
    if (known !== undefined) return known;
    const raw = this.read(name, z.custom<JsonObject>(isObject));
    if (raw === undefined) return undefined;
    const source = new Source(raw, this.#at(name), this.reading);
    this.#asked.set(name, [source]);
    return source;
  }

  /** The `consumers` of the object, each under the name of its consumer. */
  consumers(): readonly Source[] {
    const known = this.#asked.get('consumers');
    if (known !== undefined) return known;
    const sources = this.list('consumers', consumer).map(
      (raw) => new Source(raw, this.#at(`consumers.${nameInPath(raw.consumerKey)}`), this.reading),
    );
    for (const source of sources) source.word('consumerKey');
    this.#asked.set('consumers', sources);
    return sources;
  }

  refer(name: string, kind: DocumentKind): Reference {
    const id = this.idOf(name, kind);
    if (typeof this.#ask(name) !== 'string') {
      const source = this.inside(name);
      return { ...(id !== undefined && { id }), ...(source !== undefined && { source }) };
    }
    if (id === undefined) return {};
    const raw = this.reading.lookup(kind, id);
    if (raw === undefined) this.note('LOOKUP_MISSING', name);
    return raw === undefined
      ? { id }
      : { id, source: new Source(raw, this.#at(name), this.reading) };
  }

  /** The id of what the property refers to, without opening it. */
  idOf(name: string, kind: DocumentKind): string | undefined {
    const id =
      typeof this.#ask(name) === 'string'
        ? this.word(name)
        : this.inside(name)?.word(idFieldOf[kind]);
    return id === '' ? undefined : id;
  }

  losses(): readonly string[] {
    return lossesOf(this.raw, this.path, this.#asked);
  }

  #at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** OEAPI systems write null for absent. */
  #ask(name: string): unknown {
    if (!this.#asked.has(name)) this.#asked.set(name, []);
    const value = Object.hasOwn(this.raw, name) ? this.raw[name] : undefined;
    return value === null ? undefined : value;
  }
}
