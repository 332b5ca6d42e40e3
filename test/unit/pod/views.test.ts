/** How a view is put up and shut, in pods with either language. */
import { describe, expect, it } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { wac } from '../../../src/pod/access-languages.js';
import { openView, removeView, shutView } from '../../../src/pod/build.js';
import type { AccessOf } from '../../../src/pod/rules-place.js';

const view = 'https://pod.example/mo/leerkluis/shared/g/view.json';
const owner = webId('https://pod.example/mo/profile/card#me');
const issuer = 'https://kluis.example/issuer';
const agentOf = (name: string) => ({
  agent: webId(`https://kluis.example/agents/${name}`),
  client: `https://kluis.example/clients/${name}`,
  issuer,
});
const keepers = { owner, builder: agentOf('builder') };
const readers = [agentOf('delegate')];

/** What was written there, in its order. */
function pod(accessOf?: AccessOf) {
  const writes: string[] = [];
  const bodies = new Map<string, string>();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    writes.push(`${request.method} ${request.url.slice(view.length) || 'view'}`);
    bodies.set(request.url, await request.text());
    return new Response(null, { status: 205 });
  };
  const tools = { fetch, context: {}, ...(accessOf !== undefined && { accessOf }) };
  return { tools, writes, rules: () => bodies.get(`${view}.acl`) ?? '' };
}
const withWac: AccessOf = async () => ({ language: wac, suffix: '.acl' });
const empty = { person: {}, records: [] };

describe('where a rule takes the place of those above', () => {
  it('a view is never there without its rule: the rule comes first, and stays until the view is gone', async () => {
    const { tools, writes, rules } = pod(withWac);
    await openView(tools, { view }, empty, { readers, keepers });
    expect(rules()).toContain(readers[0]?.agent);
    await shutView(tools, { view }, keepers);
    expect(wac.readersIn(rules(), view, `${view}.acl`)?.map(({ agent }) => agent)).toEqual([
      owner,
      keepers.builder.agent,
    ]);
    await removeView(tools, { view });
    expect(writes).toEqual(['PUT .acl', 'PUT view', 'PUT .acl', 'DELETE view']);
  });
});

it('where rules add to those above, the view comes first, and is shut by taking its rule away', async () => {
  const { tools, writes } = pod();
  await openView(tools, { view }, empty, { readers, keepers });
  await shutView(tools, { view }, keepers);
  await removeView(tools, { view });
  expect(writes).toEqual(['PUT view', 'PUT .acr', 'DELETE .acr', 'DELETE view']);
});
