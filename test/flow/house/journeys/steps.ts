import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type LearnerId, webId } from '../../../../src/base/index.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { readRecords } from '../../../../src/pod/index.js';
import { guidance } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

/** A result of whatever sort. */
export const achievements = ['RESULT', 'DIPLOMA', 'MICROCREDENTIAL', 'CERTIFICATE'];
/** What Samira gives for advice: what she did and where, with credits, for a month. */
export const terms = () => ({
  scope: [{ types: achievements }],
  facets: ['CORE', 'CREDITS'],
  until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
});

export interface Seen {
  readonly id: string;
  readonly title: string;
  readonly recordType: string;
  readonly institution: { readonly id: string };
  readonly assertedBy: string;
  readonly level: { readonly eqf: number | null } | null;
  readonly assessment: { readonly __typename: string; readonly pass?: string };
  readonly credits: {
    readonly load: { readonly unit: string; readonly value: string } | null;
    readonly earned: boolean;
    readonly notEarnedBecause: string | null;
  };
  readonly provenance: {
    readonly assertedBy: string;
    readonly method: string;
    readonly receivedAt: string;
  };
}

/** The adviser, or somebody else, asks about Samira in words of their own. */
export const asksOf = (
  house: TestHouse,
  query: string,
  variables: object = {},
  who: PersonaKey = 'adviser',
): Promise<GraphAnswer> =>
  house.ask(
    who,
    'Q',
    { learner: house.account('samira').webId, ...variables },
    { ...guidance, query },
  );

async function samiraIn(house: TestHouse): Promise<LearnerId> {
  const { learners } = house.running.house.ledger;
  const found = await learners.byWebId(webId(house.account('samira').webId));
  if (found === undefined) throw new Error('Samira has no kluis');
  return found.id;
}

/** The exact bytes of what the adviser’s delegate may read of Samira’s pod, by her newest grant to them. */
export async function newestView(house: TestHouse): Promise<string> {
  const all = await house.running.house.ledger.grants.ofLearner(await samiraIn(house));
  const adviser = house.account('adviser').webId;
  const found = all.find(({ grantee }) => grantee.kind === 'person' && grantee.webId === adviser);
  if (found === undefined) throw new Error('no grant');
  return (await house.running.workshop.build.fetch(found.view)).text();
}

const adds = (house: TestHouse, input: object): Promise<GraphAnswer> =>
  house.ask('samira', 'AddOwnRecord', { input: { key: randomUUID(), ...input } });

/** Beside what schools said: a job, a skill and a course of her own. */
export async function addsOwnWord(house: TestHouse): Promise<void> {
  const entries = [
    { workExperience: { role: 'Bezorger', organisation: 'De Groene Hoek', start: '2024-05' } },
    { skill: { label: 'Kaartlezen' } },
    { learning: { title: 'Eerste hulp', hours: 16 } },
  ];
  const added = await Promise.all(entries.map((entry) => adds(house, entry)));
  for (const { data } of added) expect(data.addOwnRecord.pod).toBe('CONFIRMED');
}

/** Ids that would be the adviser’s for all of Samira’s records, shared or not, by sort. */
export async function idsForAdviser(house: TestHouse): Promise<(type: string) => string[]> {
  const { running } = house;
  const samira = await samiraIn(house);
  const ids = running.house.idsFor(webId(house.account('adviser').webId));
  const found = await readRecords(running.workshop.build, house.account('samira').podRoot);
  const all = [...found.values()].flatMap(({ records }) => (records === 'torn' ? [] : records));
  return (type) =>
    all
      .filter(({ facets }) => facets.core.recordType === type)
      .map(({ key }) => ids.seal('record', `${samira}${key}`));
}
