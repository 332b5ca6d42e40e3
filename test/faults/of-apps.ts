import type { Fault } from './fault.js';

const clusters = 'test/unit/consent/cluster.test.ts';
const ownIssuer = 'test/unit/identity/own-issuer.test.ts';
const apps = 'test/flow/ledger/apps.test.ts';

/** Apps that get more than was given, or go on after they were stopped. */
export const ofApps: readonly Fault[] = [
  {
    name: 'grades-of-diplomas',
    what: 'All clusters become one grant: the parts of one are shown of the records of another.',
    file: 'src/consent/cluster.ts',
    find: "clusters[name].facets.join(' '));",
    replace: "['core', 'credits', 'assessment'].join(' '));",
    caughtBy: [clusters],
  },
  {
    name: 'more-than-the-app-asked',
    what: 'A learner’s yes to an app can be more than it asked.',
    file: 'src/consent/cluster.ts',
    find: 'asked.some((other) => within(clusters[name], clusters[other]))',
    replace: 'asked.some((other) => within(clusters[name], clusters[other]) || name > other)',
    caughtBy: [clusters],
  },
  {
    name: 'app-token-for-pods',
    what: 'A token of our issuer for apps is taken where it names pods as the place it is for.',
    file: 'src/identity/access-token.ts',
    find: 'audiences: [own.audience], isOurs: true',
    replace: 'audiences: [own.audience, ...audiences], isOurs: true',
    caughtBy: [ownIssuer],
  },
  {
    name: 'app-token-in-any-form',
    what: 'A token of our issuer for apps is taken in the form of an ID token.',
    file: 'src/identity/access-token.ts',
    find: "if (rules.isOurs && `${alg} ${typ}` !== 'ES256 at+jwt') return 'type';",
    replace: '',
    caughtBy: [ownIssuer],
  },
  {
    name: 'removed-app-let-in',
    what: 'An app that was removed is let in by a good proof.',
    file: 'src/ledger/sessions.ts',
    find: 'and not exists (select from app where client = ? and removed_at is not null)',
    replace: "and coalesce(?, '') is not null",
    caughtBy: [apps],
  },
  {
    name: 'app-code-used-twice',
    what: 'Two at once both use up one code.',
    file: 'src/ledger/app-papers.ts',
    find: 'where ${open} and consumed_at is null returning id_hash',
    replace: 'where ${open} returning id_hash',
    caughtBy: [apps],
  },
  {
    name: 'still-signed-in-after-a-stop',
    what: 'A learner who stopped all they shared with an app stays signed in to it.',
    file: 'src/ledger/app-users.ts',
    find: 'return row?.over !== true;',
    replace: 'return row?.over !== undefined;',
    caughtBy: [apps],
  },
  {
    name: 'signed-in-again-by-a-later-yes',
    what: 'A learner who stopped all they shared with an app is signed in to it again by a later yes.',
    file: 'src/ledger/app-users.ts',
    find: 'where other.began <= one.ended and',
    replace: 'where other.began <= clock_timestamp() and',
    caughtBy: [apps],
  },
  {
    name: 'apps-stay-after-signing-out-everywhere',
    what: 'Who signs out everywhere stays signed in to apps.',
    file: 'src/ledger/app-papers.ts',
    find: "'delete from app_paper where person = ?'",
    replace: `"delete from app_paper where person = ? and model = 'Interaction'"`,
    caughtBy: [apps],
  },
  {
    name: 'removed-app-goes-on-listening',
    what: 'The live connections of an app that was removed stay.',
    file: 'src/ledger/standing.ts',
    find: 'or exists (select from app a where a.client = value and a.removed_at is not null)',
    replace: '',
    caughtBy: ['test/flow/ledger/live.test.ts'],
  },
  {
    name: 'app-token-changes-things',
    what: 'A token of our issuer for apps acts in somebody’s name.',
    file: 'src/identity/verify-access-token.ts',
    find: 'readsOnly: isOurs',
    replace: 'readsOnly: false',
    caughtBy: [ownIssuer],
  },
];
