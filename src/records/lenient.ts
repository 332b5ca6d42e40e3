import { z } from 'zod';
import { isObject, type JsonObject } from '../base/index.js';
import { type CalendarDate, readCalendarDate } from './calendar-date.js';
import { lossesOf } from './losses.js';
import type { Notes } from './notes.js';

/** Limits no honest payload meets; they keep one hostile page from filling a pod or a processor. */
const mostElements = 100;
const mostMisfits = 10;
const text = z.string().max(10_000);
const word = z.string().max(200);
// Made once: making a shape costs more than reading by it.
const anyList = z.array(z.unknown());
const object = z.custom<JsonObject>(isObject);

const codeOf = ({ issues }: z.ZodError): string =>
  issues[0]?.code === 'too_big' ? 'TOO_LARGE' : 'TYPE';

/**
 * One object of somebody's document, read leniently: a field that is absent or does not fit is undefined, and what did not
 * fit is noted. It remembers what was asked for; what nobody asked for is a loss. Each standard has a class of its own
 * beneath this one, which is what `inside` gives.
 */
export abstract class Lenient<Self extends Lenient<Self>> {
  readonly #asked = new Map<string, readonly Self[]>();

  constructor(
    readonly raw: JsonObject,
    readonly path: string,
    readonly notes: Notes,
  ) {}

  protected abstract open(raw: JsonObject, path: string): Self;

  /** Whether a field's mere presence would tell too much to name it among the losses. */
  protected isSilent(_name: string): boolean {
    return false;
  }

  note(code: string, name: string): void {
    this.notes.add(code, this.at(name));
  }

  read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const value = this.ask(name);
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
    const elements = this.read(name, anyList) ?? [];
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

  date(name: string): CalendarDate | undefined {
    const raw = this.word(name);
    if (raw === undefined) return undefined;
    const { date, issue } = readCalendarDate(raw);
    if (issue !== undefined) this.note(issue, name);
    return date;
  }

  inside(name: string): Self | undefined {
    const known = this.#asked.get(name)?.[0];
    if (known !== undefined) return known;
    const raw = this.read(name, object);
    if (raw === undefined) return undefined;
    const source = this.open(raw, this.at(name));
    this.#asked.set(name, [source]);
    return source;
  }

  /** The objects of a list, or the one object that stands in its place. */
  each(name: string): readonly Self[] {
    const known = this.#asked.get(name) ?? [];
    if (known.length > 0) return known;
    const found = Array.isArray(this.ask(name))
      ? this.list(name, object)
      : [this.read(name, object)].filter((raw) => raw !== undefined);
    const sources = found.map((raw) => this.open(raw, this.at(name)));
    this.keep(name, sources);
    return sources;
  }

  losses(): readonly string[] {
    return lossesOf(this.raw, this.path, this.#asked, (name) => this.isSilent(name));
  }

  protected at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** What was opened of a field: its losses are the losses there. */
  protected keep(name: string, opened: readonly Self[]): void {
    this.#asked.set(name, opened);
  }

  protected kept(name: string): readonly Self[] | undefined {
    return this.#asked.get(name);
  }

  /** Many systems write null for absent. */
  protected ask(name: string): unknown {
    if (!this.#asked.has(name)) this.#asked.set(name, []);
    const value = Object.hasOwn(this.raw, name) ? this.raw[name] : undefined;
    return value === null ? undefined : value;
  }
}
