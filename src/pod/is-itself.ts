import { Fault } from '../base/index.js';
import { getDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { PersonShape } from './record-shapes.js';
import { readShape } from './shapes.js';
import { type BuildTools, rulesAt } from './stored.js';

type Tools = Pick<BuildTools, 'fetch' | 'accessOf'>;

/**
 * A pod that answers, and does not so much as say where its rules stand, shows none.
 * @param shows asks for what its rules say. @returns false where it shows none.
 */
export async function inItsRules(shows: () => Promise<boolean>): Promise<boolean> {
  try {
    return await shows();
  } catch (error) {
    if (error instanceof Fault && error.kind === 'PodRefused') return false;
    throw error;
  }
}

const showsRules = (tools: Tools, at: string): Promise<boolean> =>
  inItsRules(async () => (await getDocument(tools.fetch, await rulesAt(tools, at))) !== 'refused');

/**
 * Whether the pod says what it must know: what is in every kluis from the day it was opened, and belongs to no grant. One
 * that has not even this to show (it is being restored, or shuts us out) says nothing of what else is there or gone.
 */
export async function isItself(tools: Tools, storage: string): Promise<boolean> {
  const { consent, person } = layoutOf(storage);
  if (!(await showsRules(tools, consent))) return false;
  const found = await getDocument(tools.fetch, person);
  return found !== 'refused' && readShape(PersonShape, found.body) !== undefined;
}
