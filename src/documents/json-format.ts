import type { JsonObject } from '../base/index.js';
import type { DocumentReading, Opened } from './reading.js';

/** How one kind of JSON document is known by its content, and read. Neither throws. */
export interface JsonFormat {
  readonly fits: (value: JsonObject) => boolean;
  readonly read: (value: JsonObject, opened: Opened) => DocumentReading;
}
