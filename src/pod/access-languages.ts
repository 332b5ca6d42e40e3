import type { WebId } from '../base/index.js';
import { containerRules, documentRules, keptRules, type Reader } from './access-rules.js';
import { type FoundReader, readersInRules } from './rule-readers.js';
import { wacReaders } from './wac-readers.js';
import { wacRules } from './wac-rules.js';

/** Who may do everything in a kluis: its learner and the builder. */
export interface Keepers {
  readonly owner: WebId;
  readonly builder: Reader;
}

/** The words in which a pod is told whom it lets in. */
export interface AccessLanguage {
  readonly kind: 'ACP' | 'WAC';
  /** Whether a rule can say by which app, and whose login, somebody has to come. */
  readonly tellsAppsApart: boolean;
  /** Whether rules of its own take the place of those above, or add to them. */
  readonly takesPlaceOfAbove: boolean;
  /** Reading of one document. */
  documentRules(at: string, readers: readonly Reader[], keepers: Keepers): string;
  /** Reading of a container and all that is or comes in it. */
  containerRules(at: string, readers: readonly Reader[], keepers: Keepers): string;
  /** A container of our own in somebody's pod: for its keepers and nobody else. */
  keptRules(at: string, keepers: Keepers): string;
  /** Whom rules of a container let in everywhere below it, whatever the rules there say. @returns undefined as below. */
  inheritedIn(turtle: string, at: string, place: string): readonly FoundReader[] | undefined;
  /** Whom rules let in. @returns undefined for what we cannot go through. */
  readersIn(turtle: string, at: string, place: string): readonly FoundReader[] | undefined;
}

/** What a keeper may do is inherited from above, so it is said once. */
export const acp: AccessLanguage = {
  kind: 'ACP',
  tellsAppsApart: true,
  takesPlaceOfAbove: false,
  documentRules,
  containerRules,
  keptRules,
  inheritedIn: (turtle, at, place) => readersInRules(turtle, at, place, ['memberAccessControl']),
  readersIn: readersInRules,
};

/**
 * An agent and no more than that. Each rule takes the place of those above it, so the keepers stand in every one. For our
 * own agents it is enough: their documents name our issuer alone, and a delegate is made of grant, asker, client and purpose.
 */
export const wac: AccessLanguage = {
  kind: 'WAC',
  tellsAppsApart: false,
  takesPlaceOfAbove: true,
  documentRules: (at, readers, keepers) => wacRules(at, readers, keepers, 'document'),
  containerRules: (at, readers, keepers) => wacRules(at, readers, keepers, 'container'),
  keptRules: (at, keepers) => wacRules(at, [], keepers, 'container'),
  // Rules of its own take the place of those above.
  inheritedIn: () => [],
  readersIn: wacReaders,
};
