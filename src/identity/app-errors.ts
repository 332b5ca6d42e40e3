import { type ErrorOut, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { type ClientId, clientId } from '../base/index.js';

const texts = {
  nl: {
    sorry: 'Deze app kan je nu niet laten inloggen',
    why: 'Wat de app vraagt klopt niet, of de app mag het nu niet vragen. Wij weten niet van wie de app is. Daarom sturen we je er niet vanzelf naartoe.',
    on: 'Terug naar de app, op',
  },
  en: {
    sorry: 'This app cannot sign you in now',
    why: 'What the app asks is not right, or it may not ask it now. We do not know whose app it is. That is why we do not send you there unasked.',
    on: 'Back to the app, at',
  },
} as const;

const startAgain =
  'Deze app kan je nu niet laten inloggen: wat de app vraagt klopt niet, of het duurde te lang. Begin opnieuw in de app.\n' +
  'This app cannot sign you in now: what it asks is not right, or it took too long. Start again in the app.\n';

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');

function pageTo(to: URL, language: 'nl' | 'en'): string {
  const { sorry, why, on } = texts[language];
  return `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"/><title>${sorry}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<link rel="icon" href="/favicon.svg"/><link rel="stylesheet" href="/plain.css"/></head>
<body><header><strong>Leerkluis</strong></header><main><h1>${sorry}</h1><p>${why}</p>
<p><a href="${escaped(to.href)}">${on} ${escaped(to.origin)}</a></p></main></body></html>`;
}

/** Where the library would have sent the browser: an address of the app's own, letter by letter. */
function wayBack(
  { oidc: { client, params } }: KoaContextWithOIDC,
  told: ErrorOut,
): URL | undefined {
  const uri = params?.['redirect_uri'];
  if (typeof uri !== 'string' || client?.redirectUriAllowed(uri) !== true) return undefined;
  const to = new URL(uri);
  const said: Readonly<Record<string, string | undefined>> = { ...told };
  for (const [name, value] of Object.entries(said)) {
    if (value !== undefined) to.searchParams.set(name, value);
  }
  return to;
}

/**
 * What somebody sees of a sign-in that cannot be. Anybody registers an address: to one of an app that nobody looked into, no
 * error sends a browser, or a link to this site would lead people wherever its maker wants, and tell there that somebody is
 * signed in here (RFC 9700, 4.11.2). Our page leads on by a link.
 */
export function appErrors(isVerified: (client: ClientId) => boolean) {
  const held = new WeakSet<Error>();
  return {
    /** Hears of an error before the library sends it. */
    hold: ({ oidc: { client, entities } }: KoaContextWithOIDC, error: Error): void => {
      if (client === undefined || isVerified(clientId(client.clientId))) return;
      // Who answered was told by our page where the answer goes.
      if (entities.Interaction?.result !== undefined) return;
      if (!(error instanceof errors.OIDCProviderError) || !error.allow_redirect) return;
      error.allow_redirect = false;
      held.add(error);
    },
    render: async (ctx: KoaContextWithOIDC, told: ErrorOut, error: Error): Promise<void> => {
      const to = held.has(error) ? wayBack(ctx, told) : undefined;
      if (to === undefined) {
        ctx.type = 'text/plain; charset=utf-8';
        ctx.body = startAgain;
        return;
      }
      ctx.status = 400;
      ctx.type = 'text/html; charset=utf-8';
      ctx.body = pageTo(to, ctx.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl');
    },
  };
}
