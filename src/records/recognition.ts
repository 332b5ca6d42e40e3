import type { RecordKey } from '../base/index.js';
import type { Texts } from './text.js';

/** That an institution lets something that was learned elsewhere count for a programme of its own. */
export interface Recognition {
  /** Of the catalogue. */
  readonly programme: string;
  /** The institution's own id of it. */
  readonly programmeId: string;
  readonly programmeTitle: Texts;
  /** What counts. In a view only where that is shown too. */
  readonly record?: RecordKey;
  /** The institution's own id of the course that need not be taken. */
  readonly course?: string;
  /** The examination board's own number. */
  readonly reference?: string;
}
