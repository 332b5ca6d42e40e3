import {
  countsUntil,
  type DidAnswer,
  type DidDocuments,
  didAnswerIn,
  didsOfList,
  type ExaminedList,
  type Examiner,
  freshUntil,
  listIn,
  storedList,
} from '../credentials/index.js';
import { fetchDidDocument } from './fetch-did-documents.js';
import {
  askOutside,
  type FetchedDocuments,
  type FetchTools,
  fetchedDocuments,
  type WorkedOut,
} from './fetched-documents.js';

/** After so long a DID's document is asked for again: until then, at most, a key that was taken away is missed. */
const didFreshMs = 24 * 60 * 60_000;
/** What the document of a DID takes up, about. */
const didBytes = 4000;

/** What did:web names have published. */
export const didDocuments = (tools: FetchTools): FetchedDocuments<DidAnswer> =>
  fetchedDocuments<DidAnswer>(tools, {
    kind: 'DID',
    read: didAnswerIn,
    write: (answer) => answer,
    size: () => didBytes,
    async fetch(did) {
      const said = await fetchDidDocument(did, tools.outside);
      if ('problem' in said) return { said };
      return { said, freshUntil: new Date(tools.now().getTime() + didFreshMs) };
    },
  });

export const answersIn = (found: ReadonlyMap<string, WorkedOut<DidAnswer>>): DidDocuments =>
  new Map([...found].map(([did, { said }]) => [did, said]));

const listTypes =
  'application/vc, application/vc+jwt, application/statuslist+jwt, application/json;q=0.5';

/** What issuers have taken back. */
export const statusLists = (
  tools: FetchTools & { readonly examiner: Examiner },
  dids: FetchedDocuments<DidAnswer>,
): FetchedDocuments<ExaminedList> =>
  fetchedDocuments<ExaminedList>(tools, {
    kind: 'STATUS_LIST',
    read: listIn,
    write: storedList,
    size: (said) => ('list' in said ? said.list.bits.length : 100),
    countsUntil: (said, fetchedAt) =>
      'list' in said ? countsUntil(said.list, fetchedAt) : fetchedAt,
    async fetch(url) {
      const asked = tools.now();
      const found = await askOutside(tools, url, listTypes);
      if ('problem' in found) return { said: { finding: { code: 'STATUS_UNAVAILABLE' } } };
      const documents = await dids.all(didsOfList(found.bytes));
      const said = await tools.examiner.examineList(found.bytes, answersIn(documents));
      return 'list' in said ? { said, freshUntil: freshUntil(said.list, asked) } : { said };
    },
  });
