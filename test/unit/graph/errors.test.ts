import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphQLError, locatedError } from 'graphql';
import { expect, it } from 'vitest';
import { Fault, type FaultKind } from '../../../src/base/index.js';
import { findingCodes } from '../../../src/credentials/index.js';
import { projectRoot } from '../../../src/embedded/index.js';
import { formatError, graphError, refusal } from '../../../src/graph/errors.js';
import { findingMeaning, findingSentence } from '../../../src/graph/finding-sentences.js';
import { errorCatalogue, errorCodes } from '../../../src/graph/index.js';
import { signInProblems } from '../../../src/http/index.js';
import { sourceProblems } from '../../../src/institutions/index.js';

const secret = 'Samira el Amrani, 8.2';
const heard: unknown[] = [];
const format = formatError((error) => heard.push(error));
/** As Apollo hands an error over: with a code of its own where there was none. */
function told(error: unknown) {
  const given = error instanceof GraphQLError ? error : locatedError(error, undefined, ['learner']);
  const code = given.extensions['code'] ?? 'INTERNAL_SERVER_ERROR';
  return format({ ...given.toJSON(), extensions: { ...given.extensions, code } }, given);
}

// biome-ignore format: a table is read in columns
const faults: Record<FaultKind, string> = {
  BadInput:          'BAD_INPUT',
  Conflict:          'CONFLICT',
  Forbidden:         'FORBIDDEN',
  NotFound:          'NOT_FOUND',
  PodRefused:        'UPSTREAM',
  PodUnreachable:    'UPSTREAM',
  RateLimited:       'RATE_LIMITED',
  SourceMalformed:   'UPSTREAM',
  SourceUnreachable: 'UPSTREAM',
  Unauthenticated:   'UNAUTHENTICATED',
  UrlRefused:        'BAD_INPUT',
};
it.each(Object.entries(faults))('a fault of kind %s is told as %s', (kind, code) => {
  const [fault] = Object.keys(faults).filter((known): known is FaultKind => known === kind);
  if (fault === undefined) throw new TypeError('a kind of fault is meant');
  const { extensions } = told(new Fault(fault, 'a place in a document'));
  expect(extensions).toEqual({ code });
  expect(Object.keys(errorCodes)).toContain(code);
});

// biome-ignore format: a table is read in columns
it.each([
  ['NO_GRANT',         'NOT_FOUND'],
  ['ENDED',            'GRANT_ENDED'],
  ['PURPOSE_REQUIRED', 'PURPOSE_REQUIRED'],
] as const)('the refusal %s is told as %s, in that code’s own sentence', (because, code) => {
  expect(told(refusal(because))).toMatchObject({ message: errorCodes[code], extensions: { code } });
});

/** Whose sentence goes out as it was written. */
const speaking = ['BadInput', 'Conflict', 'Forbidden'];
it.each(Object.keys(faults).filter((kind) => !speaking.includes(kind)))(
  'a fault of kind %s says no more than its code',
  (kind) => {
    const [fault] = Object.keys(faults).filter((known): known is FaultKind => known === kind);
    if (fault === undefined) throw new TypeError('a kind of fault is meant');
    expect(JSON.stringify(told(new Fault(fault, secret)))).not.toContain(secret);
  },
);

it('the sentences that do go out are written in the source and hold nothing of the question', async () => {
  const sentences: string[] = [];
  for await (const file of glob('src/**/*.ts', { cwd: projectRoot })) {
    const source = await readFile(join(projectRoot, file), 'utf8');
    const made = source.matchAll(
      /new Fault\(\s*'(?:BadInput|Conflict|Forbidden)',\s*([^)]*?),?\s*\)/g,
    );
    for (const [, sentence = ''] of made) sentences.push(sentence);
  }
  expect(sentences.length).toBeGreaterThan(10);
  const filledIn = sentences.filter((sentence) => !/^'[^']*'$/.test(sentence));
  // What is filled in is a setting of ours.
  expect(filledIn.toSorted()).toEqual([
    '`A grant answers ${mostClaims} questions at most: many together would tell the records.`',
    '`Access can last ${most} days at most.`',
    '`Each line is kept for ${house.logRetentionDays} days: choose a moment longer ago.`',
  ]);
});

// biome-ignore format: a table is read in columns
const unforeseen: readonly (readonly [string, unknown])[] = [
  ['an error of the language',   new TypeError(secret)],
  ['an error of the database',   Object.assign(new Error(secret), { code: '22P02' })],
  ['an error that is none',      secret],
  ['a value that fits no enum',  new GraphQLError(`Enum "Pass" cannot represent value: "${secret}"`)],
  ['a code that is not ours',    new GraphQLError(secret, { extensions: { code: 'OOPS', more: secret } })],
];
it.each(unforeseen)(
  '%s is told as UPSTREAM without its text, and heard by the operator',
  (_what, error) => {
    heard.length = 0;
    expect(told(error)).toMatchObject({
      message: errorCodes.UPSTREAM,
      extensions: { code: 'UPSTREAM' },
    });
    expect(JSON.stringify(told(error))).not.toContain(secret);
    expect(heard).not.toEqual([]);
  },
);

it('what is no fault of ours is not written down', () => {
  heard.length = 0;
  told(graphError('NOT_FOUND'));
  told(new Fault('BadInput', 'x'));
  expect(heard).toEqual([]);
});

it('nothing but code, sentence, place and path leaves', () => {
  const error = new GraphQLError(errorCodes.CONFLICT, {
    extensions: { code: 'CONFLICT', stacktrace: [secret], http: { status: 400 }, more: secret },
  });
  expect(Object.keys(told(error)).toSorted()).toEqual(['extensions', 'message']);
  expect(told(error).extensions).toEqual({ code: 'CONFLICT' });
});

/** The codes of one table of docs/errors.md, by the head of its first column. */
async function listed(head: string): Promise<readonly string[]> {
  const text = await readFile(join(projectRoot, 'docs/errors.md'), 'utf8');
  const table = text.split(/\n{2,}/).find((part) => part.startsWith(`| ${head} `)) ?? '';
  return [...table.matchAll(/^\| `([A-Z_]+)` *\|/gm)].map(([, code = '']) => code);
}
/** What stands in quotes in the places of the source where codes are given. */
async function written(folder: string, places: readonly RegExp[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const file of glob(`src/${folder}/**/*.ts`, { cwd: projectRoot })) {
    const source = await readFile(join(projectRoot, file), 'utf8');
    const matches = places.flatMap((place) => [...source.matchAll(place)]);
    for (const [match] of matches) {
      for (const [, code = ''] of match.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)) found.add(code);
    }
  }
  return found;
}

it('docs/errors.md lists exactly the codes there are, in order', async () => {
  expect(await listed('code')).toEqual(Object.keys(errorCodes));
});

it('docs/errors.md lists exactly the reasons for which a school gives nothing, in order', async () => {
  expect(await listed('problem')).toEqual(sourceProblems);
});

it('docs/errors.md lists exactly what can be found out about a credential, in order', async () => {
  expect(await listed('finding')).toEqual(findingCodes);
});

it('what is found out about a credential is said in two languages, with what it means', () => {
  const said = findingCodes.flatMap((code) => {
    expect(findingMeaning({ code }, 'nl')).not.toBe(findingMeaning({ code }, 'en'));
    return [findingSentence({ code }, 'nl'), findingSentence({ code }, 'en')];
  });
  expect(new Set(said).size).toBe(said.length);
});

it('docs/errors.md lists exactly the problems of a sign-in, in order', async () => {
  expect(await listed('sign-in')).toEqual(signInProblems);
});

/** Codes that a section names in its text. */
async function inSection(head: string): Promise<readonly string[]> {
  const text = await readFile(join(projectRoot, 'docs/errors.md'), 'utf8');
  const [, after = ''] = text.split(head);
  const [section = ''] = after.split(/\n## /);
  return [...section.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code = '']) => code);
}

it('docs/errors.md names exactly the codes that are said of files, beside those of schools', async () => {
  const { documentCodes } = await import('../../../src/documents/sentences.js');
  const [named, ofSchools] = [await inSection('## What is said of a file'), await listed('issue')];
  expect(named.toSorted()).toEqual(documentCodes.filter((code) => !ofSchools.includes(code)));
});

it('docs/errors.md lists exactly the issues that are said of what a school sent', async () => {
  const issues = await written('institutions', [
    /\.?\bnote\([^)]*\)/g,
    /asideAt\([^)]*\)/g,
    /cut\('[^)]*\)/g,
    /\bcode: '[A-Z_]+'/g,
    /=== 'too_big' \? .*/g,
    /\? 'SAME' : '[A-Z_]+'/g,
    /refuse\('[A-Z_]+'/g,
    /: 'TEMPLATE_PLACEHOLDER'|'TEMPLATE_PLACEHOLDER'/g,
  ]);
  const ofFiles = await inSection('## What is said of a file');
  const ofSending = await listed('delivery');
  const dates = await written('records', [/issue: '[A-Z_]+'/g]);
  const syncs = await written('flows', [/\bcode: '[A-Z_]+'/g]);
  const [known, said] = [await listed('issue'), issues.union(dates).union(syncs)];
  const others = ['SAME', ...ofFiles, ...ofSending, ...findingCodes];
  expect([...said.difference(new Set([...known, ...others]))]).toEqual([]);
  expect(known.filter((code) => !said.has(code))).toEqual([]);
});

it('docs/errors.md lists exactly the reasons for which work for a pod waits', async () => {
  const reasons = await written('flows', [/reason: '[A-Z_]+'/g]);
  expect(reasons).toEqual(new Set(await listed('reason')));
});

it('docs/errors.md says of each code what the catalogue for apps says', async () => {
  const text = await readFile(join(projectRoot, 'docs/errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` *\|(.+)\|$/gm)].flatMap(([, code, rest = '']) => {
    const [message, meaning, whatToDo, ...more] = rest.split('|').map((cell) => cell.trim());
    return whatToDo === undefined || more.length > 0 ? [] : [{ code, message, meaning, whatToDo }];
  });
  const catalogue = errorCatalogue.map(({ code, message, meaning, whatToDo }) => {
    expect(meaning.nl).not.toBe(meaning.en);
    expect(whatToDo.nl).not.toBe(whatToDo.en);
    return { code, message, meaning: meaning.en, whatToDo: whatToDo.en };
  });
  expect(rows.slice(0, catalogue.length)).toEqual(catalogue);
});

it('docs/errors.md gives each code’s own sentence', async () => {
  const text = await readFile(join(projectRoot, 'docs/errors.md'), 'utf8');
  for (const sentence of Object.values(errorCodes)) expect(text).toContain(sentence);
});
