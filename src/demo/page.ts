import { z } from 'zod';

const Answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).optional(),
});

/** The graph as our own page asks it, for one who is signed in. @throws Error when it gives an error. */
export type Page = (query: string, variables: object) => Promise<Readonly<Record<string, unknown>>>;

/** Signs somebody of the demo in, over HTTP. */
export async function signedInAt(origin: string, persona: string): Promise<Page> {
  const login = await fetch(`${origin}/demo/${persona}`, { redirect: 'manual' });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async (query, variables) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        'apollo-require-preflight': '1',
        'x-csrf': '1',
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = Answer.safeParse(await response.json().catch(() => undefined));
    if (!response.ok || !answer.data?.data || answer.data.errors !== undefined) {
      throw new Error('The demo got no good answer; the log says which part failed.');
    }
    return answer.data.data;
  };
}
