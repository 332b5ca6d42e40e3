import type { Fault } from './fault.js';

const ticket = 'test/unit/flows/download-ticket.test.ts';
const bothWays = 'test/unit/flows/archive-both-ways.test.ts';
const unpack = 'test/unit/papers/unpack.test.ts';
const attachments = 'test/unit/papers/attachments.test.ts';
const verify = 'test/unit/verify.test.ts';

/** What learners take along opens for others, or comes back as more than it was. */
export const ofArchives: readonly Fault[] = [
  {
    name: 'download-in-another-session',
    what: 'A download opens in another session of the same learner.',
    file: 'src/flows/download-ticket.ts',
    find: 'session === principal.sessionHash && Date.now() < until',
    replace: 'Date.now() < until',
    caughtBy: [ticket],
  },
  {
    name: 'download-for-ever',
    what: 'A download opens after its time.',
    file: 'src/flows/download-ticket.ts',
    find: 'session === principal.sessionHash && Date.now() < until',
    replace: 'session === principal.sessionHash',
    caughtBy: [ticket],
  },
  {
    name: 'vouched-for-unseen',
    what: 'We sign that we had from a school what was changed by hand in the pod.',
    file: 'src/flows/gather-along.ts',
    find: 'known.mark === markOf(house, learner, delivery)',
    replace: 'known.mark !== undefined',
    caughtBy: [bothWays],
  },
  {
    name: 'somebody-elses-archive-believed',
    what: 'What we signed about one learner comes back as the school’s word about another.',
    file: 'src/flows/look-in-archive.ts',
    find: "return isSamePerson(learner, seal.sub) ? 'SEALED' : 'OF_ANOTHER';",
    replace: "return 'SEALED';",
    caughtBy: [bothWays],
  },
  {
    name: 'list-not-compared',
    what: 'A file of an archive may be another than its list says.',
    file: 'src/papers/manifest.ts',
    find: 'if (content?.byteLength !== bytes || (await sha256InSlices(content)) !== sha256) return false;',
    replace: 'if (content === undefined) return false;',
    caughtBy: [bothWays],
  },
  {
    name: 'own-word-as-the-schools',
    what: 'What nobody signed comes in as whose word it says it is.',
    file: 'src/flows/own-word.ts',
    find: "assertedBy: 'IMPORT' as const,",
    replace: 'assertedBy: core.assertedBy,',
    caughtBy: [bothWays],
  },
  {
    name: 'archive-without-end',
    what: 'An archive is unpacked however large it says it is.',
    file: 'src/papers/unpack.ts',
    find: '> limits.bytes) return',
    replace: '> limits.bytes * 1000) return',
    caughtBy: [unpack],
  },
  {
    name: 'way-out-of-the-archive',
    what: 'A name in an archive leads out of it.',
    file: 'src/papers/unpack.ts',
    find: "if (!entries.every(({ name }) => plainName.test(name))) return refused('BAD_NAME');",
    replace: '',
    caughtBy: [unpack],
  },
  {
    name: 'attachment-without-end',
    what: 'An attachment of a PDF is unpacked however large it becomes.',
    file: 'src/papers/pdf/unfilter.ts',
    find: 'inflateSync(packed, { maxOutputLength: most })',
    replace: 'inflateSync(packed)',
    caughtBy: [attachments],
  },
  {
    name: 'one-of-two-attachments',
    what: 'Of two files under one name in a PDF only the first is told of.',
    file: 'src/papers/pdf/attachments.ts',
    find: 'return [...found];',
    replace: 'return [...found].slice(0, 1);',
    caughtBy: [attachments],
  },
  {
    name: 'paper-holds-by-one',
    what: 'A PDF is said to hold where one of its credentials does.',
    file: 'src/verify-pdf.ts',
    find: 'return all > 0 && holding === all;',
    replace: 'return holding > 0;',
    caughtBy: [verify],
  },
];
