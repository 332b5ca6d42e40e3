/** What a code says to a person. A sentence names no value of the document; what stands in a place is put after it. */
export interface Sentence {
  readonly nl: string;
  readonly en: string;
}
