import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest. Started last, one of these would run alone while the other workers have nothing to do. */
const long = [
  'faults/bank',
  'browser/page',
  'house/attacks',
  'house/hostile-pods',
  'crash/sync',
  'crash/flood',
  'house/kept-true',
  'house/bad-input',
  'house/revocation-race',
  'crash/policy',
  'house/write-grants',
  'house/interleaved',
  'house/sync-three-schools',
  'house/two-stores',
  'house/archive',
  'house/apps',
  'house/consent-changes',
  'house/whole-model',
  'proof/two-worlds',
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
