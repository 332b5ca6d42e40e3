import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Caller, House } from '../flows/index.js';
import { representationsIn } from './representations.js';

type Variables = Readonly<Record<string, unknown>>;

/** Root fields that name a learner or a record, each of them one id whatever it is called. */
const naming = new Set([
  'learner',
  'node',
  'recheckCredential',
  'requestAccess',
  'sharedByLink',
  'deliverResults',
  'withdrawResults',
  'recogniseResult',
  'grantForWard',
  'proposeStep',
  'myProposed',
]);

/**
 * How many learners and records an operation names, found or not: what it costs of who asks. The document is valid and
 * short enough already.
 */
export function idsNamed(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const representations = representationsIn(operation, variables);
  const count = ({ selections }: SelectionSetNode): number => {
    let ids = 0;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) ids += naming.has(node.name.value) ? 1 : representations(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) ids += count(node.selectionSet);
      else {
        const fragment = fragments.get(node.name.value);
        ids += fragment === undefined ? 0 : count(fragment.selectionSet);
      }
    }
    return ids;
  };
  return count(operation.selectionSet);
}

/**
 * Whether this asker may ask this now. Ids are counted, not questions: a hundred in one cost what a hundred questions
 * do. What names nobody, such as what learners ask of their own, is counted apart.
 */
export const mayAsk = ({ rates, meterOf }: House, { principal }: Caller, ids: number) =>
  rates.take(meterOf(principal), ids > 0 ? 'ids' : 'operations', Math.max(ids, 1));
