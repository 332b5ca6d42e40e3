/** A folder of ours is made in somebody's pod, or it is not taken and nothing stays there. */
import { expect, it } from 'vitest';
import { webId } from '../../../src/base/index.js';
import { settleIn } from '../../../src/pod/index.js';

const root = 'https://pod.example/mo/';
const folder = `${root}leerkluis/`;
const owner = webId('https://pod.example/mo/profile/card#me');
const builder = {
  agent: webId('https://kluis.example/agents/builder'),
  client: 'https://kluis.example/clients/builder',
  issuer: 'https://kluis.example/builder',
};
const types = {
  storage: '<http://www.w3.org/ns/pim/space#Storage>; rel="type"',
  acr: '<http://www.w3.org/ns/solid/acp#AccessControlResource>; rel="type"',
};

/** Where rules are in ACP, and its owner may do everything. */
function podOf({ rootIs = types.storage }: { readonly rootIs?: string } = {}) {
  const documents = new Map<string, string>([
    [root, ''],
    [`${root}.acr`, ''],
  ]);
  const writes: string[] = [];
  const ownersFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method } = request;
    if (method === 'PUT') {
      writes.push(`PUT ${url}`);
      documents.set(url, await request.text());
      return new Response(null, { status: 201 });
    }
    if (method === 'DELETE') {
      writes.push(`DELETE ${url}`);
      for (const at of documents.keys()) if (at.startsWith(url)) documents.delete(at);
      return new Response(null, { status: 205 });
    }
    const body = documents.get(url);
    const isRules = url.endsWith('.acr');
    const link = [isRules ? types.acr : `<${url}.acr>; rel="acl"`, url === root ? rootIs : ''];
    const headers = { link: link.filter((one) => one !== '').join(', ') };
    if (body === undefined) return new Response(null, { status: 404, headers });
    return new Response(method === 'HEAD' ? null : body, { headers });
  };
  return { documents, writes, ownersFetch };
}
const saying =
  (status: number): typeof fetch =>
  async () =>
    new Response(null, { status });

/** @param signed what an agent of ours that nobody let in is told. */
const settling = (pod: ReturnType<typeof podOf>, signed: number) =>
  settleIn({
    root,
    keepers: { owner, builder },
    owner: pod.ownersFetch,
    nobody: saying(401),
    stranger: saying(signed),
  });

it('a pod that says no to strangers, to ours by name, is settled in', async () => {
  const pod = podOf();
  expect(await settling(pod, 403)).toEqual({ storage: folder, kind: 'ACP' });
  expect(pod.documents.has(`${folder}.acr`)).toBe(true);
});

it('one that takes no token of ours is not: neither would the builder come in', async () => {
  const pod = podOf();
  await expect(settling(pod, 401)).rejects.toMatchObject({ kind: 'PodUnreachable' });
  expect(pod.writes.at(-1)).toBe(`DELETE ${folder}`);
  expect([...pod.documents.keys()]).toEqual([root, `${root}.acr`]);
});

it('one that lets a stranger of ours look is open', async () => {
  const pod = podOf();
  expect(await settling(pod, 200)).toBe('POD_OPEN');
  expect([...pod.documents.keys()]).toEqual([root, `${root}.acr`]);
});

it('a folder that its server does not call a storage is none: rules above it, which hold in it, are not seen', async () => {
  const pod = podOf({ rootIs: '<http://www.w3.org/ns/ldp#Container>; rel="type"' });
  expect(await settling(pod, 403)).toBe('POD_NOT_FOUND');
  expect(pod.writes).toEqual([]);
});
