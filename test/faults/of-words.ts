import type { Fault } from './fault.js';

const patched = 'test/flow/house/patched-words.test.ts';
const touched = 'test/unit/institutions/patched.test.ts';
const inLedger = 'test/flow/ledger/last-words.test.ts';

/** Whose word a record is, what a patch makes of it, and what becomes of what was signed. */
export const ofWords: readonly Fault[] = [
  {
    name: 'changed-load-and-the-signature-stays',
    what: 'A change of what a result says beside its own part leaves what was signed of it as it was.',
    file: 'src/institutions/oeapi/pushed.ts',
    find: 'Object.entries(patch).every(isApart)',
    replace: "!('result' in patch)",
    caughtBy: [patched, touched],
  },
  {
    name: 'revoked-signature-under-a-new-word',
    what: 'A record that a change left as it was keeps the signature that was revoked with the earlier word.',
    file: 'src/records/history.ts',
    find: '  unsign(versions, new Set([...joined, ...(delivery.anew ?? [])]));\n',
    replace: '',
    caughtBy: [patched],
  },
  {
    name: 'marked-as-it-was-tried-before',
    what: 'A delivery is known by what an earlier try would have stored.',
    file: 'src/flows/deliver-results.ts',
    find: 'await shop.ledger.deliveries.markWhole(learner, marks);',
    replace: '',
    caughtBy: [patched],
  },
  {
    name: 'unsigned-for-what-is-private',
    what: 'That a passed result is not signed tells that it holds special data.',
    file: 'src/flows/result-badge.ts',
    find: "if (assessment === undefined) return { because: 'NO_RESULT' };",
    replace:
      "if (assessment === undefined || facets.special !== undefined) return { because: 'NO_RESULT' };",
    caughtBy: [patched],
  },
  {
    name: 'joined-of-two-and-signed',
    what: 'What was joined out of two tries is signed, and the signature outlives the try that made it.',
    file: 'src/flows/sign-results.ts',
    find: 'if (isJoined) return [];',
    replace: '',
    caughtBy: [patched],
  },
  {
    name: 'joined-of-two-and-known-as-one',
    what: 'What was joined out of two tries is known as what is said in one.',
    file: 'src/flows/said-hash.ts',
    find: "isJoined ? 'joined ' : ''",
    replace: "isJoined ? '' : ''",
    caughtBy: [patched],
  },
  {
    name: 'joined-and-the-first-signature-stays',
    what: 'A try that was signed alone stays signed when it is joined with another.',
    file: 'src/institutions/oeapi/pushed.ts',
    find: '...said.absorbed, ',
    replace: '',
    caughtBy: [patched],
  },
  {
    name: 'same-change-of-something-else',
    what: 'The same change, of something else, leaves what was signed of it before.',
    file: 'src/ledger/news.ts',
    find: 'one.isChange === true ? told : other',
    replace: 'other',
    caughtBy: [inLedger],
  },
  {
    name: 'copied-out-of-an-inbox',
    what: 'A wallet gets a copy of what lay in an inbox of the pod.',
    file: 'src/flows/vouched-record.ts',
    find: ' || !known.isOwnDoor',
    replace: '',
    caughtBy: [patched],
  },
  {
    name: 'an-archive-says-it-last',
    what: 'What an archive says otherwise is taken for the word of who said something else before.',
    file: 'src/ledger/bring.ts',
    find: 'said_by = null, is_own_door = false',
    replace: 'said_by = null',
    caughtBy: [inLedger],
  },
];
