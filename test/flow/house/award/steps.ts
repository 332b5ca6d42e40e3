import { institutionId } from '../../../../src/base/index.js';
import type { Registry } from '../../../../src/credentials/index.js';
import { demoInstitutions, demoPeople } from '../../../../src/demo/institutions/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

export const roc = institutionId(demoInstitutions.roc.id);
export const samirasNumber = demoPeople.roc.samira.personId;

/** Trusts the made-up ROC, wherever it publishes its keys in this test. */
export const trustsRoc: Registry = {
  all: [],
  find: (did) =>
    did.endsWith(`:issuers:${roc}`)
      ? { name: { nl: 'ROC', en: 'ROC' }, schacHome: roc, dids: [did], keys: [] }
      : undefined,
};

/** What a made-up school awards for 240 hours of cooking. */
export const cooking = {
  name: 'Koken voor grote groepen',
  description: 'Kookt voor honderd gasten.',
  criteria: 'Heeft vijf keer gekookt voor honderd gasten.',
  language: 'nl-NL',
  kind: 'MICROCREDENTIAL',
  load: { unit: 'SBU', amount: '240' },
  eqf: 4,
  nlqf: '4',
  quality: { name: 'Kwaliteitskader', url: 'https://kwaliteit.example/kader' },
  participation: 'onsite or blended',
  assessment: 'application of a skill',
  supervision: 'onsite with identity verification',
  identityChecked: true,
};

let count = 0;
export const recipient = (change: object = {}) => {
  count += 1;
  return {
    person: samirasNumber,
    sourceId: `koken-${count}`,
    awardedOn: '2026-06-30',
    validUntil: '2036-06-30',
    ...change,
  };
};

export const awards = (
  house: TestHouse,
  recipients: readonly object[],
  achievement: object = {},
  more: object = {},
): Promise<GraphAnswer> =>
  house.ask('roc', 'AwardMicrocredentials', {
    input: { achievement: { ...cooking, ...achievement }, recipients, ...more },
  });

/** Offered, and accepted by Samira. @returns the institution's id of it. */
export async function given(house: TestHouse, change: object = {}): Promise<string> {
  const { data, codes } = await awards(house, [recipient(change)]);
  if (codes.length > 0) throw new Error(`not offered: ${codes.join()}`);
  const [{ id }] = data.awardMicrocredentials;
  const [offer] = await offers(house);
  await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'ACCEPT' });
  return String(id);
}

export async function offers(house: TestHouse) {
  const { data } = await house.ask('samira', 'MyAwards');
  return data.myAwards;
}

export async function cookingIn(house: TestHouse) {
  const { data } = await house.ask('samira', 'MyRecords', { first: 250 });
  const { nodes, totals } = data.myRecords;
  const found = nodes.filter(({ title }: { title: string }) => title === cooking.name);
  const sbu = totals.find(({ unit }: { unit: string }) => unit === 'SBU');
  return { found, sbu: Number(sbu?.value ?? 0) };
}
