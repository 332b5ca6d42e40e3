import { type InstitutionId, sha256Hex, unambiguous, uuidOf } from '../../base/index.js';
import type { SourceDelivery, SourceDocument } from '../../records/index.js';
import { mediaTypeOf, type Question, readCapped, textOf } from './ask.js';
import { documentPath } from './document.js';
import { sourceFailure } from './pages.js';
import { ask, type Door } from './patience.js';
import { connector } from './records.js';

const label = '/associations/{associationId}';
const mostIds = 100;
/** What a source says of what is not there is short. */
const mostBytes = 100_000;

const asText = (bytes: Uint8Array | undefined): string | undefined => {
  try {
    return bytes === undefined ? undefined : textOf(bytes);
  } catch {
    return undefined;
  }
};

/**
 * That a document is not there, in the source's exact bytes. They may be anything; what is no UTF-8 or too long is kept
 * as nothing, since it is the status that counts.
 * @returns undefined for a document that is there.
 */
async function absenceIn(
  response: Response,
  { url }: Question,
): Promise<SourceDocument | undefined> {
  const { status } = response;
  if (status !== 404 && status !== 410) {
    await response.body?.cancel();
    return undefined;
  }
  const body = asText(await readCapped(response, label, mostBytes));
  const sent = mediaTypeOf(response);
  // A router that has no such door says 404 too, and says it to people.
  if (status === 404 && !/^application\/(problem\+)?json$/.test(sent)) return undefined;
  const isKept = body !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(sent);
  const mediaType = isKept ? sent : 'application/octet-stream';
  return { url, mediaType, sha256: sha256Hex(body ?? ''), body: body ?? '', status };
}

interface Asked {
  readonly door: Door;
  readonly institution: InstitutionId;
  readonly learnerRef: string;
  readonly now: () => Date;
}

async function askFor(
  { door, institution, learnerRef, now }: Asked,
  path: string,
  over: AbortSignal,
): Promise<SourceDelivery | undefined> {
  const url = `${door.endpoint.baseUrl}/${path}`;
  const page = await ask(door, { url, label, mayBeAbsent: true }, over, absenceIn);
  if (page === undefined) return undefined;
  const receivedAt = now().toISOString();
  const id = uuidOf(unambiguous([institution, learnerRef, path, page.sha256, receivedAt]));
  return { id, institution, connector, receivedAt, page, lookups: [] };
}

const isThere = async (response: Response): Promise<boolean> => {
  await response.body?.cancel();
  return response.status === 200;
};

/** Whether the source answers by id at all: an association it named a moment ago must be there. */
async function answersById({ door }: Asked, sourceId: string, over: AbortSignal): Promise<boolean> {
  const path = documentPath('associations', sourceId);
  if (path === undefined) return false;
  try {
    const url = `${door.endpoint.baseUrl}/${path}`;
    return await ask(door, { url, label, mayBeAbsent: true }, over, isThere);
  } catch (error) {
    sourceFailure(error);
    return false;
  }
}

/** What to ask after, and one that is there. */
export interface Doubts {
  readonly sourceIds: readonly string[];
  /** Absent when the source names none. */
  readonly named: string | undefined;
}

/** One after the other, in the order given, until the source is in trouble or the time is over. */
export async function askForGone(
  asked: Asked,
  { sourceIds, named }: Doubts,
  over: AbortSignal,
): Promise<readonly SourceDelivery[]> {
  if (named !== undefined && !(await answersById(asked, named, over))) return [];
  // Without one that is there, a 404 may be that of a door that leads nowhere.
  const isSure = ({ page }: SourceDelivery) => named !== undefined || page.status === 410;
  const gone: SourceDelivery[] = [];
  for (const sourceId of sourceIds.slice(0, mostIds)) {
    const path = documentPath('associations', sourceId);
    if (path === undefined) continue;
    try {
      const delivery = await askFor(asked, path, over);
      if (delivery !== undefined && isSure(delivery)) gone.push(delivery);
    } catch (error) {
      sourceFailure(error);
      if (over.aborted) break;
    }
  }
  return gone;
}
