import type { Quad, Term } from 'n3';
import type { JsonObject } from '../../base/index.js';

const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const credential = 'http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential';
const mostDepth = 24;
/** What is pointed at from many sides is written out each time: so many times and no more. */
const mostObjects = 5000;

/** Where the JSON of a European credential has another word than the vocabulary. */
const terms: Readonly<Record<string, string>> = {
  'http://purl.org/dc/terms/type': 'dcType',
  'http://data.europa.eu/snb/model/elm/EQFLevel': 'eqfLevel',
  'http://data.europa.eu/snb/model/elm/NQFLevel': 'nqfLevel',
  'http://data.europa.eu/snb/model/elm/ISCEDFCode': 'thematicArea',
  'http://data.europa.eu/snb/model/elm/contentUrl': 'contentURL',
};
const localName = (iri: string): string =>
  iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
const termOf = (iri: string): string => terms[iri] ?? localName(iri);

type Subjects = ReadonlyMap<string, readonly Quad[]>;

class Unreadable extends Error {}

/** Triples as the tree that the JSON of the same credential is. */
class Trees {
  #objects = 0;

  constructor(readonly subjects: Subjects) {}

  of({ termType, value: id }: Term, above: readonly string[]): JsonObject {
    this.#objects += 1;
    if (this.#objects > mostObjects || above.length > mostDepth) throw new Unreadable();
    const quads = this.subjects.get(id) ?? [];
    const types = quads.filter(({ predicate }) => predicate.value === rdfType);
    const members = new Map<string, unknown>();
    // What has no name of its own gets one from the parser, another each time.
    if (termType === 'NamedNode') members.set('id', id);
    const words = types.map(({ object }) => localName(object.value));
    if (words.length > 0) members.set('type', words);
    const others = quads.filter(({ predicate }) => predicate.value !== rdfType);
    for (const [name, said] of Map.groupBy(others, ({ predicate }) => termOf(predicate.value))) {
      const objects = said.map(({ object }) => object);
      members.set(name, languagesOf(objects) ?? this.#values(objects, [...above, id]));
    }
    return Object.fromEntries(members);
  }

  #values(objects: readonly Term[], above: readonly string[]): unknown {
    const values = objects.map((object): unknown => {
      if (object.termType === 'Literal') return object.value;
      return above.includes(object.value) ? { id: object.value } : this.of(object, above);
    });
    return values.length === 1 ? values[0] : values;
  }
}

/** Texts with a language each, as a map by language. */
function languagesOf(objects: readonly Term[]): JsonObject | undefined {
  const byLanguage = new Map<string, string[]>();
  for (const object of objects) {
    if (object.termType !== 'Literal' || object.language === '') return undefined;
    byLanguage.set(object.language, [...(byLanguage.get(object.language) ?? []), object.value]);
  }
  return Object.fromEntries(
    [...byLanguage].map(([language, values]) => [
      language,
      values.length === 1 ? values[0] : values,
    ]),
  );
}

/** The one European credential that is said; none; or what is more than we take apart. */
export function credentialIn(quads: readonly Quad[]): JsonObject | 'NONE' | 'UNREADABLE' {
  const subjects = Map.groupBy(quads, ({ subject }) => subject.value);
  const [found, ...more] = quads.filter(
    ({ predicate, object }) => predicate.value === rdfType && object.value === credential,
  );
  if (found === undefined) return 'NONE';
  if (more.length > 0) return 'UNREADABLE';
  try {
    return new Trees(subjects).of(found.subject, []);
  } catch (error) {
    if (error instanceof Unreadable) return 'UNREADABLE';
    throw error;
  }
}
