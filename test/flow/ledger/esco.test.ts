import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/index.js';
import { openTestLedger } from '../../fixtures/ledger.js';

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, close } = await openTestLedger());
  await ledger.esco.load('en', [
    { uri: 'https://esco.example/1', label: 'solve technical problems', others: '' },
    {
      uri: 'https://esco.example/2',
      label: 'problem solving',
      others: 'find solutions\n100 % care',
    },
  ]);
  await ledger.esco.load('nl', [
    {
      uri: 'https://esco.example/1',
      label: 'technische problemen oplossen',
      others: 'storingen verhelpen',
    },
  ]);
});
afterAll(() => close());

const labels = async (text: string, languages = ['nl', 'en']) =>
  (await ledger.esco.search(text, languages, 20)).map(({ label }) => label);

it('finds skills by any of their names, each once, in the first language that has it', async () => {
  expect(await labels('problem')).toEqual(['problem solving', 'technische problemen oplossen']);
  expect(await labels('STORING')).toEqual(['technische problemen oplossen']);
  expect(await labels('problem', ['en'])).toEqual(['problem solving', 'solve technical problems']);
});

it('takes what somebody types for itself, not for a pattern', async () => {
  expect(await labels('100 %')).toEqual(['problem solving']);
  expect(await labels('%')).toEqual(['problem solving']);
  expect(await labels('_')).toEqual([]);
  expect(await labels('   ')).toEqual([]);
});

it('has what was loaded last in the place of what was there', async () => {
  const one = { uri: 'https://esco.example/3', label: 'baking', others: '' };
  await ledger.esco.load('en', [one]);
  expect(await labels('solving')).toEqual([]);
  expect(await labels('baking')).toEqual(['baking']);
});
