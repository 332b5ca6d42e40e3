import type * as Css from '@solid/community-server';

type Stock = typeof Css;

/** As the pod server's login library sees one request. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  body: unknown;
  readonly acceptsLanguages: (...all: string[]) => string | false;
  readonly cookies: { readonly set: (name: string, value: string, options: object) => void };
  readonly oidc?: { readonly body?: { readonly logout?: unknown } };
}

/**
 * The page for signing out, in our words. Whole in itself: its text goes into the compiled config.
 * @param form of the library, which the buttons send.
 */
export function exitPage(language: 'nl' | 'en', form: string): string {
  const texts = {
    nl: [
      'Uitloggen bij je kluis',
      'Wil je ook hier uitloggen?',
      'Ja, log uit',
      'Nee, blijf ingelogd',
    ],
    en: [
      'Sign out of your kluis',
      'Do you want to sign out here too?',
      'Yes, sign out',
      'No, stay signed in',
    ],
  };
  const [title, question, yes, no] = texts[language];
  return `<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"/><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<link rel="stylesheet" href="/.well-known/leerkluis/pages.css"/></head>
<body><header><strong>Leerkluis</strong></header><main><h1>${question}</h1>${form}
<div class="actions"><button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">${yes}</button>
<button class="quiet" type="submit" form="op.logoutForm">${no}</button></div></main></body></html>`;
}

/** Whoever says yes to signing out is signed out of their account too. Whole in itself, as above. */
export async function endAccount(exchange: Exchange, next: () => Promise<void>): Promise<void> {
  await next();
  const { method, path, oidc, cookies } = exchange;
  const isAnswer = method === 'POST' && path.endsWith('/session/end/confirm');
  if (!isAnswer || oidc?.body?.logout === undefined) return;
  const gone = { path: '/', expires: new Date(0), signed: false, overwrite: true };
  cookies.set('css-account', '', { ...gone, httpOnly: false });
}

/**
 * What a method gives that is closed to heirs, as far as types go. Whole in itself, as above.
 * @throws TypeError when the pod server is no longer made like this.
 */
export async function closedMethod(
  on: unknown,
  from: object,
  name: string,
  all: readonly unknown[],
): Promise<object> {
  const method: unknown = Reflect.get(from, name);
  if (typeof method !== 'function') throw new TypeError(`the pod server has no ${name}`);
  const made: unknown = await Reflect.apply(method, on, all);
  if (typeof made !== 'object' || made === null) throw new TypeError(`${name} gives nothing`);
  return made;
}

interface Parts {
  readonly page: typeof exitPage;
  readonly letGo: typeof endAccount;
  readonly closed: typeof closedMethod;
}

/**
 * The pod server's parts, but that its page for signing out is ours, and ends the account's login too. The stock page
 * fetches a font of a third party, and leaves a cookie by which the next person at the computer goes on without a password.
 * Whole in itself but for the parts it is handed: its text goes into the compiled config.
 */
export function ownExit(stock: Stock, { page, letGo, closed }: Parts): Stock {
  const logoutSource = (exchange: Exchange, form: string): void => {
    exchange.body = page(exchange.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl', form);
  };
  class IdentityProviderFactory extends stock.IdentityProviderFactory {}
  const inherited = stock.IdentityProviderFactory.prototype;
  Object.assign(IdentityProviderFactory.prototype, {
    async initConfig(...all: unknown[]): Promise<object> {
      const config = await closed(this, inherited, 'initConfig', all);
      const before: unknown = Reflect.get(config, 'features');
      const rpInitiatedLogout = { enabled: true, logoutSource };
      const features = typeof before === 'object' ? { ...before, rpInitiatedLogout } : before;
      return { ...config, features };
    },
    async createProvider(...all: unknown[]): Promise<object> {
      const provider = await closed(this, inherited, 'createProvider', all);
      const use: unknown = Reflect.get(provider, 'use');
      if (typeof use === 'function') Reflect.apply(use, provider, [letGo]);
      return provider;
    },
  });
  return { ...stock, IdentityProviderFactory };
}
