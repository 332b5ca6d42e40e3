/**
 * Holds what comes of real files by others against what is said of them beforehand (`expected.json` in the folder given as
 * argument). Not part of the tests: nothing here is needed for them. Fails on an entry that does not come true, and on a
 * fact that nobody here knows how to check.
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileBytes } from '../../src/flows/index.js';
import { facts } from './facts.js';
import { pairsDiffer } from './pairs.js';
import { scenarios } from './scenarios.js';
import { seenIn } from './seen.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const Entry = z.looseObject({
  expect: z.string(),
  code: z.string().optional(),
  'message must name': z.string().optional(),
  facts: z.record(z.string(), z.unknown()).default({}),
  issues: z.array(z.string()).default([]),
  equal: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;
const Expected = z.object({
  files: z.record(z.string(), Entry),
  scenarios: z.record(z.string(), z.unknown()),
});

/** Called otherwise here than there, with the reason. */
const called: Readonly<Record<string, string>> = {
  // Which of the two subjects it differs from stands in its path.
  INNER_SUBJECT_DIFFERS_FROM_CLR_SUBJECT: 'INNER_SUBJECT_DIFFERS',
};

/**
 * Entries that we judge otherwise, with the reason; what is said of them is not checked.
 * A single one is enough to look at: the list is printed each time.
 */
const judgedOtherwise: Readonly<Record<string, string>> = {};

/** Files of a pattern that we judge otherwise. */
const fileJudgedOtherwise: Readonly<Record<string, string>> = {
  'oeapi/gateway-backend/data/index.json':
    'what it says is the same in version 4 and in version 5, so it is recognised',
};

const codeOf = (said: string): string => {
  const [first = ''] = said.split(/[^A-Z0-9_]/);
  return called[first] ?? first;
};

async function filesOf(folder: string, pattern: string): Promise<readonly string[]> {
  if (!pattern.includes('*')) return [pattern];
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) {
    const because = fileJudgedOtherwise[file];
    if (because !== undefined) say(`${file}: judged otherwise, since ${because}`);
    else if (/\.(json|jsonld|xml)$/.test(file)) found.push(file);
  }
  return found.toSorted();
}

/** What is wrong with the outcome itself. */
async function outcomeWrongs(path: string, { expect, code, issues, ...more }: Entry) {
  const { outcome, reasons } = readFileBytes(await readFile(path));
  const codes = new Set(reasons.map((reason) => reason.code));
  const text = JSON.stringify(reasons);
  const mayRefuse = expect.includes('refuse') || expect === 'quarantine';
  const mayImport = expect.startsWith('import') || expect === 'quarantine';
  const isRight = outcome === 'refused' ? mayRefuse : mayImport;
  const wanted = code === undefined ? [] : code.split(/ \/ | or /).slice(0, 1);
  const names = more['message must name'];
  return [
    ...(isRight ? [] : [`is ${outcome}, and should be: ${expect}`]),
    ...wanted.filter((one) => !codes.has(codeOf(one))).map((one) => `does not say ${one}`),
    ...issues
      .map(codeOf)
      .filter((one) => !codes.has(one))
      .map((one) => `does not say ${one}`),
    ...(names !== undefined && !text.includes(names) ? [`does not name ${names}`] : []),
  ];
}

async function factWrongs(path: string, entry: Entry): Promise<readonly string[]> {
  const seen = seenIn(await readFile(path));
  return Object.entries(entry.facts).flatMap(([name, wanted]) => {
    const check = facts[name];
    if (check === undefined) return [`nobody checks the fact ${name}`];
    const wrong = check(seen, wanted, path);
    return wrong === undefined ? [] : [`${name}: ${wrong}`];
  });
}

async function wrongsOf(folder: string, pattern: string, entry: Entry) {
  const files = await filesOf(folder, pattern);
  const wrongs: string[] = files.length === 0 ? ['there is no such file'] : [];
  for (const file of files) {
    const path = join(folder, file);
    wrongs.push(...(await outcomeWrongs(path, entry)), ...(await factWrongs(path, entry)));
  }
  if (entry.equal !== undefined) {
    const [one = '', two = ''] = files.map((file) => join(folder, file));
    wrongs.push(...pairsDiffer(await readFile(one), await readFile(two)));
  }
  return wrongs;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  say('usage: tsx test/shared-data/expected.ts <folder with expected.json>');
  process.exitCode = 2;
} else {
  const text = await readFile(join(folder, 'expected.json'), 'utf8');
  const expected = Expected.parse(JSON.parse(text));
  let failed = 0;
  const tell = (name: string, wrongs: readonly string[]) => {
    if (wrongs.length === 0) return;
    failed += 1;
    say(`${name}: FAILED`);
    for (const wrong of wrongs) say(`  ${wrong}`);
  };
  for (const [pattern, entry] of Object.entries(expected.files)) {
    const because = judgedOtherwise[pattern];
    if (because === undefined) tell(pattern, await wrongsOf(folder, pattern, entry));
    else say(`${pattern}: judged otherwise, since ${because}`);
  }
  for (const [name, wanted] of Object.entries(expected.scenarios)) {
    const scenario = scenarios[name];
    tell(name, scenario ? await scenario(folder, wanted) : ['nobody plays this scenario']);
  }
  const count = Object.keys(expected.files).length + Object.keys(expected.scenarios).length;
  say(`${count} entries, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
