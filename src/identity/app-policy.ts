import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { asWebId, type ClientId, clientId, type WebId } from '../base/index.js';

type PersonOf = (ctx: KoaContextWithOIDC) => WebId | undefined;

/** Of whom a request was made: who was signed in in that browser at that moment. */
export const personIn = (prompt: { readonly details: object }): WebId | undefined =>
  'person' in prompt.details && typeof prompt.details.person === 'string'
    ? asWebId(prompt.details.person)
    : undefined;

/** What stands between letters, or ends a text: no app has a use for it, and whoever keeps or shows it may stumble. */
const control = /\p{Cc}/u;
const isLegible = (ctx: KoaContextWithOIDC): boolean =>
  !Object.values(ctx.oidc.params ?? {}).some(
    (value) => typeof value === 'string' && control.test(value),
  );

/** Characters of a question, from `/authorize` on. Who signs in first is kept a way back to it, of 2,000 with `/oidc`. */
const longestQuestion = 1995;
function whatIsOdd(ctx: KoaContextWithOIDC): string | undefined {
  if (!isLegible(ctx)) return 'a control character';
  return (ctx.req.url ?? '').length > longestQuestion ? 'the question is too long' : undefined;
}

/** The app hears what it hears of a no. @param why for us alone. */
const no = (why: string) => new errors.AccessDenied(undefined, why);

/**
 * When our page has to ask somebody: always. Nothing that was said before is taken for a yes now, whatever the app
 * sends. Who is signed in may not have changed between the question and the answer.
 */
export function appPolicy(
  personOf: PersonOf,
  mayAsk: (client: ClientId, person: WebId) => Promise<boolean>,
) {
  const { Check, Prompt } = interactionPolicy;
  const details = async (ctx: KoaContextWithOIDC) => ({ person: personOf(ctx) });
  const isUnanswered = async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const odd = whatIsOdd(ctx);
    if (odd !== undefined) throw new errors.InvalidRequest(odd);
    const person = personOf(ctx);
    if (person === undefined) throw no('nobody is signed in');
    const { result, client } = ctx.oidc;
    if (result?.login !== undefined) {
      if (result.login.accountId === person) return Check.NO_NEED_TO_PROMPT;
      throw no('somebody else is signed in by now');
    }
    if (ctx.oidc.prompts.has('none')) return Check.REQUEST_PROMPT;
    if (await mayAsk(clientId(client?.clientId ?? ''), person)) return Check.REQUEST_PROMPT;
    throw no('not asked');
  };
  const unanswered = () =>
    new Check('unanswered', 'the person is asked', 'interaction_required', isUnanswered);
  // By these names libraries ask for it; all lead to the one page.
  return [
    new Prompt({ name: 'connect', requestable: false }, details, unanswered()),
    new Prompt({ name: 'login', requestable: true }, details),
    new Prompt({ name: 'consent', requestable: true }, details),
  ];
}
