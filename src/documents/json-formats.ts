import type { JsonObject } from '../base/index.js';
import { elmJson } from './elm/elm-json.js';
import { elmoJson } from './elmo/elmo-json.js';
import type { DocumentReading, Opened } from './reading.js';

/** How one kind of JSON document is known by its content, and read. Neither throws. */
export interface JsonFormat {
  readonly fits: (value: JsonObject) => boolean;
  readonly read: (value: JsonObject, opened: Opened) => DocumentReading;
}

/** The first that fits reads it: what is more particular stands before what is more general. */
export const jsonFormats: readonly JsonFormat[] = [elmJson, elmoJson];
