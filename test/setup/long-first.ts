import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or more. Started last, one of these would run alone while the other worker has nothing to do. */
const long = [
  'faults/bank',
  'crash/policy',
  'crash/sync',
  'house/bad-input',
  'browser/page',
  'house/revocation-race',
  'house/attacks',
  'house/two-stores',
  'house/interleaved',
  'house/archive',
  'house/apps',
  'house/sign-in',
];
const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return at < 0 ? long.length : at;
};

/** The long files first. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's own method of that name, not an array's.
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => rank(a) - rank(b));
  }
}
