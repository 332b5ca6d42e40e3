import { type InstitutionId, sha256Hex, unambiguous, uuidOf } from '../../base/index.js';
import type { SourceDelivery, SourceDocument } from '../../records/index.js';
import { mediaTypeOf, type Question, readCapped, textOf } from './ask.js';
import { type Dialect, documentPath } from './dialect.js';
import { documentPathOf } from './document.js';
import { sourceFailure } from './pages.js';
import { ask, type Door } from './patience.js';

const labelFor = (associations: string): string => `/${associations}/{associationId}`;
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
  { url, label }: Question,
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
  readonly dialect: Dialect;
  /** The kinds of associations that the endpoint has. */
  readonly resources: readonly string[];
  readonly institution: InstitutionId;
  readonly learnerRef: string;
  readonly now: () => Date;
}

/** What a source says of an association of each kind, until one is there. */
async function askFor(
  { door, dialect, institution, learnerRef, now, resources }: Asked,
  sourceId: string,
  over: AbortSignal,
): Promise<SourceDelivery | undefined> {
  let absence: SourceDocument | undefined;
  for (const associations of resources) {
    const path = documentPath(associations, sourceId);
    if (path === undefined) return undefined;
    const url = `${door.endpoint.baseUrl}/${path}`;
    const question = { url, label: labelFor(associations), mayBeAbsent: true };
    const found = await ask(door, question, over, absenceIn);
    if (found === undefined) return undefined;
    // Of all that is not there, what was there once tells most.
    if (absence === undefined || found.status === 410) absence = found;
  }
  if (absence === undefined) return undefined;
  const receivedAt = now().toISOString();
  const at = documentPathOf(absence);
  const id = uuidOf(unambiguous([institution, learnerRef, at, absence.sha256, receivedAt]));
  const { connector } = dialect;
  return { id, institution, connector, receivedAt, page: absence, lookups: [] };
}

const isThere = async (response: Response): Promise<boolean> => {
  await response.body?.cancel();
  return response.status === 200;
};

/** Whether the source answers by id at all: an association it named a moment ago must be there. */
async function answersById({ door, resources }: Asked, sourceId: string, over: AbortSignal) {
  for (const associations of resources) {
    const path = documentPath(associations, sourceId);
    if (path === undefined) return false;
    try {
      const url = `${door.endpoint.baseUrl}/${path}`;
      const question = { url, label: labelFor(associations), mayBeAbsent: true };
      if (await ask(door, question, over, isThere)) return true;
    } catch (error) {
      sourceFailure(error);
      return false;
    }
  }
  return false;
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
    try {
      const delivery = await askFor(asked, sourceId, over);
      if (delivery !== undefined && isSure(delivery)) gone.push(delivery);
    } catch (error) {
      sourceFailure(error);
      if (over.aborted) break;
    }
  }
  return gone;
}
