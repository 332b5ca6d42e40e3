import type { Fault } from './fault.js';

const oracle = 'test/proof/oracle.test.ts';
const grantees = 'test/unit/consent/grantee.test.ts';
const claims = 'test/unit/consent/claims.test.ts';
const writing = 'test/proof/writing.test.ts';
const agents = 'test/unit/identity/agents.test.ts';

const grantee = 'src/consent/grantee.ts';
const scope = 'src/consent/scope.ts';
const block = 'src/consent/block.ts';
const sharedClaims = 'src/consent/shared-claims.ts';

/** To whom a grant is. */
export const ofGrantees: readonly Fault[] = [
  {
    name: 'role-of-any-issuer',
    what: 'A role from somebody else’s login is the same role.',
    file: grantee,
    find: 'claimed.issuer === role.issuer &&',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'role-for-ever',
    what: 'A role is believed however long ago it was asserted.',
    file: grantee,
    find: 'age <= roleLifeMs',
    replace: 'age <= Number.MAX_SAFE_INTEGER',
    caughtBy: [oracle],
  },
  {
    name: 'any-link-opens-all',
    what: 'Whoever holds one link holds every link.',
    file: grantee,
    find: "grantee.kind === 'link' && grantee.secretHash === ask.linkHash",
    replace: "grantee.kind === 'link' && ask.linkHash !== undefined",
    caughtBy: [grantees, oracle],
  },
  {
    name: 'app-for-all-its-users',
    what: 'A grant to an app permits everybody who uses it.',
    file: grantee,
    find: 'return ask.isLearner && grantee.client === ask.client;',
    replace: 'return grantee.client === ask.client;',
    caughtBy: [oracle],
  },
  {
    name: 'face-from-the-grant',
    what: 'The delegate’s name is taken from the grant, not from who asks: one lock opens both.',
    file: 'src/identity/query-agents.ts',
    find: 'if (held === undefined) return themself;',
    replace: 'if (held === undefined) return as;',
    caughtBy: [agents],
  },
];

/** A school that may write. */
export const ofWriting: readonly Fault[] = [
  {
    name: 'writing-reads',
    what: 'An institution that may write may ask as well.',
    file: grantee,
    find: 'return ask.isLearner && grantee.client === ask.client;',
    replace:
      "return ask.isLearner && grantee.client === ask.client;\n  if (grantee.kind === 'institution') return true;",
    caughtBy: [oracle],
  },
  {
    name: 'append-kept-after-a-stop',
    what: 'The rule of an inbox stays as long as the learner ever said yes.',
    file: 'src/flows/write-access.ts',
    find: "grant.state === 'ACTIVE' && writerOf(grant) === institution",
    replace: 'writerOf(grant) === institution',
    caughtBy: [writing],
  },
  {
    name: 'append-lets-read',
    what: 'Whoever may add to an inbox may read it.',
    file: 'src/pod/access-rules.ts',
    find: "writers.map(policy('Append'))",
    replace: "writers.map(policy('Read'))",
    caughtBy: [writing],
  },
];

/** The learner's own no. */
export const ofBlocks: readonly Fault[] = [
  {
    name: 'block-ignored',
    what: 'A block hides nothing.',
    file: scope,
    find: 'terms.blocked.some((selector) => matches(selector, record, undefined))',
    replace: 'false',
    caughtBy: [oracle],
  },
  {
    name: 'block-weaker-than-a-specific-grant',
    what: 'A grant that names records one by one beats a block.',
    file: scope,
    find: 'terms.blocked.some((selector) => matches(selector, record, undefined))',
    replace:
      'terms.blocked.some((selector) => !selector.recordIds && matches(selector, record, undefined))',
    caughtBy: [oracle],
  },
  {
    name: 'block-of-current-records-only',
    what: 'A block without a status leaves withdrawn records in view.',
    file: scope,
    find: 'matches(selector, record, undefined)',
    replace: "matches(selector, record, ['CURRENT'])",
    caughtBy: ['test/unit/consent/scope.test.ts'],
  },
  {
    name: 'block-excepts-everybody',
    what: 'A block with an exception holds for no grant.',
    file: block,
    find: '!exceptGrants.includes(grant.id)',
    replace: 'exceptGrants.length === 0',
    caughtBy: [oracle],
  },
];

/** Questions answered with yes or no. */
export const ofClaims: readonly Fault[] = [
  {
    name: 'claim-ignores-block',
    what: 'What is hidden counts for a claim.',
    file: 'src/consent/claim-answers.ts',
    find: "status === 'CURRENT' && !isWithheld(terms, { key, status, core }),",
    replace: "status === 'CURRENT' && (core as unknown) !== key,",
    caughtBy: [oracle, claims],
  },
  {
    name: 'claim-of-before-a-block',
    what: 'An answer of before a block is told until the view has followed.',
    file: sharedClaims,
    find: 'const good = blocks === blockMark(permit) ? claims : [];',
    replace: 'const good = blocks === undefined && blockMark(permit) === undefined ? [] : claims;',
    caughtBy: [claims],
  },
  {
    name: 'claim-from-the-view',
    what: 'A question that stands in the view is answered, whatever the grant says.',
    file: sharedClaims,
    find: 'return permit.claims.map((claim) => {',
    replace: 'return [...permit.claims, ...good.map((one) => one.claim)].map((claim) => {',
    caughtBy: [claims],
  },
];
