/** What a learner is shown as what somebody sees, is what that somebody gets. */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type WebId, webId } from '../../src/base/index.js';
import type { Grant } from '../../src/consent/index.js';
import { personFacets } from '../../src/records/index.js';
import { moveIn } from '../fixtures/asking.js';
import { type MemoryAsker, type MemoryHouse, openMemoryHouse } from '../fixtures/memory-house.js';
import { webIdOf } from '../fixtures/memory-names.js';
import { page, samira } from '../fixtures/people.js';
import { cases, lateFailureOf, patience, seed } from '../fixtures/properties.js';
import { learnerText } from '../fixtures/questions.js';
import { fieldNames } from '../fixtures/record-fields.js';
import { now } from '../fixtures/records.js';
import { someWorld, type World } from '../fixtures/worlds.js';

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse({ hasOwnPods: true });
  return kluis.stop;
});

const herself: WebId = webIdOf({ id: samira });
/** All there is to ask, but for ids and places, which are each reader's own. */
const everything = learnerText({
  by: 'webId',
  id: false,
  person: [...personFacets],
  view: false,
  claims: true,
  list: {
    first: 50,
    page: 1,
    filter: {},
    orderBy: { field: 'TITLE', descending: false },
    fields: fieldNames.filter((name) => name !== 'id'),
    parts: ['nodes', 'count', 'totals'],
  },
}).replace(/\(first: .*?\)/, '(first: 50)');

const waiting = new Set(['PROPOSED', 'PREPARING', 'SUSPENDED']);

/** In no world is a grant to them by their name. */
const unnamed = webId('https://elders.example/nergens-genoemd#me');

/** Whoever this grant is to, and nobody else. */
function receiverOf({ grantee, clients, purpose }: Grant): MemoryAsker {
  const through = { client: clients[0] ?? page, purpose };
  if (grantee.kind === 'person') return { webId: grantee.webId, ...through };
  if (grantee.kind === 'app') return { webId: herself, ...through };
  if (grantee.kind === 'link') {
    return { webId: unnamed, linkHash: grantee.secretHash, ...through };
  }
  if (grantee.kind === 'institution') return { webId: unnamed, ...through };
  return { webId: unnamed, roles: [{ ...grantee, assertedAt: now }], ...through };
}

const Ids = z.array(z.string());
/** Ids are each reader's own: of them, how many there are. */
const withoutIds = (data: unknown): unknown =>
  JSON.parse(
    JSON.stringify(data, (name, value: unknown) => {
      if (name === 'record') return undefined;
      if (name === 'counted' || name === 'provenBy') return Ids.parse(value).length;
      return value;
    }),
  );

const Given = z.object({ learner: z.unknown() });
const Shown = z.object({ previewGrant: z.unknown() });
const sees = async (grant: Grant) => {
  const { data } = await kluis.ask(
    receiverOf(grant),
    `query Sees { learner(id: "${herself}") { ${everything} } }`,
  );
  return withoutIds(Given.parse(data).learner);
};
async function isShown(grant: Grant) {
  const id = kluis.house.idsFor(herself).seal('grant', grant.id);
  const { data, codes } = await kluis.ask(
    { webId: herself, client: page },
    `query Looks { previewGrant(id: "${id}") { ${everything} } }`,
  );
  return { shown: withoutIds(Shown.parse(data).previewGrant), codes };
}

const Empty = z.object({ records: z.object({ count: z.literal(0) }) });
let [compared, full] = [0, 0];

async function isTheSame(world: World, grant: Grant): Promise<void> {
  const before = kluis.grant(grant.id).used;
  kluis.forget();
  const { shown, codes } = await isShown(grant);
  expect(codes).toEqual([]);
  expect(kluis.grant(grant.id).used).toBe(before);
  const [look] = kluis.released;
  expect(look?.facts).toMatchObject({ purpose: 'SELF_USE', grants: [], actor: { webId: herself } });
  // As soon as it is in force, they get this.
  if (waiting.has(grant.state)) kluis.change(grant.id, { state: 'ACTIVE' });
  const given = await sees(grant);
  // Whoever gets no answer is shown as somebody who sees nothing.
  const isEmpty = Empty.safeParse(shown).success;
  expect(given === null ? isEmpty : shown).toEqual(given ?? true);
  compared += 1;
  if (given !== null) full += 1;
  moveIn(kluis, world);
}

describe(`a preview (seed ${seed})`, { timeout: patience }, () => {
  it('of a grant is what its grantee gets, part by part, and takes no use of it', async () => {
    const failure = await lateFailureOf(
      someWorld,
      async (any) => {
        const world = { ...any, shut: [], overfull: false };
        moveIn(kluis, world);
        for (const grant of world.grants) {
          if (grant.learner === samira) await isTheSame(world, grant);
        }
      },
      cases(60),
    );
    expect(failure).toBeUndefined();
    expect(kluis.faults).toEqual([]);
    expect(full).toBeGreaterThan(compared / 4);
  });
});
