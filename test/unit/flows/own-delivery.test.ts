/** What a learner enters stays their own word, whatever is done with its bytes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault, recordKey, sha256Hex } from '../../../src/base/index.js';
import { ownDelivery, readOwnDelivery } from '../../../src/flows/own-delivery.js';
import { entryOf, type TypedEntry } from '../../../src/flows/own-entry-terms.js';
import { layoutOf, ownPod, readRecords, toBundles } from '../../../src/pod/index.js';
import {
  type AssertedBy,
  assertedBys,
  type OwnEntry,
  ownFacets,
  ownSource,
  type RecordVersion,
  receive,
} from '../../../src/records/index.js';
import { ownDocuments } from '../../fixtures/own-pod.js';
import { barry, hogeschool, samira } from '../../fixtures/people.js';
import { failureOf, lateFailureOf, seed } from '../../fixtures/properties.js';
import { result } from '../../fixtures/records.js';

const id = '4e1f6a0d-2b7c-4d11-9a53-8f0b6c2d7e91';
const now = new Date('2026-09-15T10:00:00Z');
const shop: Extract<TypedEntry, { kind: 'WORK_EXPERIENCE' }> = {
  kind: 'WORK_EXPERIENCE',
  role: 'Verkoper',
  organisation: 'De Groene Hoek',
  start: '2019-05',
};
const spanish: Extract<TypedEntry, { kind: 'SKILL' }> = {
  kind: 'SKILL',
  label: 'Spaans spreken',
  provenBy: [],
};
const firstAid: Extract<TypedEntry, { kind: 'CERTIFICATE' }> = {
  kind: 'CERTIFICATE',
  title: 'Eerste hulp',
};
const factsOf = (typed: TypedEntry) => ownFacets(entryOf(typed, samira), id);
const saidBy = (body: string) => {
  const { page } = ownDelivery(samira, { kind: 'SKILL', id }, now);
  return readOwnDelivery({ page: { ...page, body } });
};
const refusal = (typed: TypedEntry): string => {
  try {
    entryOf(typed, samira);
    return 'taken';
  } catch (error) {
    return error instanceof Fault ? error.kind : String(error);
  }
};

describe('what is entered', () => {
  it('keeps its dates as precisely as they were said', () => {
    const { core } = factsOf({ ...shop, end: '2021', hoursPerWeek: 12.5 });
    expect(core.work).toEqual({
      role: 'Verkoper',
      organisation: 'De Groene Hoek',
      start: '2019-05',
      end: '2021',
      hoursPerWeek: 12.5,
    });
    expect(core.issuedOn).toBeUndefined();
    expect(factsOf({ ...firstAid, date: '2022-03' }).core).toMatchObject({
      certificate: { issued: '2022-03' },
    });
    expect(factsOf({ ...firstAid, date: '2022-03' }).core.issuedOn).toBeUndefined();
    expect(factsOf({ ...firstAid, date: '2022-03-19' }).core.issuedOn).toBe('2022-03-19');
  });

  it('tells nothing of how it ended in the core: hours are credits, what shows a skill is evidence', () => {
    const proof = recordKey('gezondheidsgeografie-1');
    const skill = factsOf({ ...spanish, provenBy: [{ learner: samira, record: proof }] });
    expect(skill.evidence).toEqual({ documents: [], provenBy: [proof] });
    expect(JSON.stringify(skill.core)).not.toContain(proof);
    const course = factsOf({ ...firstAid, hours: 16 });
    expect(course.credits?.load).toEqual({ unit: 'HOUR', amount: '16' });
    expect(JSON.stringify(course.core)).not.toMatch(/16|HOUR/);
  });

  // biome-ignore format: a table is read in columns
  const odd = [
    ['no role',                    { ...shop, role: ' \u202e ' },                          'BadInput'],
    ['a role without an end',      { ...shop, role: 'x'.repeat(201) },                     'BadInput'],
    ['an end before the start',    { ...shop, end: '2018' },                               'BadInput'],
    ['an end in the same year',    { ...shop, end: '2019' },                               'taken'],
    ['a month that there is not',  { ...shop, start: '2019-13' },                          'BadInput'],
    ['a day that there is not',    { ...shop, start: '2019-02-29' },                       'BadInput'],
    ['more hours than a week has', { ...shop, hoursPerWeek: 169 },                         'BadInput'],
    ['hours that are no number',   { ...shop, hoursPerWeek: Number.NaN },                  'BadInput'],
    ['a skill by its address',     { ...spanish, concept: 'http://data.europa.eu/esco/skill/1' }, 'taken'],
    ['a skill by a script',        { ...spanish, concept: 'javascript:alert(1)' },         'BadInput'],
    ['a skill by no address',      { ...spanish, concept: '/esco/skill/1' },               'BadInput'],
    ['a proof of somebody else',   { ...spanish, provenBy: [{ learner: barry, record: recordKey('a') }] }, 'NotFound'],
  ] as const;
  it.each(odd)('%s: %o is %s', (_what, typed, outcome) => {
    expect(refusal(typed)).toBe(outcome);
  });

  it(`attack 37: is plain text: nothing in it turns the line or hides (seed ${seed})`, () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\u0000', '\u202e', '\u2066', '\u200b', '<b>', 'ﬁ'),
      maxLength: 40,
    });
    const failure = failureOf(fc.tuple(nasty, nasty), ([role, description]) => {
      const typed = { ...shop, role: `x${role}`, description };
      const text = JSON.stringify(factsOf(typed).core);
      return !/[\p{Cc}\p{Bidi_Control}\u200b]|\\[nu]/u.test(text);
    });
    expect(failure).toBeUndefined();
  });
});

/** Bytes as ours, in which any member may be another, and members stand that claim more. */
const claims = {
  assertedBy: 'INSTITUTION',
  institution: { id: hogeschool, name: [] },
  core: { assertedBy: 'ISSUER_SIGNED' },
  pass: 'PASSED',
  receivedAt: '2020-01-01T00:00:00Z',
};
const someEntry: fc.Arbitrary<OwnEntry> = fc
  .constantFrom<TypedEntry>(shop, spanish, firstAid)
  .map((typed) => entryOf(typed, samira));
const someBody = fc.oneof(
  someEntry.map((entry) =>
    JSON.stringify({ kind: entry.kind, id, ...claims, entry: { ...entry, ...claims } }),
  ),
  someEntry.map((entry) => JSON.stringify({ kind: 'SKILL', id, entry })),
  fc.json(),
  fc.string(),
);

describe(`the learner’s own word (seed ${seed})`, () => {
  it('can never become anybody else’s: not by what is sent, nor by an edit of its bytes', () => {
    let read = 0;
    const failure = failureOf(someBody, (body) => {
      const { records, withdrawn } = saidBy(body);
      read += records.length;
      for (const { facets } of records) {
        expect(facets.core).toMatchObject({ assertedBy: 'SELF', institution: ownSource });
        expect(facets.assessment).toBeUndefined();
      }
      return records.length + withdrawn.length <= 1;
    });
    expect(failure).toBeUndefined();
    expect(read).toBeGreaterThan(0);
  });

  it('nor by an edit of the bundles in the pod, as the learner reads it and as views are made of it', async () => {
    const storage = 'https://pods.example/samira/';
    const facets = { ...result().facets, ...ownFacets(entryOf(shop, samira), id) };
    const own = fc.record({
      assertedBy: fc.constantFrom<AssertedBy>(...assertedBys),
      institution: fc.constantFrom(ownSource, { id: hogeschool, name: [] }),
    });
    const failure = await lateFailureOf(
      own,
      async (claimed) => {
        const said = { ...result(), facets: { ...facets, core: { ...facets.core, ...claimed } } };
        // Under the learner's own name, whatever the record says.
        const honest: RecordVersion = { ...said, facets };
        const documents = new Map(ownDocuments(storage, [honest], {}));
        const [lie] = toBundles([said], {}).filter(({ facet }) => facet === 'core');
        const at = `${layoutOf(storage).institution(ownSource.id)}core.json`;
        const index = documents.get(layoutOf(storage).index) ?? '';
        const fetch: typeof globalThis.fetch = async (input) => {
          const { url } = new Request(input);
          const body = url === at ? lie?.body : documents.get(url);
          return new Response(body ?? null, { status: body === undefined ? 404 : 200 });
        };
        const pod = ownPod(storage, fetch);
        for (const core of (await pod.facet(ownSource.id, 'core')).values()) {
          expect(core).toMatchObject({ assertedBy: 'SELF', institution: ownSource });
        }
        // With an index that says the same as the edited bundle.
        const hashes = new Map(
          [...documents].map(([url, body]) => [sha256Hex(body), url === at ? lie?.body : body]),
        );
        const told = index.replace(/"sha256":"([0-9a-f]{64})"/g, (_all, hash: string) => {
          return `"sha256":"${sha256Hex(hashes.get(hash) ?? '')}"`;
        });
        documents.set(layoutOf(storage).index, told);
        const stored = (await readRecords({ fetch }, storage)).get(ownSource.id);
        expect(stored?.records).not.toBe('torn');
        for (const { facets: read } of stored === undefined || stored.records === 'torn'
          ? []
          : stored.records) {
          expect(read.core).toMatchObject({ assertedBy: 'SELF', institution: ownSource });
        }
      },
      40,
    );
    expect(failure).toBeUndefined();
  });

  it('is read again from its bytes as it was written, version by version', () => {
    const words = [
      { kind: 'SKILL' as const, id, entry: entryOf(spanish, samira) },
      { kind: 'SKILL' as const, id, entry: entryOf({ ...spanish, level: 'B1' }, samira) },
      { kind: 'SKILL' as const, id },
    ];
    const history = words.reduce<readonly RecordVersion[]>((known, word) => {
      const delivery = ownDelivery(samira, word, now);
      return receive(known, { ...delivery, ...readOwnDelivery(delivery) });
    }, []);
    expect(history.map(({ version, status }) => [version, status])).toEqual([
      [1, 'SUPERSEDED'],
      [2, 'WITHDRAWN'],
    ]);
    expect(history[1]?.facets.core.level).toEqual({ raw: 'B1', derived: false });
  });
});
