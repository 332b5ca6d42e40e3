import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** All that whoever holds a link can ask: what it shares. */
const open: ReadonlySet<string> = new Set(['sharedByLink', '__typename']);

/** Whether an operation asks nothing but that. The document is valid already, so fragments do not go round. */
export function asksOnlyByLink(
  { definitions }: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): boolean {
  const fragments = new Map(
    definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node.selectionSet]),
  );
  const isOpen = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).every((node) => {
      if (node.kind === Kind.FIELD) return open.has(node.name.value);
      if (node.kind === Kind.INLINE_FRAGMENT) return isOpen(node.selectionSet);
      return isOpen(fragments.get(node.name.value));
    });
  return isOpen(selectionSet);
}
