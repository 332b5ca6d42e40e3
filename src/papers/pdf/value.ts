/** `/Names`: a name of the format, as against text of somebody. */
export class PdfName {
  constructor(readonly name: string) {}
}
export class PdfText {
  constructor(readonly bytes: Buffer) {}
}
/** `12 0 R`: what stands elsewhere in the file under that number. */
export class PdfRef {
  constructor(
    readonly id: number,
    readonly generation: number,
  ) {}
}
export class PdfList {
  constructor(readonly items: readonly PdfValue[]) {}
}
export class PdfDict {
  constructor(readonly entries: ReadonlyMap<string, PdfValue>) {}
}
/** A dictionary with bytes after it; how many is looked up when they are asked for. */
export class PdfStream {
  constructor(
    readonly dict: PdfDict,
    /** Where in the file its bytes begin. */
    readonly from: number,
  ) {}
}
export type PdfValue =
  | number
  | boolean
  | null
  | PdfName
  | PdfText
  | PdfRef
  | PdfList
  | PdfDict
  | PdfStream;

/** It is not written as the format says. */
export class Damaged extends Error {}
/** It was made to cost more than any honest one. */
export class TooMuch extends Error {}
/** Only who has its password may read it. */
export class Encrypted extends Error {}

/** What reading one file may cost, whatever it says of itself: places may overlap, and lead to each other. */
export class Work {
  #values = 2_000_000;
  #bytes = 250_000_000;

  values(count = 1): void {
    this.#values -= count;
    if (this.#values < 0) throw new TooMuch();
  }
  /** Bytes that were gone through, or came out of what was packed. */
  bytes(count: number): void {
    this.#bytes -= count;
    if (this.#bytes < 0) throw new TooMuch();
  }
}
