import { Client } from 'pg';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { guidance, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { visible } from '../attacks/knock.js';
import { shares, stranger } from '../attacks/steps.js';

/** Writes to the database by its own door: a newer version of us, a repair by hand, a fault on a disk. */
async function rewriteNewest(house: TestHouse, set: string): Promise<void> {
  const client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
  try {
    const newest = 'select grant_id from grant_version order by created_at desc limit 1';
    const { rowCount } = await client.query(
      `update grant_version set ${set} where grant_id = (${newest})`,
    );
    expect(rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

const term = (path: string, value: string): string =>
  `terms = jsonb_set(terms, '${path}', '${value}')`;

/** Rows that once were good. What cannot be read allows nothing; no condition is passed over. */
export function unreadableGrants(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));
  const reads = (learner: string) => house.ask('adviser', 'LearnerRecords', { learner }, guidance);
  const samira = () => house.account('samira').webId;

  // biome-ignore format: a table is read in columns
  const rows: readonly (readonly [string, string])[] = [
    ['a condition nobody knows',       term('{onlyOnTuesdays}', 'true')],
    ['a condition inside a choice',    term('{scope,0,notBefore}', '"2027-01-01"')],
    ['a duty nobody knows',            term('{duties}', '["DELETE_AFTER_USE"]')],
    ['a facet nobody knows',           term('{facets}', '["core","special"]')],
    ['a person facet nobody knows',    term('{personFacets}', '["nationalNumber"]')],
    ['a status nobody knows',          term('{scope,0,status}', '["DRAFT"]')],
    ['a level of 99',                  term('{scope,0,levelMin}', '99')],
    ['a level as a text',              term('{scope,0,levelMin}', '"2"')],
    ['a day that is none',             term('{scope,0,issuedFrom}', '"2026-02-30"')],
    ['no choice at all',               term('{scope}', '[]')],
    ['a choice that is null',          term('{scope}', '[null]')],
    ['an app that is null',            term('{clients}', '[null]')],
    ['no app',                         term('{clients}', '[]')],
    ['no terms but a text',            `terms = '"all"'`],
    ['terms that are null',            `terms = 'null'`],
    ['terms that are empty',           `terms = '{}'`],
    ['a purpose nobody knows',         `purpose = 'MARKETING'`],
    ['a purpose nobody grants',        `purpose = 'SELF_USE'`],
    ['a grantee that is no WebID',     `grantee = 'javascript:alert(1)'`],
    ['records that are no list',       `records_at_grant = '{}'`],
  ];
  it.each(someOf(rows, 5))(
    '%s: as if there were none, without a pod and without a fault',
    async (_what, set) => {
      const id = await shares(house);
      const lives = async () => (await reads(samira())).data.learner !== null;
      await expect.poll(lives, { timeout: 30_000, interval: 500 }).toBe(true);
      await rewriteNewest(house, set);
      house.proxy.forget();
      const [faults, nobody] = [house.faults.length, await reads(stranger)];
      const heard = await reads(samira());
      expect(nobody.codes).toEqual(['NOT_FOUND']);
      expect(['NOT_FOUND', 'GRANT_ENDED']).toContain(heard.codes[0]);
      const ended = heard.codes[0] === 'GRANT_ENDED';
      expect(visible(heard)).toEqual(visible(ended ? heard : nobody));
      expect(house.proxy.requests).toEqual([]);
      expect(house.faults.slice(faults)).toEqual([]);
      const stop = await house.ask('samira', 'RevokeGrant', { id });
      expect(stop.codes).toEqual([]);
      expect((await reads(samira())).data).toEqual({ learner: null });
    },
  );
}
