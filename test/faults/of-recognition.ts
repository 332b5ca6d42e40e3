import type { Fault } from './fault.js';

const inRecords = 'src/records/recognised.ts';
const inTotals = 'test/unit/records/recognised.test.ts';
const inViews = 'test/unit/consent/recognised.test.ts';

/** What an institution lets count for a programme of its own. */
export const ofRecognition: readonly Fault[] = [
  {
    name: 'recognised-unseen-unnoted',
    what: 'A try at a record that is not shown is in nobody’s log.',
    file: 'src/flows/recognise-result.ts',
    find: '  await noteUnseen(house, caller, reading);\n',
    replace: '  if (reading.learner === undefined) await noteUnseen(house, caller, reading);\n',
    caughtBy: ['test/flow/house/recognition.test.ts'],
  },
  {
    name: 'own-word-recognises',
    what: 'What a learner, or a file of theirs, says to be recognised counts as if the institution said so.',
    file: inRecords,
    find: "status === 'CURRENT' && assertedBy === 'INSTITUTION' && isItsOwn",
    replace: "status === 'CURRENT' && assertedBy !== 'EMPLOYER' && isItsOwn",
    caughtBy: [inTotals],
  },
  {
    name: 'taken-back-and-still-recognised',
    what: 'What an institution took back goes on counting as a part.',
    file: inRecords,
    find: "status === 'CURRENT' && assertedBy",
    replace: "status !== 'SUPERSEDED' && assertedBy",
    caughtBy: [inTotals],
  },
  {
    name: 'anothers-programme-recognised',
    what: 'An institution lets something count for a programme of another.',
    file: inRecords,
    find: 'isItsOwn ? recognition : undefined',
    replace: '(isItsOwn || true) ? recognition : undefined',
    caughtBy: [inTotals],
  },
  {
    name: 'recognised-though-withheld',
    what: 'A recognition names the record that counts to a reader who may not see that.',
    file: 'src/consent/proof-links.ts',
    find: 'record === undefined || shown.has(record) ? core',
    replace: 'record === undefined || shown.size >= 0 ? core',
    caughtBy: [inViews],
  },
  {
    name: 'withheld-title-in-a-recognition',
    what: 'What is withheld stands in the title of its recognition.',
    file: inRecords,
    find: 'return { ...core, title: recognitionTitle(recognition.programmeTitle), recognition };',
    replace: 'return { ...core, recognition };',
    caughtBy: [inViews],
  },
];
