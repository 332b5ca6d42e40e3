import { Fault } from '../base/index.js';
import type { Refused } from '../documents/index.js';
import type { Caller, House } from './house.js';
import { type DocumentLook, lookAtNothing, previewDocument } from './import-document.js';
import { ownLearner } from './own-records.js';

export interface DocumentThere {
  readonly look: DocumentLook;
  /** Only of what can be kept: nobody reads the web through us. */
  readonly bytes?: Uint8Array;
}

/** Ids that one look costs of who asks: four at once, and some twelve a minute. */
const cost = 50;
/** Where badges stand, a browser gets a page by the same address. */
const accept =
  'application/vc+ld+json, application/ld+json, application/json;q=0.9, application/xml;q=0.7, text/csv;q=0.6, */*;q=0.1';

const refused = (code: string): Refused => ({ kind: 'REFUSED', code, path: '' });

async function bytesAt(house: House, address: string): Promise<Uint8Array | Refused> {
  try {
    const response = await house.outside(address, { headers: { accept } });
    return response.ok
      ? new Uint8Array(await response.arrayBuffer())
      : refused('ADDRESS_NO_ANSWER');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return refused(error.kind === 'UrlRefused' ? 'ADDRESS_NOT_TAKEN' : 'ADDRESS_NO_ANSWER');
  }
}

/**
 * What stands at an address that a learner was given, and what it would bring. Keeps nothing. What the learner then keeps is
 * what they saw: these bytes, whatever stands there later.
 * @throws Fault `Forbidden` for who is no learner, before anything is asked; `RateLimited`.
 */
export async function documentAt(
  house: House,
  caller: Caller,
  address: string,
): Promise<DocumentThere> {
  const learner = await ownLearner(house, caller);
  if (!(await house.rates.take(house.meterOf(caller.principal), 'ids', cost))) {
    throw new Fault('RateLimited', 'too many addresses in a minute');
  }
  const found = await bytesAt(house, address.trim());
  if (!(found instanceof Uint8Array)) return { look: lookAtNothing(learner, found) };
  const look = await previewDocument(house, caller, found);
  return look.reading.kind === 'IMPORTED' ? { look, bytes: found } : { look };
}
