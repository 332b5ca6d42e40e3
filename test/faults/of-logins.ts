import type { Fault } from './fault.js';

const ways = 'src/ledger/ways.ts';
const links = 'src/ledger/institution-links.ts';
const waysTest = 'test/flow/ledger/ways.test.ts';
const state = 'src/identity/sealed-state.ts';
const stateTest = 'test/unit/identity/sealed-state.test.ts';
const claims = 'src/identity/eduid-claims.ts';
const claimsTest = 'test/unit/identity/eduid-claims.test.ts';

/** Who comes in, and as whom. */
export const ofLogins: readonly Fault[] = [
  {
    name: 'answer-to-anything',
    what: 'The answer of a login is taken for one that was begun here, whatever its state.',
    file: state,
    find: 'return timingSafeEqual(a, b);',
    replace: 'return a.length === b.length;',
    caughtBy: [stateTest],
  },
  {
    name: 'sign-in-without-end',
    what: 'What was begun long ago can still be ended.',
    file: state,
    find: 'return begun.expiresAt > now() ? begun : undefined;',
    replace: 'return begun;',
    caughtBy: [stateTest],
  },
  {
    name: 'answer-counts-twice',
    what: 'An answer to a sign-in can be shown again.',
    file: 'src/ledger/sessions.ts',
    find: 'async isFirst(name: string, expiresAt: Date): Promise<boolean> {',
    replace:
      "async isFirst(name: string, expiresAt: Date): Promise<boolean> { if (name !== '') return true;",
    caughtBy: [waysTest],
  },
  {
    name: 'return-to-another-site',
    what: 'After a sign-in a browser can be led away.',
    file: 'src/http/return-path.ts',
    find: "return path.startsWith('//') || notTo",
    replace: 'return notTo',
    caughtBy: ['test/unit/http/return-path.test.ts'],
  },
  {
    name: 'eppn-of-another-school',
    what: 'Who somebody is at one school is believed of another.',
    file: claims,
    find: 'return more.length === 0 && (scope === domain',
    replace: "return more.length >= 0 && (scope !== '' || scope === domain",
    caughtBy: [claimsTest],
  },
  {
    name: 'role-by-anybody',
    what: 'A role at one school is taken on the word of another.',
    file: claims,
    find: 'const isTheirs = organisation === home && role',
    replace: "const isTheirs = organisation !== '' && role",
    caughtBy: [claimsTest],
  },
  {
    name: 'login-of-another-linked',
    what: 'Linking a login that leads to another kluis is said to have worked.',
    file: ways,
    find: 'return (await behind(tx, login))?.learner === learner;',
    replace: 'return true;',
    caughtBy: [waysTest],
  },
  {
    name: 'last-way-taken-away',
    what: 'A learner can shut themself out.',
    file: ways,
    find: "if (rows.length === 1) return 'last';",
    replace: '',
    caughtBy: [waysTest],
  },
  {
    name: 'two-kluizen-for-one-person',
    what: 'Two first logins at once are not made one after the other.',
    file: ways,
    find: '`way ${login.kind} ${login.subject}`,',
    replace: '`way ${Math.random()}`,',
    caughtBy: [waysTest],
  },
  {
    name: 'hosted-person-has-a-login',
    what: 'A login service of ours can speak for somebody we host, and so write to their pod.',
    file: 'src/identity/issuer-documents.ts',
    find: 'a <http://xmlns.com/foaf/0.1/Person>;',
    replace:
      'a <http://xmlns.com/foaf/0.1/Person>; <http://www.w3.org/ns/solid/terms#oidcIssuer> <${webId}>;',
    caughtBy: ['test/unit/identity/issuer-documents.test.ts'],
  },
  {
    name: 'school-stays-without-its-login',
    what: 'What a login proved of a school is taken for the operator’s word, and stays when the login goes.',
    file: links,
    find: 'putLink, [id, institution, personId, way ?? null, expiresAt]',
    replace: 'putLink, [id, institution, personId, null, expiresAt]',
    caughtBy: [waysTest],
  },
  {
    name: 'one-number-in-two-kluizen',
    what: 'A number at a school is linked to whoever proves it, also where another kluis has it.',
    file: links,
    find: 'own ? !same && !by_it : way !== undefined;',
    replace: 'own && !same && !by_it;',
    caughtBy: [waysTest],
  },
  {
    name: 'second-login-takes-over',
    what: 'Another login puts its number at a school in the place of the learner’s own.',
    file: links,
    find: 'own ? !same && !by_it : way !== undefined;',
    replace: '!own && way !== undefined;',
    caughtBy: [waysTest],
  },
];
