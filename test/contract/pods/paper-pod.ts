/** A pod on paper: whatever the product's own functions write is kept as they wrote it, to be read as RDF. */
import { grantId, webId } from '../../../src/base/index.js';
import { buildView, type Grant, underBlocks } from '../../../src/consent/index.js';
import {
  grantDocument,
  type ReceiptEvent,
  receiptDocument,
  signed,
} from '../../../src/flows/consent-documents.js';
import { type AttestationType, attester, newSigningKey } from '../../../src/identity/index.js';
import {
  keepConsentDocument,
  layoutOf,
  openKluis,
  openView,
  storeDelivery,
  writeRecords,
} from '../../../src/pod/index.js';
import type { Person, RecordVersion, SourceDelivery } from '../../../src/records/index.js';
import { noor, page } from '../../fixtures/people.js';
import { context } from './linked-data.js';

export const storage = 'https://pods.example/samira/';
const self = {
  agent: webId('https://kluis.example/agents/self'),
  client: page,
  issuer: 'https://kluis.example/issuer',
};
const keepers = {
  owner: webId(`${storage}profile/card#me`),
  builder: { ...self, agent: webId('https://kluis.example/agents/builder') },
};
const uuid = '0b6f2e7a-94c1-4d35-a8e2-7c3d5f1b9e08';
/** The grant at an address of this pod. */
export const here = (grant: Grant): Grant => {
  const id = grantId(uuid);
  return { ...grant, id, view: layoutOf(storage).view(id) };
};

const answer = (status: number, body?: string) =>
  new Response(body, { status, headers: { etag: '"1"' } });
/** What a ledger takes of a grant to write: it shares nothing, and is for one purpose. */
const writing = {
  purpose: 'ENROLMENT',
  scope: [],
  claims: [],
  facets: [],
  personFacets: [],
  recordsAtGrant: [],
  includeFuture: false,
} as const;
const row = (grant: Grant) => ({
  ...grant,
  ...(grant.grantee.kind === 'institution' && writing),
  pod: 'CONFIRMED' as const,
  createdAt: new Date(),
});

const key = newSigningKey();
export function paperPod() {
  const documents = new Map<string, string>();
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const request = new Request(url, init);
    if (request.method === 'PUT') {
      documents.set(request.url, await request.text());
      return answer(201);
    }
    const found = documents.get(request.url);
    return found === undefined ? answer(404) : answer(200, found);
  };
  const tools = { fetch, context };
  const consentDocument = async (at: string, type: AttestationType, document: object) =>
    keepConsentDocument(
      tools,
      at,
      JSON.stringify(await signed(attester(await key, 'https://kluis.example'), type, document)),
    );
  return {
    /** By path below the root, access rules left out. */
    written: () =>
      [...documents]
        .filter(([at]) => !at.endsWith('.acr'))
        .map(([at, body]) => ({ at, path: at.slice(storage.length), body })),
    open: (person: Person) => openKluis(tools, storage, { self, keepers }, person),
    deliver: (delivery: SourceDelivery) => storeDelivery(tools, storage, delivery),
    async write(records: readonly RecordVersion[]) {
      const perSchool = Map.groupBy(records, ({ facets }) => facets.core.institution.id);
      for (const [institution, theirs] of perSchool) {
        const came = new Map(theirs.map(({ delivery, receivedAt }) => [delivery, receivedAt]));
        const deliveries = [...came].map(([id, receivedAt]) => ({ id, receivedAt }));
        await writeRecords(tools, storage, institution, {
          records: theirs,
          deliveries,
          from: [],
          torn: false,
        });
      }
    },
    show: (grant: Grant, records: readonly RecordVersion[], person: Person) =>
      openView(tools, grant, buildView(underBlocks(grant, []), records, person), {
        readers: [{ ...self, agent: noor }],
        keepers,
      }),
    agree: (grant: Grant) =>
      consentDocument(
        layoutOf(storage).grant(grant.id, grant.version),
        'leerkluis-grant+jwt',
        grantDocument(row(grant), webId(`${storage}profile/card#me`)),
      ),
    receipt: (grant: Grant, event: ReceiptEvent, at: Date) =>
      consentDocument(
        layoutOf(storage).receipt(grant, event),
        'leerkluis-receipt+jwt',
        receiptDocument(row(grant), webId(`${storage}profile/card#me`), event, at),
      ),
  };
}
