import { Parser } from 'n3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { grantsUniversityResults, revokes } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { shapeAt, wrongs } from './linked-data.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
}, 180_000);
afterAll(() => house.stop());

const contains = 'http://www.w3.org/ns/ldp#contains';

/** Every document below a container, asked of the pod server as the builder. */
async function documentsBelow(container: string): Promise<readonly string[]> {
  const { fetch } = house.running.workshop.build;
  const answer = await fetch(container, { headers: { accept: 'text/turtle' } });
  expect(answer.status).toBe(200);
  const quads = new Parser({ baseIRI: container }).parse(await answer.text());
  const members = quads
    .filter(({ predicate }) => predicate.value === contains)
    .map(({ object }) => object.value);
  const below = await Promise.all(
    members.map((at) => (at.endsWith('/') ? documentsBelow(at) : Promise.resolve([at]))),
  );
  return below.flat();
}

const Granted = z.object({
  data: z.object({ grantAccess: z.object({ grant: z.object({ id: z.string() }) }) }),
});
/** Samira shares everything of everything with Noor, unasked. */
async function shares(change: object): Promise<string> {
  const facets = ['CORE', 'CREDITS', 'ASSESSMENT', 'EVIDENCE', 'FEEDBACK', 'IDENTIFIERS'];
  const grantee = { person: house.account('adviser').webId };
  const input = { grantee, purpose: 'ADMISSION', scope: [{}], facets, ...change };
  const { text } = await house.ask('samira', 'GrantAccess', { input });
  return Granted.parse(JSON.parse(text)).data.grantAccess.grant.id;
}

test('every document in a pod stands where the floor plan has it, and keeps to the shape of its place', async () => {
  const wide = await shares({ personFacets: ['NAME'], maxSessions: 2 });
  const gone = await grantsUniversityResults(house);
  const input = { grantId: wide, facets: ['CORE'] };
  const narrowed = await house.ask('samira', 'NarrowGrant', { input });
  expect(house.faults).toEqual([]);
  expect(narrowed.codes).toEqual([]);
  await revokes(house, gone);

  const { build } = house.running.workshop;
  const root = `${house.pods}/samira/`;
  const found = await documentsBelow(root);
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  for (const at of found) {
    const path = at.slice(root.length);
    if (path === 'profile/card') continue;
    // Copies of the log are plain JSON, held to their shape where they are read.
    if (/^consent\/log\/(head|[1-9]\d*)\.json$/.test(path)) continue;
    const shape = shapeAt(path) ?? 'unknown';
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
    if (shape === 'bytes of a school') continue;
    const body = await (await build.fetch(at)).text();
    const what = shape === 'unknown' ? ['unknown'] : await wrongs(body, at, shape);
    wrong.push(...what.map((one) => `${path}: ${one}`));
  }
  expect(wrong).toEqual([]);
  expect(counts.get('Delivery')).toBe(counts.get('bytes of a school'));
  expect(Object.fromEntries(counts)).toMatchObject({
    Index: 1,
    Person: 1,
    View: 1,
    Grant: 3,
    Receipt: 4,
  });
  for (const facet of ['Core', 'Assessment', 'Credits', 'Identifiers']) {
    expect([...counts.keys()]).toContain(`${facet}Bundle`);
  }
});
