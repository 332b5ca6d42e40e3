import { Kind, parse, print, type TypeNode } from 'graphql';
import { type ViewerKind, viewerQuery } from './viewer.js';

const documents = import.meta.glob<string>('../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** From who one is to a first answer, in order. */
const building = [
  'Viewer',
  'TestLearners',
  'RequestAccess',
  'ConsentedLearners',
  'LearnerRecords',
  'LearnerClaims',
] as const;

/** Which operations of the contract are ready in tabs, by who is asking. */
const operationsFor: Readonly<Record<ViewerKind, readonly string[]>> = {
  LEARNER: ['MyRecords', 'MyGrants', 'MyRequests', 'MyAccessLog'],
  ADVISER: ['ConsentedLearners', 'LearnerRecords', 'RequestAccess'],
  INSTITUTION: ['Viewer', 'Receipts'],
  GUEST: building,
  APP: building,
};

export interface StarterTab {
  readonly query: string;
  readonly variables: string | null;
}

/** The contract's own documents; an operation the contract does not have (yet) is left out. */
export function starterTabs(kind: ViewerKind): StarterTab[] {
  const tabs = operationsFor[kind].flatMap((name) => {
    const query = documents[`../../../schema/operations/${name}.graphql`];
    return query === undefined ? [] : [{ query, variables: variablesToFill(query) }];
  });
  return tabs.length > 0 ? tabs : [{ query: viewerQuery, variables: null }];
}

/** The variables that must be given, with an empty value of the right sort: the editor points out the rest. */
function variablesToFill(query: string): string | null {
  const variables = parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
  const required = variables.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  );
  if (required.length === 0) return null;
  const entries = required.map(({ variable, type }) => [variable.name.value, emptyValue(type)]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

function emptyValue(type: TypeNode): unknown {
  const name = print(type).replace('!', '');
  if (name.startsWith('[')) return [];
  return name.endsWith('Input') ? {} : '';
}
