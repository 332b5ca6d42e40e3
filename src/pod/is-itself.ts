import { getDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { PersonShape } from './record-shapes.js';
import { readShape } from './shapes.js';
import { type BuildTools, rulesAt } from './stored.js';

/**
 * Whether the pod says what it must know: what is in every kluis from the day it was opened, and belongs to no grant. One
 * that has not even this to show (it is being restored, or shuts us out) says nothing of what else is there or gone.
 */
export async function isItself(
  tools: Pick<BuildTools, 'fetch' | 'accessOf'>,
  storage: string,
): Promise<boolean> {
  const { consent, person } = layoutOf(storage);
  if ((await getDocument(tools.fetch, await rulesAt(tools, consent))) === 'refused') return false;
  const found = await getDocument(tools.fetch, person);
  return found !== 'refused' && readShape(PersonShape, found.body) !== undefined;
}
