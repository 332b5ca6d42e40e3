/** One question in other words: fragments, aliases, the same learner under two names. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asksAs, idsOf, moveIn } from '../fixtures/asking.js';
import { type MemoryHouse, openMemoryHouse } from '../fixtures/memory-house.js';
import { lateFailureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import {
  document,
  type LearnerQuestion,
  learnerText,
  type Question,
  someLearner,
  textOf,
} from '../fixtures/questions.js';
import { fieldOf } from '../fixtures/record-fields.js';
import { someWorld, type World } from '../fixtures/worlds.js';

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse();
  return kluis.stop;
});

const plainly = (asked: LearnerQuestion): string =>
  document(`learner(id: $learner) { ${learnerText(asked)} }`);

function byFragments(asked: LearnerQuestion): string {
  const parts = learnerText(asked, '...Row');
  const row = parts.includes('...Row')
    ? `fragment Row on LearningRecord { ${textOf(asked.list?.fields ?? [])} }`
    : '';
  return document(
    'learner(id: $learner) { ...Asked }',
    `fragment Asked on LearnerView { ${parts} } ${row}`,
  );
}

/** Each field of a row under a name that says what it was. */
function byAliases(asked: LearnerQuestion): string {
  const row = asked.list?.fields.map((name) => `as_${name}: ${fieldOf(name).text}`).join(' ');
  return document(`learner(id: $learner) { ${learnerText(asked, row)} }`);
}
const withoutAliases = (text: string): string => text.replaceAll('"as_', '"');

const byTwoNames = (asked: LearnerQuestion, pairwise: string): string =>
  document(
    `one: learner(id: $learner) { ${learnerText(asked)} } two: learner(id: "${pairwise}") { ${learnerText(asked)} }`,
  );
const Twice = z.object({ one: z.unknown(), two: z.unknown() });
const Once = z.object({ learner: z.unknown() });

/** What a question comes to, and what is written down of it. */
async function traceOf(text: string, world: World, question: Question) {
  moveIn(kluis, world);
  const answer = await asksAs(text, kluis, world, question);
  const { released, fetched } = kluis;
  return { answer, notes: JSON.stringify({ released, fetched }) };
}

/** Rows once: an operation may hold so many aliases and no more. */
const someAsked = someLearner.map((asked): LearnerQuestion => {
  const { list } = asked;
  const parts = list?.parts.filter((part) => part !== 'edges') ?? [];
  return {
    ...asked,
    by: 'webId',
    list: list && { ...list, parts: ['count', ...parts.filter((part) => part !== 'count')] },
  };
});

describe(`a question in other words (seed ${seed})`, { timeout: patience }, () => {
  it('Adviser 5: has the same values, the same fetches and one and the same log row', async () => {
    const count = mainCases(200);
    let released = 0;
    const failure = await lateFailureOf(
      fc.record({ world: someWorld, asked: someAsked }),
      async ({ world, asked }) => {
        const question = { learner: asked, node: undefined };
        const plain = await traceOf(plainly(asked), world, question);
        const { learner } = Once.parse(plain.answer.data);
        const fragments = await traceOf(byFragments(asked), world, question);
        expect(fragments.answer.data).toEqual(plain.answer.data);
        const aliases = await traceOf(byAliases(asked), world, question);
        expect(JSON.parse(withoutAliases(JSON.stringify(aliases.answer.data)))).toEqual(
          plain.answer.data,
        );
        const twice = await traceOf(
          byTwoNames(asked, idsOf(kluis, world).learner),
          world,
          question,
        );
        const { one, two } = Twice.parse(twice.answer.data);
        expect([one, two]).toEqual([learner, learner]);
        if (plain.answer.codes.length > 0) return;
        expect([fragments.notes, aliases.notes, twice.notes]).toEqual([
          plain.notes,
          plain.notes,
          plain.notes,
        ]);
        expect(kluis.released).toHaveLength(1);
        released += 1;
      },
      count,
    );
    say(`${count} questions in four wordings, ${released} of them released with one row each`);
    proved({
      method: 'rewriting',
      cases: count,
      mismatches: failure === undefined ? 0 : 1,
      note: `${released} released, one row each`,
    });
    expect(failure).toBeUndefined();
    expect(released).toBeGreaterThan(count / 3);
  });
});
