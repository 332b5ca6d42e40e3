import { expect, vi } from 'vitest';
import { grantId, type LearnerId, webId } from '../../../../src/base/index.js';
import { type GrantView, granteeKey, viewOf } from '../../../../src/consent/index.js';
import type { GrantRow } from '../../../../src/ledger/index.js';
import { openView } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

export const learners = ['samira', 'barry'] as const;
export type Who = (typeof learners)[number];
export const purpose = 'CAREER_GUIDANCE';
const patience = { timeout: 60_000, interval: 100 };

/** Grants given beforehand, their views in the pod, each to be put in force and stopped in its turn. */
export type Stock = ReadonlyMap<Who, GrantRow[]>;

async function workLeft(house: TestHouse): Promise<number> {
  const rows = await house.running.house.ledger.db
    .em()
    .execute<{ left: number }[]>(
      "select count(*)::int as left from outbox_item where state <> 'DONE'",
    );
  return rows[0]?.left ?? -1;
}

export async function learnerOf(house: TestHouse, who: Who): Promise<LearnerId> {
  const found = await house.running.house.ledger.learners.byWebId(webId(house.account(who).webId));
  if (found === undefined) throw new Error(`${who} has no kluis`);
  return found.id;
}

/** A yes through the door, so that its rows and its view are the product's own. */
async function givesOne(house: TestHouse, who: Who): Promise<GrantRow> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose,
    scope: [{ types: ['RESULT'] }],
    facets: ['CORE'],
  };
  const { data } = await house.ask(who, 'GrantAccess', { input });
  expect(data.grantAccess.pod).toBe('PENDING');
  const { grants } = house.running.house.ledger;
  const learner = await learnerOf(house, who);
  return vi.waitUntil(async () => {
    const [given] = await grants.ofLearner(learner);
    return given?.state === 'ACTIVE' && given;
  }, patience);
}

/** The same yes many times over, each a grant of its own with its view and rule in the pod, and not in force yet. */
async function givenBy(house: TestHouse, who: Who, count: number): Promise<GrantRow[]> {
  const first = await givesOne(house, who);
  const { ledger } = house.running.house;
  const { build, names, readerFor, keepersOf } = house.running.workshop;
  const { person, records }: GrantView = JSON.parse(await (await build.fetch(first.view)).text());
  const rows = await ledger.db.em().execute<{ grant_id: string }[]>(
    `insert into grant_version
     select (jsonb_populate_record(one, jsonb_build_object(
       'grant_id', gen_random_uuid(), 'state', 'PREPARING', 'pod', 'PENDING', 'activated_at', null))).*
     from grant_version one, generate_series(1, ?) where grant_id = ? returning grant_id`,
    [count - 1, first.id],
  );
  const storage = house.account(who).podRoot;
  const keepers = keepersOf(webId(house.account(who).webId));
  const copies = rows.map(({ grant_id }) => {
    const id = grantId(grant_id);
    return { ...first, id, view: viewOf(storage, id) };
  });
  for (const { id, grantee, clients, view } of copies) {
    const delegates = clients.map((client) =>
      readerFor(names.delegateOf({ grantId: id, grantee: granteeKey(grantee), client, purpose })),
    );
    await openView(build, { view }, { person, records }, { readers: delegates, keepers });
  }
  return [first, ...copies];
}

/** @param count grants of each learner. */
export async function stockOf(house: TestHouse, count: number): Promise<Stock> {
  await vi.waitUntil(async () => (await workLeft(house)) === 0, patience);
  const found = learners.map(async (who) => [who, await givenBy(house, who, count)] as const);
  return new Map(await Promise.all(found));
}
