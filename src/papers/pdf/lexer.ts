import {
  Damaged,
  PdfDict,
  PdfList,
  PdfName,
  PdfRef,
  PdfText,
  type PdfValue,
  type Work,
} from './value.js';

const code = (sign: string): number => sign.charCodeAt(0);
const spaces: ReadonlySet<number> = new Set([0, 9, 10, 12, 13, 32]);
const marks: ReadonlySet<number> = new Set('()<>[]{}/%'.split('').map(code));
const [slash, percent, backslash] = [code('/'), code('%'), code('\\')];
const [opens, closes] = [code('('), code(')')];
const [less, more] = [code('<'), code('>')];
const [begin, end] = [code('['), code(']')];

const mostLevels = 50;
/** Of one name, number or word. */
const mostOfAWord = 400;
/** Of one text. */
const mostOfAText = 1_000_000;

const escaped: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['b', 8],
  ['f', 12],
]);

const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const isWhole = /^\d{1,10}$/;

/** Reads values from one place of some bytes on. @throws Damaged, TooMuch */
export class Lexer {
  constructor(
    readonly bytes: Buffer,
    public at: number,
    readonly work: Work,
  ) {}

  /** Space and comments. */
  skip(): void {
    const from = this.at;
    for (let sign = this.bytes[this.at]; sign !== undefined; sign = this.bytes[this.at]) {
      if (sign === percent) this.#comment();
      else if (spaces.has(sign)) this.at += 1;
      else break;
    }
    this.work.bytes(this.at - from);
  }
  #comment(): void {
    for (let sign = this.bytes[this.at]; sign !== undefined; sign = this.bytes[this.at]) {
      if (sign === 10 || sign === 13) return;
      this.at += 1;
    }
  }

  /** The next signs that mean nothing by themselves: a number, a word, or nothing. */
  word(): string {
    this.skip();
    return this.#run();
  }
  #run(): string {
    const from = this.at;
    for (let sign = this.bytes[this.at]; sign !== undefined; sign = this.bytes[this.at]) {
      if (spaces.has(sign) || marks.has(sign)) break;
      this.at += 1;
      if (this.at - from > mostOfAWord) throw new Damaged();
    }
    this.work.bytes(this.at - from);
    return this.bytes.toString('latin1', from, this.at);
  }
  whole(): number {
    const said = this.word();
    if (!isWhole.test(said)) throw new Damaged();
    return Number(said);
  }
  /** Whether this word comes next; if so it is gone through. */
  takes(word: string): boolean {
    this.skip();
    const from = this.at;
    if (this.#run() === word) return true;
    this.at = from;
    return false;
  }

  value(level = 0): PdfValue {
    this.work.values();
    if (level > mostLevels) throw new Damaged();
    this.skip();
    const sign = this.bytes[this.at];
    if (sign === slash) return new PdfName(this.#name());
    if (sign === opens) return new PdfText(this.#text());
    if (sign === begin) return this.#list(level);
    if (sign === less) {
      return this.bytes[this.at + 1] === less ? this.#dict(level) : new PdfText(this.#hex());
    }
    return this.#plain();
  }

  #name(): string {
    this.at += 1;
    const said = this.#run();
    return said.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  #plain(): PdfValue {
    const said = this.#run();
    if (said === 'true' || said === 'false') return said === 'true';
    if (said === 'null') return null;
    if (!isNumber.test(said)) throw new Damaged();
    const generation = isWhole.test(said) ? this.#generation() : undefined;
    return generation === undefined ? Number(said) : new PdfRef(Number(said), generation);
  }
  /** A number may be the first part of three: number, generation, R. */
  #generation(): number | undefined {
    const from = this.at;
    const said = this.word();
    if (/^\d{1,5}$/.test(said) && this.word() === 'R') return Number(said);
    this.at = from;
    return undefined;
  }

  #list(level: number): PdfList {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === end) break;
      items.push(this.value(level + 1));
    }
    this.at += 1;
    return new PdfList(items);
  }

  #dict(level: number): PdfDict {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === more) break;
      if (this.bytes[this.at] !== slash) throw new Damaged();
      this.work.values();
      const name = this.#name();
      // Which of two is meant, readers do not agree on.
      if (entries.has(name)) throw new Damaged();
      entries.set(name, this.value(level + 1));
    }
    if (this.bytes[this.at + 1] !== more) throw new Damaged();
    this.at += 2;
    return new PdfDict(entries);
  }

  #hex(): Buffer {
    const to = this.bytes.indexOf(more, this.at);
    this.work.bytes((to < 0 ? this.bytes.length : to) - this.at);
    if (to < 0 || to - this.at > mostOfAText) throw new Damaged();
    const said = this.bytes.toString('latin1', this.at + 1, to).replaceAll(/[\0\s]/g, '');
    if (!/^[0-9a-f]*$/i.test(said)) throw new Damaged();
    this.at = to + 1;
    return Buffer.from(said.length % 2 === 0 ? said : `${said}0`, 'hex');
  }

  #text(): Buffer {
    const found: number[] = [];
    this.at += 1;
    const from = this.at;
    for (let inside = 1; inside > 0; ) {
      const sign = this.bytes[this.at];
      if (sign === undefined || found.length >= mostOfAText) throw new Damaged();
      this.at += 1;
      if (sign === backslash) {
        this.#escape(found);
        continue;
      }
      if (sign === opens) inside += 1;
      if (sign === closes) inside -= 1;
      if (inside > 0) found.push(sign);
    }
    this.work.bytes(this.at - from);
    return Buffer.from(found);
  }
  #escape(found: number[]): void {
    const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      this.at += octal.length;
      found.push(Number.parseInt(octal, 8) % 256);
      return;
    }
    const sign = this.bytes[this.at];
    if (sign === undefined) throw new Damaged();
    this.at += 1;
    // A line that goes on.
    if (sign === 10) return;
    if (sign === 13) {
      if (this.bytes[this.at] === 10) this.at += 1;
      return;
    }
    found.push(escaped.get(String.fromCharCode(sign)) ?? sign);
  }
}
