import type { TypedDocumentString } from '../../schema/generated/graphql.js';
import type { Person } from './person.js';

interface GraphAnswer<Result> {
  readonly data: Result;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}
const isAnswer = <Result>(value: unknown): value is GraphAnswer<Result> =>
  typeof value === 'object' && value !== null && 'data' in value;

/** @throws where it is no answer of a graph. */
export function answerIn<Result, Variables>(
  _to: TypedDocumentString<Result, Variables>,
  text: string,
): GraphAnswer<Result> {
  const value: unknown = JSON.parse(text);
  if (!isAnswer<Result>(value)) throw new Error('no answer of a graph');
  return value;
}

/** Asks the graph as the page of this person does: for what a test needs beside what it shows. @throws where it is refused. */
export async function asks<Result, Variables>(
  { page }: Person,
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await page.request.post(`${url}/graphql`, {
    headers: { 'apollo-require-preflight': '1', 'x-csrf': '1' },
    data: { query: document.toString(), variables },
  });
  const { data, errors = [] } = answerIn(document, await response.text());
  if (errors.length > 0) throw new Error(errors.map(({ extensions }) => extensions.code).join());
  return data;
}
