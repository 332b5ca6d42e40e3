import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import {
  answerQuery,
  type Caller,
  disclosureOf,
  type House,
  pageOf,
  totalsOf,
} from '../src/flows/index.js';
import { principalFromSession } from '../src/identity/index.js';
import { adviser } from './in-memory.js';

const caller: Caller = {
  principal: principalFromSession({ webId: adviser.webId, clientId: adviser.client }),
  purpose: 'CAREER_GUIDANCE',
  operation: 'LearnerRecords',
};
const Asked = z.object({ variables: z.object({ learner: z.string().optional() }) });
const newest = { field: 'ISSUED_ON', descending: true } as const;

/** What LearnerRecords comes to below the graph: policy, the view, the list, its totals and ids, notes, the release. */
async function read(house: House, learner: string): Promise<void> {
  const access = await answerQuery(house, caller, learner);
  const opened = access.kind === 'access' ? await access.open() : access;
  if (opened.kind === 'refused') throw new Error('the adviser of this measurement may read');
  const { reading } = opened;
  const ids = house.idsFor(adviser.webId);
  const page = await pageOf(reading, ids, { first: 50, filter: {}, orderBy: newest });
  for (const { record } of page.records) {
    reading.notes.record(record.key, 'core');
    ids.seal('record', `${reading.learner}${record.key}`);
    await Promise.all([record.facet('assessment'), record.facet('credits')]);
  }
  reading.notes.aggregate('count');
  reading.notes.aggregate('totals');
  await totalsOf(page.all);
  await house.ledger.release([disclosureOf(reading, caller)]);
}

/** The flows of a question and no GraphQL; the answer stands ready. A question about nobody has none to speak of. */
export function flows(house: House, body: Buffer): RequestListener {
  const head = { 'content-type': 'application/json', 'content-length': body.byteLength };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { learner } = Asked.parse(await json(request)).variables;
    if (learner !== undefined) await read(house, learner);
    response.writeHead(200, head).end(body);
  };
  return (request, response) => void answer(request, response);
}
