import { Lexer } from './lexer.js';
import { type Place, type PlacesIn, placesIn } from './places.js';
import { type Packing, unfiltered } from './unfilter.js';
import {
  Damaged,
  PdfDict,
  PdfList,
  PdfName,
  PdfRef,
  PdfStream,
  type PdfValue,
  Work,
} from './value.js';

/** Things that were packed together, and where in what comes out each begins. */
interface Container {
  readonly bytes: Buffer;
  readonly starts: ReadonlyMap<number, number>;
}
const mostContainerBytes = 32_000_000;

/** A PDF that a stranger made: values by number, each read when it is asked for, and once. */
export class PdfFile implements PlacesIn {
  readonly work = new Work();
  readonly #places: ReadonlyMap<number, Place>;
  readonly #trailer: PdfDict;
  readonly #read = new Map<number, PdfValue>();
  readonly #containers = new Map<number, Container>();
  /** Being opened: what is needed for that cannot stand in them. */
  readonly #opening = new Set<number>();

  /** @throws Damaged; Encrypted; TooMuch */
  constructor(readonly bytes: Buffer) {
    this.#places = new Map();
    const { places, trailer } = placesIn(this);
    this.#places = places;
    this.#trailer = trailer;
  }

  get root(): PdfDict {
    return this.dict(this.#trailer.entries.get('Root'));
  }

  lexerAt(at: number): Lexer {
    if (at >= this.bytes.length) throw new Damaged();
    return new Lexer(this.bytes, at, this.work);
  }
  streamAt(at: number): PdfStream {
    const { value } = this.#thingAt(at);
    if (!(value instanceof PdfStream)) throw new Damaged();
    return value;
  }

  /** `12 0 obj`, a value, and after it perhaps bytes. */
  #thingAt(at: number): { readonly id: number; readonly value: PdfValue } {
    const lexer = this.lexerAt(at);
    const id = lexer.whole();
    lexer.whole();
    if (!lexer.takes('obj')) throw new Damaged();
    const value = lexer.value();
    if (!(value instanceof PdfDict) || !lexer.takes('stream')) return { id, value };
    const isLong = this.bytes[lexer.at] === 13;
    const from = lexer.at + (isLong ? 2 : 1);
    if (this.bytes[from - 1] !== 10) throw new Damaged();
    return { id, value: new PdfStream(value, from) };
  }

  /** What a value comes to, wherever it stands. What is nowhere is nothing, as the format has it. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; found instanceof PdfRef; steps += 1) {
      if (steps > 8) throw new Damaged();
      found = this.#numbered(found.id);
    }
    return found;
  }
  #numbered(id: number): PdfValue {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const value = this.#found(id, this.#places.get(id));
    this.#read.set(id, value);
    return value;
  }
  #found(id: number, place: Place | undefined): PdfValue {
    if (place === undefined || place.kind === 'free') return null;
    if (place.kind === 'among') return this.#among(id, place.container);
    const thing = this.#thingAt(place.at);
    if (thing.id !== id) throw new Damaged();
    return thing.value;
  }
  #among(id: number, number: number): PdfValue {
    const container = this.#containers.get(number) ?? this.#open(number);
    this.#containers.set(number, container);
    const start = container.starts.get(id);
    return start === undefined ? null : new Lexer(container.bytes, start, this.work).value();
  }

  #open(number: number): Container {
    if (this.#places.get(number)?.kind !== 'at' || this.#opening.has(number)) throw new Damaged();
    this.#opening.add(number);
    const stream = this.#numbered(number);
    if (!(stream instanceof PdfStream)) throw new Damaged();
    const { entries } = stream.dict;
    const [count, first] = ['N', 'First'].map((name) => this.resolve(entries.get(name)));
    if (typeof count !== 'number' || typeof first !== 'number') throw new Damaged();
    const bytes = this.content(stream, mostContainerBytes);
    const lexer = new Lexer(bytes, 0, this.work);
    const starts = new Map<number, number>();
    for (let n = 0; n < count; n += 1) {
      this.work.values();
      const id = lexer.whole();
      // Which of two is meant, readers do not agree on.
      if (starts.has(id)) throw new Damaged();
      starts.set(id, first + lexer.whole());
    }
    this.#opening.delete(number);
    return { bytes, starts };
  }

  dict(value: PdfValue | undefined): PdfDict {
    const found = this.resolve(value);
    return found instanceof PdfDict ? found : new PdfDict(new Map());
  }
  list(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value);
    if (!(found instanceof PdfList)) return [];
    // Many may lead to one list.
    this.work.values(found.items.length);
    return found.items;
  }

  #packingOf({ entries }: PdfDict): Packing {
    const said = this.resolve(entries.get('Filter'));
    const all = said instanceof PdfName ? [said] : this.list(said);
    if (all.length === 0 && said !== null && !(said instanceof PdfList)) throw new Damaged();
    const filters = all.map((one) => {
      const name = this.resolve(one);
      if (!(name instanceof PdfName)) throw new Damaged();
      return name.name;
    });
    const parameters = this.resolve(entries.get('DecodeParms'));
    const [first = parameters] = this.list(parameters);
    const { entries: told } = this.dict(first);
    const number = (name: string, usual = 1): number => {
      const value = this.resolve(told.get(name));
      return typeof value === 'number' ? value : usual;
    };
    const isPlain = number('Colors') === 1 && number('BitsPerComponent', 8) === 8;
    return {
      filters,
      rows: { predictor: number('Predictor'), columns: number('Columns'), isPlain },
    };
  }

  /**
   * The bytes of a stream as they were before they were put into the file.
   * @throws Damaged; TooLarge for more than `most`; TooMuch
   */
  content({ dict, from }: PdfStream, most: number): Buffer {
    const length = this.resolve(dict.entries.get('Length'));
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw new Damaged();
    const to = from + length;
    if (to > this.bytes.length || !this.lexerAt(to).takes('endstream')) throw new Damaged();
    return unfiltered(this.bytes.subarray(from, to), this.#packingOf(dict), most, this.work);
  }
}
