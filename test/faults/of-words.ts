import type { Fault } from './fault.js';

const patched = 'test/flow/house/patched-words.test.ts';
const touched = 'test/unit/institutions/patched.test.ts';

/** Whose word a change of a record is, and what becomes of what was signed of it. */
export const ofWords: readonly Fault[] = [
  {
    name: 'put-on-whatever-the-pod-gave',
    what: 'A change is its institution’s word, whatever the pod said that it is a change of.',
    file: 'src/ledger/taken.ts',
    find: '(t.base is not null and t.base = ?',
    replace: '(t.base is not null and (t.base = ? or true)',
    caughtBy: [patched],
  },
  {
    name: 'put-on-what-is-nobodys-word',
    what: 'A change is its institution’s word also where what it was put on came out of an inbox.',
    file: 'src/ledger/taken.ts',
    find: 'b.delivery_id = t.base and b.is_own_word))',
    replace: 'b.delivery_id = t.base))',
    caughtBy: [patched],
  },
  {
    name: 'copied-whatever-it-was-put-on',
    what: 'A wallet gets a copy of a changed record, whatever it was put on.',
    file: 'src/flows/vouched-record.ts',
    find: 'taken?.isOwnWord !== true',
    replace: 'taken === undefined',
    caughtBy: [patched],
  },
  {
    name: 'signed-whatever-it-was-put-on',
    what: 'A changed record is signed, whatever it was put on.',
    file: 'src/flows/sign-results.ts',
    find: 'if (isPatch && !ownWords.has(delivery.id)) return [];',
    replace: '',
    caughtBy: [patched],
  },
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
    find: '  isAnew ||\n',
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
];
