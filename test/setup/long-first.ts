import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest. Started last, one of these would run alone while the other workers have nothing to do. */
const long = [
  'browser/page',
  'house/attacks',
  'crash/flood',
  'house/write-grants',
  'house/hostile-pods',
  'house/kept-true',
  'crash/policy',
  'house/revocation-race',
  'house/revoked-everywhere',
  'house/push',
  'house/brought-pod',
  'house/sync-three-schools',
  'crash/sync',
  'house/bad-input',
  'house/signed-bytes',
  'house/send-results',
  'faults/bank',
  'wallet/last-word',
  'house/apps',
  'house/archive',
  'house/same',
  'house/signed-results',
  'house/whole-model',
  'house/journeys',
  'house/interleaved',
  'house/two-stores',
  'house/consent-changes',
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
