/** Signed bytes where they came in: the page of a delivery, or what stands beside it. */
import { expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import { Budget, buildersReading } from '../../../src/pod/budget.js';
import { signedReader } from '../../../src/pod/signed-pages.js';

const folder = 'https://pod.example/mo/leerkluis/shared/g/';
const inbox = { page: `${folder}page.json`, manifest: `${folder}page.delivery.json` };
const contentOf = (words: string) => ({
  digest: sha256Hex(words),
  mediaType: 'application/vc+jwt',
  bytes: Buffer.from(words),
});

const gone = async () => new Response(null, { status: 404 });

it('bytes that came in are told as signed only as long as they are those', async () => {
  const { mediaType, digest } = contentOf('een');
  const credential = { digest, mediaType, bytes: 3 };
  const says = (body: string | null, status = 200) =>
    signedReader(async () => new Response(body, { status }), new Budget(buildersReading)).page(
      inbox,
      credential,
    );
  expect(await says('een')).toMatchObject({ digest });
  expect(await says('elf')).toBe('altered');
  expect(await says('\uFEFFeen')).toBe('altered');
  expect(await says(null, 404)).toBeUndefined();
  await expect(says(null, 503)).rejects.toMatchObject({ kind: 'PodUnreachable' });
});

const manifest = (...bodies: readonly string[]) =>
  JSON.stringify({
    id: 'd-1',
    institution: 'school.example',
    connector: 'oeapi-v5',
    receivedAt: '2026-11-27T10:00:00.000Z',
    page: { url: 'https://school.example/1', mediaType: 'application/json', sha256: '' },
    lookups: bodies.map((body) => ({
      url: 'urn:uuid:1',
      mediaType: 'application/vc',
      sha256: '',
      body,
    })),
  });

it('bytes beside a page are read from its manifest, by their digest and no place, once for all of them', async () => {
  const [one, two] = [contentOf('een'), contentOf('twee')];
  const asked: string[] = [];
  const reader = (body: string | null, status = 200) =>
    signedReader(async (at) => {
      asked.push(new Request(at).url);
      return new Response(body, { status });
    }, new Budget(buildersReading));
  const facet = ({ mediaType, digest }: ReturnType<typeof contentOf>) =>
    ({ digest, mediaType, bytes: 3, beside: true }) as const;
  const read = reader(manifest('twee', 'een'));
  expect(await read.page(inbox, facet(one))).toMatchObject({
    digest: one.digest,
    bytes: one.bytes,
  });
  expect(await read.page(inbox, facet(two))).toMatchObject({
    digest: two.digest,
    bytes: two.bytes,
  });
  expect(asked).toEqual([inbox.manifest]);
  expect(await reader(manifest('twee')).page(inbox, facet(one))).toBe('altered');
  expect(await reader('geen JSON').page(inbox, facet(one))).toBe('altered');
  expect(await reader(null, 404).page(inbox, facet(one))).toBeUndefined();
});

it('a form is found where it came in, beside the page, by what its issuer signed', async () => {
  const form = {
    digest: sha256Hex('a.b.c'),
    mediaType: 'application/vc+sd-jwt',
    bytes: 6,
    parts: {},
  };
  const source = { url: 'urn:uuid:x', sha256: '' };
  const says = (bodies: readonly string[], mediaType = form.mediaType) => {
    const told = {
      id: 'x',
      institution: 'roc.example',
      connector: 'award',
      receivedAt: '2026-01-01T00:00:00.000Z',
      page: { ...source, mediaType: 'application/vc' },
      lookups: bodies.map((body) => ({ ...source, mediaType, body })),
    };
    const fetch = async () => new Response(JSON.stringify(told));
    return signedReader(fetch, new Budget(buildersReading)).form(inbox, form);
  };
  expect(await says(['a.b.d~deel~', 'a.b.c~deel~'])).toEqual({
    ...contentOf('a.b.c~deel~'),
    mediaType: form.mediaType,
  });
  expect(await says(['a.b.d~deel~'])).toBeUndefined();
  expect(await says(['a.b.c~deel~'], 'text/plain')).toBeUndefined();
  expect(await says([])).toBeUndefined();
  expect(await signedReader(gone, new Budget(buildersReading)).form(inbox, form)).toBeUndefined();
});
