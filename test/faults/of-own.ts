import type { Fault } from './fault.js';

const words = 'test/unit/flows/own-delivery.test.ts';
const ledger = 'test/flow/ledger/own-and-again.test.ts';
const preview = 'test/proof/preview.test.ts';
const again = 'src/ledger/grant-again.ts';
const same = 'test/unit/records/same-achievement.test.ts';

/** What learners enter themselves, and what they are told of who has access. */
export const ofOwn: readonly Fault[] = [
  {
    name: 'own-word-of-a-school',
    what: 'An edit in the learner’s own folder makes their word that of a school.',
    file: 'src/pod/record-shapes.ts',
    find: 'institution === ownSource.id ? ownShapes : facetShapes;',
    replace: 'institution === ownSource.id ? facetShapes : facetShapes;',
    caughtBy: [words],
  },
  {
    name: 'own-entry-said-by-a-school',
    what: 'What a learner entered is shown as what a school said.',
    file: 'src/records/own-entry.ts',
    find: "  assertedBy: 'SELF',\n",
    replace: "  assertedBy: 'INSTITUTION',\n",
    caughtBy: [words],
  },
  {
    name: 'own-folder-holds-anything',
    what: 'An index makes a bundle of who the learner is, or of their own words a school’s.',
    file: 'src/pod/shapes.ts',
    find: "path.startsWith('self/') === (institution === ownSource.id);",
    replace: "path.startsWith('self/') || institution !== ownSource.id;",
    caughtBy: ['test/unit/pod/hostile-documents.test.ts'],
  },
  {
    name: 'late-retry-undoes',
    what: 'A change that is sent again puts back what was changed since.',
    file: 'src/ledger/own-entries.ts',
    find: '  if (keyHash === undefined) return;\n',
    replace: "  if (keyHash !== 'nothing is kept') return;\n",
    caughtBy: [ledger],
  },
  {
    name: 'stop-undone-for-ever',
    what: 'A stop of long ago can be undone without a new yes.',
    file: again,
    find: '<= regretMs',
    replace: '>= 0',
    caughtBy: [ledger],
  },
  {
    name: 'any-stop-undone',
    what: 'A stop that was not the learner’s own can be undone.',
    file: again,
    find: 'return stoppedThemself(tx, learner, from.id, actor.webId);',
    replace: 'return actor.webId.length > 0;',
    caughtBy: [ledger],
  },
  {
    name: 'undone-with-all-uses',
    what: 'A grant that comes back may be used as often as at first.',
    file: again,
    find: 'maxSessions: usesLeft(from) };',
    replace: 'maxSessions };',
    caughtBy: [ledger],
  },
  {
    name: 'undone-with-new-records',
    what: 'A grant that comes back shows records that came after its first yes.',
    file: 'src/ledger/change-grants.ts',
    find: '(keys ?? (await knownKeys(tx, learner)))',
    replace: '(keys === null ? [] : await knownKeys(tx, learner))',
    caughtBy: [ledger],
  },
  {
    name: 'preview-takes-a-use',
    what: 'A learner’s look at what somebody sees is a use of their grant.',
    file: 'src/flows/preview.ts',
    find: "purpose: 'SELF_USE', grants: [] }",
    replace: "purpose: 'SELF_USE', grants: reading.grants }",
    caughtBy: [preview],
  },
  {
    name: 'preview-forgets-blocks',
    what: 'A preview shows what is hidden from its grantee.',
    file: 'src/flows/preview.ts',
    find: 'planAsReceiver(house, seen, asIfInForce(policy, grant));',
    replace: 'planAsReceiver(house, seen, { ...asIfInForce(policy, grant), blocks: [] });',
    caughtBy: [preview],
  },
  {
    name: 'same-names-what-is-hidden',
    what: 'A view names the record that is the same as one in it, though it does not show that.',
    file: 'src/consent/proof-links.ts',
    find: 'sameAs.filter((key) => counted.has(key))',
    replace: 'sameAs.filter((key) => key.length > 0)',
    caughtBy: [same],
  },
  {
    name: 'same-by-a-forged-id',
    what: 'An id that a learner wrote in a file takes a school’s record out of the total.',
    file: 'src/records/alike.ts',
    find: '!isOwnWord(record) && record.credits !== undefined;',
    replace: 'record.credits !== undefined;',
    caughtBy: [same],
  },
  {
    name: 'same-counts-the-less-trusted',
    what: 'What a learner brought counts in the place of what their school said.',
    file: 'src/records/one-achievement.ts',
    find: '  IMPORT: 2,',
    replace: '  IMPORT: -1,',
    caughtBy: [same],
  },
];
