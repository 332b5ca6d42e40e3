import type { DocumentLoader } from 'jsonld-signatures';
import { pinnedContexts } from '../contexts/pinned.js';

/** Vocabularies that are pinned, and what is handed in beside them. Asks nobody else for anything. */
export const pinnedLoader =
  (beside: ReadonlyMap<string, object> = new Map()): DocumentLoader =>
  async (url) => {
    const document = pinnedContexts.get(url) ?? beside.get(url);
    if (document === undefined) throw new Error('not among the pinned documents');
    return { contextUrl: null, documentUrl: url, document };
  };
