const strict: Readonly<Record<string, string>> = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** Nothing is loaded from elsewhere, and no script stands in a page. @param styles beside files of our own. */
const policyWith = (styles: string): string =>
  Object.entries({ ...strict, 'style-src': `'self' ${styles}`.trim() })
    .map((directive) => directive.join(' '))
    .join('; ');

/** For the explorer: its editor sets styles from script. */
export const explorerPolicy = policyWith("'unsafe-inline'");
/** For one opening of the page, whose style elements carry this word. */
export const pagePolicy = (nonce: string): string => policyWith(`'nonce-${nonce}'`);

/** On every answer of this server. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyWith(''),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** On every answer that depends on who asks, and on every one that says no. */
export const unkept: Readonly<Record<string, string>> = {
  'cache-control': 'no-store, private',
  vary: 'authorization, cookie, accept-language',
};
