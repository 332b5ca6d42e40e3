import { readFileSync } from 'node:fs';
import { contractOf } from './contract/bundle.js';
import { walk } from './contract/walk.js';
import type { InstitutionKey } from './model.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Both schools against one bundle: a line per endpoint, then a closing line. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined) {
    say('usage: check-contract <bundle.openapi.json>');
    return 2;
  }
  const contract = contractOf(JSON.parse(readFileSync(file, 'utf8')));
  let answers = 0;
  let endpoints = 0;
  let violations = 0;
  for (const school of ['roc', 'university'] as const satisfies readonly InstitutionKey[]) {
    for (const tally of await walk(school, contract)) {
      endpoints += 1;
      answers += tally.answers;
      violations += tally.violations.length;
      const verdict = tally.violations.length === 0 ? 'ok ' : 'BAD';
      say(`${verdict} ${school.padEnd(10)} GET ${tally.path} (${tally.answers} answers)`);
      for (const violation of tally.violations.slice(0, 20)) say(`      ${violation}`);
    }
  }
  say(`contract: ${endpoints} endpoints, ${answers} answers, ${violations} violations`);
  return violations === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
