/** Where a sign-in never leads: to another one. */
const notTo = /^\/(?:sign-in|sign-out|demo|account\/link|account\/enrol|account\/pod)(?:[/?#]|$)/i;
/** As much as fits in the sealed cookie of a sign-in. */
const longest = 2000;
const anywhere = 'http://own.invalid';

/**
 * Where somebody wants to be after they signed in, if that is a path of ours; else `fallback`. What a browser could read
 * as another site is no path: `//elsewhere`, `/\elsewhere`, an address with a login in it.
 */
export function returnPath(asked: unknown, fallback = '/'): string {
  if (typeof asked !== 'string' || asked.length > longest) return fallback;
  if (!/^\/(?!\/)[!-[\]-~]*$/.test(asked)) return fallback;
  const url = URL.parse(asked, anywhere);
  if (url?.origin !== anywhere) return fallback;
  const path = url.pathname + url.search + url.hash;
  // Written out by the browser's rules it can have grown.
  if (path.length > longest) return fallback;
  return path.startsWith('//') || notTo.test(url.pathname) ? fallback : path;
}
