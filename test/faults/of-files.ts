import type { Fault } from './fault.js';

const rows = 'test/unit/flows/results-file.test.ts';
const house = 'test/flow/house/send-results.test.ts';

/** What a school sends in a file goes to somebody else, says more than it does, or is kept where only a look was asked. */
export const ofFiles: readonly Fault[] = [
  {
    name: 'bound-by-national-number',
    what: 'Whose a row is, is told by any number in it, the national one too.',
    file: 'src/flows/results-file.ts',
    find: '/^(?:x-)?(?:student_?number|esi|eppn|eduid|identifier|account_?id)$/i',
    replace: '/./',
    caughtBy: [rows],
  },
  {
    name: 'row-passed-by-itself',
    what: 'A row that does not say whether it was passed is passed.',
    file: 'src/flows/row-association.ts',
    find: "(type?.recordType === 'DIPLOMA' ? 'PASSED' : 'UNKNOWN')",
    replace: "(type?.recordType === 'DIPLOMA' ? 'UNKNOWN' : 'PASSED')",
    caughtBy: [rows],
  },
  {
    name: 'look-at-a-file-keeps-it',
    what: 'What a clerk only looks at is put in quarantine.',
    file: 'src/flows/send-results.ts',
    find: '  if (!dryRun) {\n    await noteTries',
    replace: '  if (rows.length > 0) {\n    await noteTries',
    caughtBy: [house],
  },
];
