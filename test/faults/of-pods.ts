import type { Fault } from './fault.js';

const guarded = 'test/unit/base/guarded-fetch.test.ts';
const hostile = 'test/unit/pod/hostile-documents.test.ts';
const rules = 'test/unit/pod/hostile-rules.test.ts';
const turns = 'test/flow/ledger/turns.test.ts';
const forms = 'test/unit/base/json-form.test.ts';
const besideViews = 'test/unit/pod/signed-beside.test.ts';

/** Addresses that strangers name, and pods in which their owner laid what they liked. */
export const ofPods: readonly Fault[] = [
  {
    name: 'address-checked-by-nobody',
    what: 'A name is connected to without a look at where it leads.',
    file: 'src/base/guarded-fetch.ts',
    find: 'connect: { timeout: limits.connectMs, lookup: pinned }',
    replace: 'connect: { timeout: limits.connectMs + 0 * pinned.length }',
    caughtBy: [guarded],
  },
  {
    name: 'body-without-a-cap',
    what: 'An answer is read for as long as it goes on.',
    file: 'src/base/bounded-request.ts',
    find: 'if (size > maxBytes) throw',
    replace: 'if (size > maxBytes * 1e9) throw',
    caughtBy: [guarded],
  },
  {
    name: 'index-leads-anywhere',
    what: 'An index names a document in another pod, and the builder goes there.',
    file: 'src/pod/shapes.ts',
    find: String.raw`const BundlePath = z.string().regex(/^i-[0-9a-f]{16}\/[a-z]+(-[1-9]\d*)?\.json$/);`,
    replace: 'const BundlePath = z.string();',
    caughtBy: [hostile],
  },
  {
    name: 'nesting-without-a-cap',
    what: 'A document is walked through however deep it nests.',
    file: 'src/base/json-form.ts',
    find: 'if (level > most) return true;',
    replace: 'if (level > most * 1e9) return true;',
    caughtBy: [forms, hostile],
  },
  {
    name: 'name-twice-in-a-grant',
    what: 'A grant’s document that says two things is read as the last of them.',
    file: 'src/pod/build.ts',
    find: "return said === undefined || hasDoubleNames(found.body) ? 'unreadable' : said;",
    replace: "return said === undefined || hasDoubleNames('{}') ? 'unreadable' : said;",
    caughtBy: [hostile],
  },
  {
    name: 'rule-without-a-cap',
    what: 'Rules of any length are parsed.',
    file: 'src/pod/rule-readers.ts',
    find: 'if (turtle.length > most) return undefined;',
    replace: 'if (turtle.length > 2 * most) return undefined;',
    caughtBy: [rules],
  },
  {
    name: 'list-followed-by-its-spelling',
    what: 'A list that climbs out of its folder is followed there.',
    file: 'src/pod/readers.ts',
    find: "URL.parse(object.value)?.href ?? ''",
    replace: 'object.value',
    caughtBy: [rules],
  },
  {
    name: 'inbox-without-end',
    what: 'Folders that a school makes in its inbox are gone into.',
    file: 'src/pod/readers.ts',
    find: String.raw`depth < deepest && !/\/edu\/i-[0-9a-f]{16}\/inbox\/.+$/.test(at)`,
    replace: 'depth < deepest',
    caughtBy: ['test/unit/pod/readers.test.ts'],
  },
  {
    name: 'everybody-as-a-name',
    what: 'The word for everybody passes as the name of somebody.',
    file: 'src/base/ids.ts',
    find: 'isHttpUrl(value) && !isWordOfAccess(value)',
    replace: 'isHttpUrl(value)',
    caughtBy: ['test/unit/base/ids.test.ts'],
  },
];

/** Signed bytes, and where they stand. */
export const ofSignedBytes: readonly Fault[] = [
  {
    name: 'signed-bytes-without-a-rule',
    what: 'A document of signed bytes is put there, and what says whom it is for is forgotten.',
    file: 'src/pod/signed-beside.ts',
    find: "if (rule === 'anew') await putWithRule(tools, at, body, access);",
    replace:
      "if (rule === 'anew') await putDocument(tools.fetch, at, { body, mediaType: 'application/json' });",
    caughtBy: [besideViews],
  },
  {
    name: 'signed-bytes-open-to-all-readers-ever',
    what: 'A new document of signed bytes opens to whom the grant names, also where the learner took the view’s rule away.',
    file: 'src/pod/signed-beside.ts',
    find: 'return { readers: readers.filter(isIn), keepers };',
    replace: 'return { readers: readers.filter((one) => isIn(one) || true), keepers };',
    caughtBy: [besideViews],
  },
  {
    name: 'signed-bytes-left-behind',
    what: 'Documents of signed bytes that a grant shows no more stay where they are.',
    file: 'src/pod/signed-beside.ts',
    find: 'await takeSignedAway(tools, surplus, access.keepers);',
    replace: '',
    caughtBy: [besideViews],
  },
  {
    name: 'signed-bytes-open-after-a-stop',
    what: 'A stop shuts the view, and the signed bytes beside it only by taking them away.',
    file: 'src/pod/build.ts',
    find: 'for (const place of signed) await shutDocument(tools, place, keepers);',
    replace: '',
    caughtBy: [besideViews],
  },
  {
    name: 'digest-not-compared-beside-a-view',
    what: 'Whatever stands beside a view under a digest is told as what was signed.',
    file: 'src/pod/signed-document.ts',
    find: 'return sha256Hex(bytes) === name;',
    replace: "return sha256Hex(bytes) !== '';",
    caughtBy: [besideViews],
  },
  {
    name: 'digest-not-compared-in-the-inbox',
    what: 'Whatever stands where a credential came in is told as what was signed.',
    file: 'src/pod/signed-pages.ts',
    find: 'return sha256Hex(bytes) === digest ?',
    replace: "return sha256Hex(bytes) !== '' ?",
    caughtBy: [besideViews],
  },
];

/** Pods that take their time. */
export const ofTurns: readonly Fault[] = [
  {
    name: 'all-tried-on-a-pod-that-is-down',
    what: 'A pod that gives no answer is asked for every piece of work that is due.',
    file: 'src/ledger/drain.ts',
    find: "if (outcome !== 'failed, as all would') return 0;",
    replace: "if (outcome !== 'failed') return 0;",
    caughtBy: [turns],
  },
  {
    name: 'turn-without-end',
    what: 'A learner’s work goes on while others wait.',
    file: 'src/ledger/drain.ts',
    find: 'performance.now() + turnMs',
    replace: 'performance.now() + 1e9 * turnMs',
    caughtBy: [turns],
  },
  {
    name: 'retries-before-what-is-new',
    what: 'What was tried before is tried again before what is new.',
    file: 'src/ledger/outbox.ts',
    find: 'const behind = { priority: -1 };',
    replace: 'const behind = { priority: 0 };',
    caughtBy: [turns],
  },
  {
    name: 'work-without-a-time',
    what: 'A pod is asked for as long as one piece of work takes.',
    file: 'src/flows/time-limit.ts',
    find: 'if (now <= until ||',
    replace: 'if (now <= until * 1e9 ||',
    caughtBy: ['test/unit/flows/time-limit.test.ts'],
  },
  {
    name: 'strangers-behind-a-reference',
    what: 'What strangers do is checked against the row of a learner who is here.',
    file: 'src/ledger/migrations/0008-told-by-no-lock.ts',
    find: "const ofStrangers = ['log_inbox', 'access_request', 'message_due'];",
    replace: "const ofStrangers = ['log_inbox', 'message_due'];",
    caughtBy: ['test/flow/ledger/refused-tries.test.ts'],
  },
];
