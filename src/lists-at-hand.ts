import { basename } from 'node:path';
import { isObject, type JsonObject, nestsTooDeep } from './base/index.js';
import type { DidDocuments, ExaminedList, Examiner } from './credentials/index.js';

/** A list that lies in a file, with what it can be known by. */
interface ListAtHand {
  readonly ids: readonly string[];
  readonly endings: readonly string[];
  readonly said: ExaminedList;
}

function jsonIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = nestsTooDeep(text) ? undefined : JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a file says, whoever signed it: by this a list is only found, never believed. */
function claimsIn(bytes: Uint8Array): JsonObject | undefined {
  const text = Buffer.from(bytes).toString('utf8').trim();
  if (text.startsWith('{')) return jsonIn(text);
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  return payload === undefined
    ? undefined
    : jsonIn(Buffer.from(payload, 'base64url').toString('utf8'));
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @returns undefined for what is no list. */
function idsOfList(claims: JsonObject): readonly string[] | undefined {
  const { vc, id, jti, sub } = claims;
  const inner = isObject(vc) ? vc : {};
  const subject = inner['credentialSubject'] ?? claims['credentialSubject'];
  const all: readonly unknown[] = Array.isArray(subject) ? subject : [subject];
  const [one] = all;
  const isList =
    isObject(claims['status_list']) || (isObject(one) && one['encodedList'] !== undefined);
  return isList ? [id, jti, sub, inner['id']].filter(isText) : undefined;
}

/** As much as tells one list from another; `1` does not. */
const leastEnding = 6;
const endingOf = (address: string): string =>
  address
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1) ?? '';

/**
 * Lists that lie in files, in the place of a network: one is at an address where its own id says so; else where its id, or
 * its file, ends in the same name.
 */
export function listsAtHand(examiner: Examiner, dids: DidDocuments) {
  const known: ListAtHand[] = [];
  return {
    /** Keeps it where it is a list. */
    async add(file: string, bytes: Uint8Array): Promise<void> {
      const claims = claimsIn(bytes);
      const ids = claims && idsOfList(claims);
      if (ids === undefined) return;
      const said = await examiner.examineList(bytes, dids);
      const name = basename(file);
      const endings = [...ids.map(endingOf), name, name.replace(/\.[^.]+$/, '')];
      known.push({ ids, endings, said });
    },
    /** What stood at this very address. */
    put(url: string, said: ExaminedList): void {
      known.push({ ids: [url], endings: [], said });
    },
    at: (url: string): readonly ExaminedList[] => {
      const exact = known.filter(({ ids }) => ids.includes(url));
      const ending = endingOf(url);
      const alike =
        exact.length > 0 || ending.length < leastEnding
          ? []
          : known.filter(({ endings }) => endings.includes(ending));
      return [...exact, ...alike].map(({ said }) => said);
    },
  };
}
