import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sha256Hex } from '../../../src/base/index.js';
import { newSigningKey, type SigningKey } from '../../../src/identity/index.js';
import { countable, totalsLine } from '../../../src/papers/index.js';
import { type SourceDelivery, studyLoadTotals } from '../../../src/records/index.js';
import { bytesOf, filesIn, textOf, without, zipped } from '../../fixtures/archive-files.js';
import { association, deliveryOf, result, roc, university } from '../../fixtures/oeapi-v5.js';
import { archived, broughtBy, delivered, gathered } from '../../fixtures/paper-kluis.js';
import { lateFailureOf, patience, seed } from '../../fixtures/properties.js';

const ids = ['a', 'b', 'c'].map((n) => `5b8f0a3c-1d27-4e96-8c45-0f9a7d6e3b2${n}`);
const scores = ['7.5', '8,6', '5', 'V', '10'];

/** A page of a few associations that say different things each time; often with what is odd and allowed in JSON. */
const somePage = fc
  .record({
    items: fc.array(
      fc.record({
        id: fc.constantFrom(...ids),
        score: fc.constantFrom(...scores),
        pass: fc.constantFrom('passed', 'failed', 'unknown'),
        comment: fc.option(fc.constantFrom('Goed zo.', 'Łódź, İzmir', 'a\u2028b "c"')),
        load: fc.constantFrom(2.5, 5, 240),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    mark: fc.boolean(),
    space: fc.constantFrom(0, 2, 7),
  })
  .map(({ items, mark, space }) => {
    const said = items.map(({ id, score, pass, comment, load }) =>
      association({
        associationId: id,
        result: result({
          score,
          pass,
          studyLoad: { studyLoadUnit: 'ects', value: load },
          ...(comment !== null && { comment, irregularities: 'mist' }),
        }),
      }),
    );
    const text = JSON.stringify(
      { pageSize: 250, hasNextPage: false, items: said },
      undefined,
      space,
    );
    return deliveryOf(`${mark ? '\uFEFF' : ''}${text}`);
  });

/** The school says that it has one of them no more. */
const someAbsence = fc.constantFrom(...ids).map((id): SourceDelivery => {
  const body = '{"status":"404"}';
  const url = `https://oeapi.example/associations/${id}`;
  const page = { url, mediaType: 'application/problem+json', sha256: sha256Hex(body), body };
  return { ...deliveryOf([]), page: { ...page, status: 404 }, lookups: [] };
});
const someUnreadable = fc.constant(deliveryOf('<html>503</html>'));

/** A history of some deliveries of two schools, several of them received at one moment. */
const someHistory = fc
  .array(
    fc.record({
      delivery: fc.oneof({ weight: 4, arbitrary: somePage }, someAbsence, someUnreadable),
      school: fc.constantFrom(university.id, roc.id),
      later: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => {
    let second = 0;
    return all.map(({ delivery, school, later }, n): SourceDelivery => {
      second += later;
      const receivedAt = `2026-04-02T08:00:${String(second).padStart(2, '0')}.000Z`;
      return { ...delivery, institution: school, receivedAt, id: `delivery-${n}` };
    });
  });

const Index = z.looseObject({
  bundles: z.array(z.looseObject({ institution: z.string() })),
  deliveries: z.array(z.looseObject({ institution: z.string() })),
});
const bySchool = (refs: readonly { readonly institution: string }[]) =>
  refs.toSorted((a, b) =>
    a.institution === b.institution ? 0 : a.institution < b.institution ? -1 : 1,
  );

/** Every document by address, in its bytes. In an index only what is of one school has an order that counts. */
const inOrder = (documents: ReadonlyMap<string, Buffer>) =>
  [...documents]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([at, body]) => {
      if (!at.endsWith('/index.json')) return [at, body.toString('base64')];
      const { bundles, deliveries } = Index.parse(JSON.parse(body.toString()));
      return [at, bySchool(bundles), bySchool(deliveries)];
    });

const totals = (records: Parameters<typeof countable>[0]) =>
  studyLoadTotals(countable(records)).map(totalsLine);

let [ours, others]: readonly SigningKey[] = [];
beforeAll(async () => {
  [ours, others] = [await newSigningKey(), await newSigningKey()];
});
const keys = (): readonly [SigningKey, SigningKey] => {
  if (ours === undefined || others === undefined) throw new Error('keys come first');
  return [ours, others];
};

describe(`an archive and back (seed ${seed})`, () => {
  it(
    'gives an empty pod every document byte for byte, and the same totals',
    async () => {
      const [key] = keys();
      const holds = async (history: readonly SourceDelivery[]): Promise<void> => {
        const before = await delivered(history, 2);
        const all = await gathered(before, history);
        expect(all.received).toHaveLength(history.length);
        const brings = await broughtBy(await archived(all, key), [key]);
        expect(brings).toMatchObject({ standing: 'SEALED', ownWord: [], refused: [] });
        const after = await delivered(brings.asTheyWere, 20);
        expect(inOrder(after)).toEqual(inOrder(before));
        const kept = brings.versions.map((record) => ({ institution: university.id, record }));
        expect(totals(kept)).toEqual(totals(all.records));
        const twice = await delivered([...brings.asTheyWere, ...brings.asTheyWere], 4, after);
        expect(inOrder(twice)).toEqual(inOrder(before));
      };
      expect(await lateFailureOf(someHistory, holds, 20)).toBeUndefined();
    },
    patience,
  );

  it('vouches for no delivery that was changed by hand in the pod', async () => {
    const [key] = keys();
    const history = [deliveryOf([association()])];
    const pod = await delivered(history, 1);
    for (const [at, body] of pod) {
      const better = body.toString().replaceAll('7.5', '9.5');
      if (/inbox\/11111111[0-9a-f-]*\.json$/.test(at)) pod.set(at, Buffer.from(better));
    }
    const all = await gathered(pod, history);
    expect(all.received).toEqual([]);
    const { asTheyWere, versions } = await broughtBy(await archived(all, key), [key]);
    expect(asTheyWere).toEqual([]);
    expect(versions.map(({ facets }) => facets.core.assertedBy)).toEqual(['IMPORT', 'IMPORT']);
  });

  it('brings nothing where one file is not what the list says', async () => {
    const [key] = keys();
    const history = [deliveryOf([association()])];
    const archive = await archived(await gathered(await delivered(history, 1), history), key);
    const files = filesIn(archive);
    const [path = ''] = Object.keys(files).filter((name) => name.startsWith('originals/'));
    const changed = zipped({ ...files, [path]: bytesOf(`${textOf(files, path)} `) });
    await expect(broughtBy(changed, [key])).rejects.toThrow('DIFFERS');
    await expect(broughtBy(without(archive, path), [key])).rejects.toThrow('DIFFERS');
    await expect(broughtBy(without(archive, 'manifest.json'), [key])).rejects.toThrow('NOT_OURS');
  });

  it(
    'brings no school’s word without our key, about somebody else, or that never came to us',
    async () => {
      const [key, other] = keys();
      const holds = async (history: readonly SourceDelivery[]): Promise<void> => {
        const all = await gathered(await delivered(history, 3), history);
        const unheard = await gathered(await delivered(history, 3), []);
        const archives = [
          await archived(all, other),
          await archived(all, key, 'https://pods.example/barry/profile/card#me'),
          await archived(unheard, key),
        ];
        for (const archive of archives) {
          const { asTheyWere, ownWord, versions } = await broughtBy(archive, [key]);
          expect(asTheyWere).toEqual([]);
          expect(versions.filter(({ facets }) => facets.core.assertedBy !== 'IMPORT')).toEqual([]);
          expect(versions.filter(({ facets }) => facets.special !== undefined)).toEqual([]);
          const current = all.records.filter(({ record }) => record.status === 'CURRENT');
          expect(versions).toHaveLength(current.length);
          const pod = await delivered(ownWord, 20);
          const again = await broughtBy(archive, [key]);
          expect([...(await delivered(again.ownWord, 20))].map(([at]) => at)).toEqual(
            [...pod].map(([at]) => at),
          );
        }
      };
      expect(await lateFailureOf(someHistory, holds, 10)).toBeUndefined();
    },
    patience,
  );
});
