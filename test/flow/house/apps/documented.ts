import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, projectRoot } from '../../../../src/embedded/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { answers, browserOf, removes } from './steps.js';

const run = promisify(execFile);

/** The pieces of docs/apps.md in one language, in order. */
async function piecesIn(language: 'sh' | 'js'): Promise<readonly string[]> {
  const text = await readFile(join(projectRoot, 'docs/apps.md'), 'utf8');
  const fences = text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, name, piece = '']) => (name === language ? [piece] : []));
}

/** What the developers' page says, done letter by letter against the running server. */
export function whatIsDocumented(opened: () => TestHouse): void {
  let house: TestHouse;
  let child: ChildProcess | undefined;
  beforeAll(() => {
    house = opened();
  });
  afterAll(() => void child?.kill());

  /** Samira is its browser. @returns what it says, line by line. */
  async function runsProgram(told: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const [program = ''] = await piecesIn('js');
    const running = spawn(process.execPath, ['--input-type=module'], {
      cwd: projectRoot,
      env: told,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child = running;
    const ended = once(running, 'exit');
    running.stdin.end(program);
    const said: string[] = [];
    const lines = createInterface({ input: running.stdout });
    lines.on('line', (line) => said.push(line));
    await Promise.race([once(lines, 'line'), ended]);
    const browse = await browserOf(house, 'samira');
    const asked = await browse((said[0] ?? '').replace('Open in a browser: ', ''));
    const id = asked.location?.pathname.split('/').at(-1);
    const yes = await answers(house, 'samira', { id, decision: 'GRANT', clusters: ['RESULTS'] });
    const { location } = await browse(yes.data.answerAppRequest.redirectTo);
    await Promise.all([ended, fetch(location ?? '')]);
    return said;
  }

  it('docs/apps.md: registered by curl, signed in and answered by Node, with what it got', async () => {
    const REDIRECT = `http://localhost:${await freePort()}/callback`;
    const env = { PATH: process.env['PATH'] ?? '', LEERKLUIS: house.origin, REDIRECT };
    const [registering = '', testers = ''] = await piecesIn('sh');
    const registered = await run('sh', ['-c', registering], { env });
    expect(registered.stdout).toContain('"scope":"results_with_grades"');
    const CLIENT_ID = /"clientId":"([^"]+)"/.exec(registered.stdout)?.[1] ?? '';
    expect(CLIENT_ID).not.toBe('');
    expect((await run('sh', ['-c', testers], { env })).stdout).toContain('"testLearners"');

    const said = await runsProgram({ ...env, CLIENT_ID });
    expect(child?.exitCode).toBe(0);
    expect(said[1]).toBe('The learner gave: results');
    const { data } = JSON.parse(said[2] ?? '');
    expect(data.learner.records.count).toBeGreaterThan(0);
    expect(data.learner.records.nodes[0].assessment).toEqual({ __typename: 'NotShared' });
    await removes(house, CLIENT_ID);
  }, 120_000);
}
