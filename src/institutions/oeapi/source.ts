import { z } from 'zod';
import type { JsonObject } from '../../base/index.js';
import {
  type LanguageText,
  Lenient,
  type Notes,
  nameInPath,
  type Texts,
} from '../../records/index.js';
import type { DocumentKind } from './dialect.js';
import type { Lookup } from './document.js';
import { specialFields } from './special.js';

/** What is said of one text; how long is no honest one. */
export const languageText = z.object({
  language: z.string().max(60).optional(),
  value: z.string().max(10_000),
});
const languageTag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
/** Of each kind of document, in the words of version 5. */
const idFieldOf: Readonly<Record<DocumentKind, string>> = {
  'course-offerings': 'offeringId',
  'program-offerings': 'offeringId',
  'component-offerings': 'offeringId',
  'learning-component-offerings': 'offeringId',
  'test-component-offerings': 'offeringId',
  courses: 'courseId',
  programs: 'programId',
  components: 'componentId',
  'learning-components': 'componentId',
  'test-components': 'componentId',
  'education-specifications': 'educationSpecificationId',
  'academic-sessions': 'academicSessionId',
  organizations: 'organizationId',
  attempts: 'attemptId',
};
const consumer = z.looseObject({ consumerKey: z.string().max(200) });

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

/** One object of an OEAPI payload. */
export class Source extends Lenient<Source> {
  constructor(
    raw: JsonObject,
    path: string,
    readonly reading: Reading,
  ) {
    super(raw, path, reading.notes);
  }

  protected override open(raw: JsonObject, path: string): Source {
    return new Source(raw, path, this.reading);
  }

  protected override isSilent(name: string): boolean {
    return specialFields.has(name);
  }

  /** A plain string is how version 4 wrote a name: said, not guessed at. */
  texts(name: string): Texts | undefined {
    if (typeof this.ask(name) === 'string') {
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

  /** The `consumers` of the object, each under the name of its consumer. */
  consumers(): readonly Source[] {
    const known = this.kept('consumers');
    if (known !== undefined) return known;
    const sources = this.list('consumers', consumer).map((raw) =>
      this.open(raw, this.at(`consumers.${nameInPath(raw.consumerKey)}`)),
    );
    for (const source of sources) source.word('consumerKey');
    this.keep('consumers', sources);
    return sources;
  }

  refer(name: string, kind: DocumentKind): Reference {
    const id = this.idOf(name, kind);
    if (typeof this.ask(name) !== 'string') {
      const source = this.inside(name);
      return { ...(id !== undefined && { id }), ...(source !== undefined && { source }) };
    }
    if (id === undefined) return {};
    const raw = this.reading.lookup(kind, id);
    if (raw === undefined) this.note('LOOKUP_MISSING', name);
    return raw === undefined ? { id } : { id, source: this.open(raw, this.at(name)) };
  }

  /** The id of what the property refers to, without opening it. */
  idOf(name: string, kind: DocumentKind): string | undefined {
    const id =
      typeof this.ask(name) === 'string'
        ? this.word(name)
        : this.inside(name)?.word(idFieldOf[kind]);
    return id === '' ? undefined : id;
  }
}
