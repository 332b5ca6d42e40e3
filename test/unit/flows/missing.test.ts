import { expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import type { Selector } from '../../../src/consent/index.js';
import { missingItems } from '../../../src/flows/missing.js';
import type { RequestedItem } from '../../../src/ledger/index.js';
import type { Facet } from '../../../src/records/index.js';

const [roc, hogeschool] = [institutionId('roc.example'), institutionId('hogeschool.example')];
const item = (change: Partial<RequestedItem> = {}): RequestedItem => ({
  recordTypes: ['RESULT', 'DIPLOMA'],
  institutions: [],
  facets: ['core', 'credits'],
  required: true,
  ...change,
});
const [results, diplomas]: Selector[] = [{ types: ['RESULT'] }, { types: ['DIPLOMA'] }];
const both: Facet[] = ['core', 'credits'];

type Case = readonly [string, RequestedItem, readonly (Selector | undefined)[], Facet[], boolean];
// biome-ignore format: a table is read in columns
const cases: readonly Case[] = [
  ['all of it',                        item(), [{}],                                     both,              false],
  ['all of it, in two choices',        item(), [results, diplomas],                      both,              false],
  ['more parts than asked',            item(), [{}],                                     [...both, 'feedback'], false],
  ['one type of two',                  item(), [results],                                both,              true],
  ['one part of two',                  item(), [{}],                                     ['core'],          true],
  ['some records only',                item(), [{ recordIds: [] }],                      both,              true],
  ['from a day on',                    item(), [{ issuedFrom: '2020-01-01' }],           both,              true],
  ['of one level',                     item(), [{ levelMin: 4 }],                        both,              true],
  ['one school where any was asked',   item(), [{ institutions: [roc] }],                both,              true],
  ['one type where any was asked',     item({ recordTypes: [] }), [results],             both,              true],
  ['the school that was asked',        item({ institutions: [roc] }), [{ institutions: [roc, hogeschool] }], both, false],
  ['two schools, each type from one',  item({ institutions: [roc, hogeschool] }), [{ types: ['RESULT'], institutions: [roc] }, { types: ['DIPLOMA'], institutions: [hogeschool] }], both, true],
  ['nothing, of what was not required', item({ required: false }), [],                   [],                false],
  ['nothing',                          item(), [],                                       both,              true],
];
it.each(cases)('given %s', (_what, asked, scope, facets, missing) => {
  const given = { scope: scope.flatMap((choice) => choice ?? []), facets };
  expect(missingItems([asked], given)).toEqual(missing ? [asked] : []);
});
