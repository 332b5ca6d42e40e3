import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { returnPath } from '../../../src/http/return-path.js';
import { problemAt, signInAgain } from '../../../src/http/sign-in-problems.js';
import { failureOf } from '../../fixtures/properties.js';

const long = `/oidc/authorize?${'a'.repeat(1984)}`;
// biome-ignore format: a table is read in columns
const asked = [
  // because                                   asked                              led to
  ['a path of ours',                           '/account',                        '/account'],
  ['with a question and a place',              '/a?b=c&d=%20#e',                  '/a?b=c&d=%20#e'],
  ['nothing was asked',                        undefined,                         '/'],
  ['asked twice',                              ['/a', '/b'],                      '/'],
  ['another site',                             'https://elsewhere.example/',      '/'],
  ['another site, without a scheme',           '//elsewhere.example',             '/'],
  ['and as browsers mend it',                  '/\\elsewhere.example',            '/'],
  ['with a tab that browsers drop',            '/\t/elsewhere.example',           '/'],
  ['up and out again',                         '/..//elsewhere.example',          '/'],
  ['a dot that is dropped',                    '/.//elsewhere.example',           '/'],
  ['a script',                                 'javascript:alert(1)',             '/'],
  ['a header of its own',                      '/a\r\nset-cookie: b',             '/'],
  ['another sign-in',                          '/sign-in/eduid',                  '/'],
  ['another sign-in, the long way round',      '/x/../sign-in/eduid',             '/'],
  ['a persona of the demo',                    '/demo/samira',                    '/'],
  ['a page that only looks like one',          '/sign-in-help',                   '/sign-in-help'],
  ['a door of ours in capitals',               '/Sign-In/eduid',                  '/'],
  ['the demo in capitals',                     '/DEMO/samira',                    '/'],
  ['what an app asks',                         long,                              long],
  ['too long',                                 `/${'a'.repeat(2000)}`,            '/'],
  ['too long once it is written out',          `/${'"'.repeat(700)}`,             '/'],
] as const;

it.each(asked)('after a sign-in: %s', (_because, path, led) => {
  expect(returnPath(path)).toBe(led);
});

it('whatever is asked, a browser stays with us', () => {
  const pieces = ['/', '\\', '.', '..', '//', '@', ':', '?', '#', '%2f', 'e.example', '\t', ' '];
  const paths = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => all.join(''));
  const origin = 'https://kluis.example';
  const failure = failureOf(fc.oneof(paths, fc.string()), (text) => {
    const led = new URL(returnPath(text), `${origin}/sign-in/eduid/callback`);
    return led.origin === origin && !/^\/(sign-in|demo)\//.test(led.pathname);
  });
  expect(failure).toBeUndefined();
});

it('who could not sign in still comes where they wanted, once they can', () => {
  expect(signInAgain('CANCELLED', '/')).toBe('/sign-in?problem=CANCELLED');
  const again = signInAgain('CANCELLED', '/account?tab=1&b=2#ways');
  expect(again).toBe('/sign-in?problem=CANCELLED&return=%2Faccount%3Ftab%3D1%26b%3D2%23ways');
});

it('a problem is added to what was asked of a page', () => {
  expect(problemAt('LINKED_ELSEWHERE', '/account?tab=1#ways')).toBe(
    '/account?tab=1&problem=LINKED_ELSEWHERE#ways',
  );
});
