/**
 * Holds the verdicts on real credentials by others, and on made ones, against what is said of them beforehand (`expected.json`
 * in the folder given as argument). Not part of the tests: nothing here is needed for them. Nothing that must fail may come
 * out as trusted or authentic, whatever else differs.
 */
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { corpus } from '../../src/corpus.js';
import { examinerHere } from '../../src/credentials/index.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
/** The moment for which it is said what comes of them. */
const at = '2026-11-24T03:00:00Z';

const Expected = z.array(
  z.object({ file: z.string(), upstream: z.string(), observed: z.string().optional() }),
);
const Line = z.object({ file: z.string(), verdict: z.string().optional() });

/** Judged otherwise here than by the prototype, with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'w3c/eddsa-rdfc-2022/signedDataInt.json':
    'the vocabulary of examples gives every word a meaning, so it is not pinned and nothing is processed',
  'w3c/proof-set-chain/signedProofSet2.json': 'the same vocabulary of examples',
};

const mustFail =
  /must fail|must be refused|invalid|does not verify|revoked|expired|not valid|expected (?:REJECTED|UNDETERMINED)/i;
/** A prototype called both of ours VERIFIED. */
const called = (verdict: string): string =>
  verdict === 'TRUSTED' || verdict === 'AUTHENTIC' ? 'VERIFIED' : verdict;

function wanted({ upstream, observed = '' }: z.infer<typeof Expected>[number]): string | undefined {
  const said = /^(VERIFIED|REJECTED|UNDETERMINED)\b/.exec(observed)?.[1];
  return said ?? /^expected (VERIFIED|REJECTED|UNDETERMINED)$/.exec(upstream)?.[1];
}

const root = resolve(process.argv[2] ?? '');
const expected = Expected.parse(JSON.parse(await readFile(join(root, 'expected.json'), 'utf8')));
const verdicts = new Map<string, string>();
const hear = (text: string): void => {
  const { file, verdict } = Line.parse(JSON.parse(text));
  if (verdict !== undefined) verdicts.set(file.slice(root.length + 1), verdict);
};
await corpus(root, { json: true, at }, { say: hear, examiner: examinerHere });

let failed = 0;
let held = 0;
for (const one of expected) {
  const verdict = verdicts.get(one.file);
  const found = verdict === undefined ? undefined : called(verdict);
  if (mustFail.test(one.upstream) && found === 'VERIFIED') {
    failed += 1;
    say(`${one.file}: ${verdict}, and it must fail`);
  }
  const want = wanted(one);
  if (want === undefined) continue;
  const because = otherwise[one.file];
  if (found === want) held += 1;
  else if (because !== undefined) say(`${one.file}: judged otherwise, since ${because}`);
  else {
    failed += 1;
    say(`${one.file}: ${verdict ?? 'no verdict'}, and not ${want}`);
  }
}
say(`${held} verdicts on credentials as promised, ${failed} otherwise.`);
if (failed > 0 || held === 0) process.exitCode = 1;
