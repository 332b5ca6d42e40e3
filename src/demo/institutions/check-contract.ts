import { readFileSync } from 'node:fs';
import { contractOf } from './contract/bundle.js';
import { type Tally, walk } from './contract/walk.js';
import type { InstitutionKey } from './model.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const schools = ['roc', 'university', 'hogeschool'] as const satisfies readonly InstitutionKey[];
/** Each school is walked a second time with results added as tests of load add them. */
const bulk = { learner: 'samira', results: 25 } as const;

/** All schools against one bundle: a line per endpoint, then a closing line. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    say('usage: check-contract <bundle.openapi.json>');
    return 2;
  }
  const contract = contractOf(JSON.parse(readFileSync(file, 'utf8')));
  let answers = 0;
  let endpoints = 0;
  let violations = 0;
  const count = (school: string, tally: Tally): void => {
    endpoints += 1;
    answers += tally.answers;
    violations += tally.violations.length;
    const verdict = tally.violations.length === 0 ? 'ok ' : 'BAD';
    say(`${verdict} ${school.padEnd(10)} GET ${tally.path} (${tally.answers} answers)`);
    for (const violation of tally.violations.slice(0, 20)) say(`      ${violation}`);
  };
  for (const school of schools) {
    for (const tally of await walk(school, contract)) count(school, tally);
    for (const tally of await walk(school, contract, bulk)) count(`${school}+`, tally);
  }
  say(`contract: ${endpoints} endpoints, ${answers} answers, ${violations} violations`);
  return violations === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
