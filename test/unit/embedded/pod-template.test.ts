import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderPodTemplate } from '../../../src/embedded/index.js';

const builder = {
  webId: 'http://localhost:4000/builder#it',
  clientId: 'http://localhost:4000/builder/client',
};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-template-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('names the builder and leaves the learner to the pod server', async () => {
  await renderPodTemplate(folder, builder);
  const rule = await readFile(join(folder, 'acp/.acr.hbs'), 'utf8');
  expect(rule).toContain(`acp:agent <${builder.webId}>`);
  expect(rule).toContain(`acp:client <${builder.clientId}>`);
  expect(rule).toContain('acp:agent <{{webId}}>');
  expect(rule).not.toMatch(/%[A-Z_]+%|PublicAgent/);
});

it('holds a profile and access rules, nothing to read', async () => {
  await renderPodTemplate(folder, builder);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(
    files
      .filter((file) => file.isFile())
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['.acr.hbs', '.meta', 'card$.ttl.hbs', 'card.acr']);
});

it.each(['', 'builder', 'http://x/>; acp:agent <http://y', 'http://x/{{webId}}'])(
  'refuses %j as a name of the builder',
  async (webId) => {
    await expect(renderPodTemplate(folder, { ...builder, webId })).rejects.toThrow('IRI');
  },
);
