import { Lexer } from './lexer.js';
import { isWhole, type Place, type PlacesIn, placesIn } from './places.js';
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

/** Things that were packed together, in their order, and where in what comes out each begins. */
interface Container {
  readonly bytes: Buffer;
  readonly all: readonly { readonly id: number; readonly start: number }[];
}
const mostContainerBytes = 32_000_000;

interface Thing {
  readonly id: number;
  readonly generation: number;
  readonly value: PdfValue;
}
type Taken = Exclude<Place, { kind: 'free' }>;

/** What attachments and tables do not say of their bytes. */
const unheard = ['F', 'FFilter', 'FDecodeParms', 'DP', 'Fl'];

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

  /** Where it has no pages, readers look for another one. */
  get root(): PdfDict {
    const root = this.#wanted(this.#trailer.entries.get('Root'));
    this.#wanted(root.entries.get('Pages'));
    return root;
  }
  #wanted(value: PdfValue | undefined): PdfDict {
    const found = this.resolve(value);
    if (!(found instanceof PdfDict)) throw new Damaged();
    return found;
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
  #thingAt(at: number): Thing {
    const lexer = this.lexerAt(at);
    const [id, generation] = [lexer.whole(), lexer.whole()];
    if (!lexer.takes('obj')) throw new Damaged();
    const value = lexer.value();
    if (!(value instanceof PdfDict) || !lexer.takes('stream')) return { id, generation, value };
    const isLong = this.bytes[lexer.at] === 13;
    const from = lexer.at + (isLong ? 2 : 1);
    if (this.bytes[from - 1] !== 10) throw new Damaged();
    return { id, generation, value: new PdfStream(value, from) };
  }

  /** What a value comes to, wherever it stands. What is nowhere is nothing, as the format has it. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; found instanceof PdfRef; steps += 1) {
      if (steps > 8) throw new Damaged();
      found = this.#referred(found);
    }
    return found;
  }
  #referred({ id, generation }: PdfRef): PdfValue {
    const place = this.#places.get(id);
    if (place === undefined || place.kind === 'free') return null;
    const own = place.kind === 'at' ? place.generation : 0;
    // Of another generation than there is, some readers look for it by themselves.
    if (generation !== own) throw new Damaged();
    return this.#numbered(id, place);
  }
  #numbered(id: number, place: Taken): PdfValue {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const value = place.kind === 'at' ? this.#alone(id, place) : this.#among(id, place);
    this.#read.set(id, value);
    return value;
  }
  #alone(id: number, { at, generation }: Extract<Place, { kind: 'at' }>): PdfValue {
    const thing = this.#thingAt(at);
    if (thing.id !== id || thing.generation !== generation) throw new Damaged();
    return thing.value;
  }
  #among(id: number, { container, index }: Extract<Place, { kind: 'among' }>): PdfValue {
    const opened = this.#containers.get(container) ?? this.#open(container);
    this.#containers.set(container, opened);
    const said = opened.all[index];
    // By the table, or by the container: readers do not agree on which is meant.
    if (said?.id !== id) throw new Damaged();
    const lexer = new Lexer(opened.bytes, said.start, this.work);
    const value = lexer.value();
    // Some readers end it where the next one begins.
    if (lexer.at > (opened.all[index + 1]?.start ?? lexer.at)) throw new Damaged();
    return value;
  }

  #open(number: number): Container {
    const place = this.#places.get(number);
    if (place?.kind !== 'at' || this.#opening.has(number)) throw new Damaged();
    this.#opening.add(number);
    const stream = this.#numbered(number, place);
    if (!(stream instanceof PdfStream)) throw new Damaged();
    const { entries } = stream.dict;
    const [count, first] = ['N', 'First'].map((name) => this.resolve(entries.get(name)));
    if (!isWhole(count) || !isWhole(first)) throw new Damaged();
    const bytes = this.content(stream, mostContainerBytes);
    const lexer = new Lexer(bytes, 0, this.work);
    const all: { readonly id: number; readonly start: number }[] = [];
    for (let n = 0; n < count; n += 1) {
      this.work.values();
      all.push({ id: lexer.whole(), start: first + lexer.whole() });
    }
    // Which of two is meant, readers do not agree on.
    if (new Set(all.map(({ id }) => id)).size < count) throw new Damaged();
    this.#opening.delete(number);
    return { bytes, all };
  }

  /** Empty where there is none. What is something else, another reader may see something in. */
  dict(value: PdfValue | undefined): PdfDict {
    const found = this.resolve(value);
    if (found === null) return new PdfDict(new Map());
    if (!(found instanceof PdfDict)) throw new Damaged();
    return found;
  }
  /** The same of a list. */
  list(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value);
    if (found === null) return [];
    if (!(found instanceof PdfList)) throw new Damaged();
    // Many may lead to one list.
    this.work.values(found.items.length);
    return found.items;
  }

  /** The same of a name. */
  name(value: PdfValue | undefined): string | undefined {
    const found = this.resolve(value);
    if (found !== null && !(found instanceof PdfName)) throw new Damaged();
    return found?.name;
  }

  /** One, or a list of them. Readers do not agree on what the one is worth to a list of the other. */
  #packedBy({ entries }: PdfDict): {
    readonly filters: readonly PdfValue[];
    readonly by: PdfValue;
  } {
    const filter = this.resolve(entries.get('Filter'));
    const by = this.resolve(entries.get('DecodeParms'));
    if (!(filter instanceof PdfList)) {
      return { filters: filter === null ? [] : [filter], by };
    }
    const filters = this.list(filter);
    if (by === null) return { filters, by };
    const [first = null] = this.list(by);
    if (this.list(by).length !== filters.length) throw new Damaged();
    return { filters, by: this.resolve(first) };
  }
  #packingOf(dict: PdfDict): Packing {
    // That it is packed in words that only some readers know, or that its bytes are in another file.
    if (unheard.some((name) => dict.entries.has(name))) throw new Damaged();
    const { filters, by } = this.#packedBy(dict);
    const { entries: told } = this.dict(by);
    const number = (name: string, usual = 1): number => {
      const value = this.resolve(told.get(name)) ?? usual;
      if (!isWhole(value)) throw new Damaged();
      return value;
    };
    const isPlain = number('Colors') === 1 && number('BitsPerComponent', 8) === 8;
    return {
      filters: filters.map((one) => {
        const name = this.resolve(one);
        if (!(name instanceof PdfName)) throw new Damaged();
        return name.name;
      }),
      rows: { predictor: number('Predictor'), columns: number('Columns'), isPlain },
    };
  }

  /**
   * The bytes of a stream as they were before they were put into the file.
   * @throws Damaged; TooLarge for more than `most`; TooMuch
   */
  content({ dict, from }: PdfStream, most: number): Buffer {
    const length = this.resolve(dict.entries.get('Length'));
    if (!isWhole(length)) throw new Damaged();
    const to = from + length;
    if (to > this.bytes.length || !this.lexerAt(to).takes('endstream')) throw new Damaged();
    return unfiltered(this.bytes.subarray(from, to), this.#packingOf(dict), most, this.work);
  }
}
