import { isObject, type JsonObject } from '../../base/index.js';
import type { CredentialForm, StatusRef } from '../examined.js';
import type { FindingCode } from '../finding.js';

/** Each is a list to fetch: a credential that names more sends us round the web. */
const mostRefs = 8;
const mostCharacters = 2048;

const purposesOf: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['BitstringStatusListEntry', ['revocation', 'suspension', 'refresh', 'message']],
  ['StatusList2021Entry', ['revocation', 'suspension']],
]);

const unusable = (code: FindingCode, path: string): StatusRef => ({
  kind: 'UNSUPPORTED',
  list: '',
  index: 0,
  purpose: '',
  problem: { code, path },
});

function addressOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > mostCharacters) return undefined;
  return /^https?:$/.test(URL.parse(value)?.protocol ?? '') ? value : undefined;
}

const asIndex = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Of W3C lists also as text, in the one way to write a number: "8x", " 8" and "08" are nobody's index. */
const indexIn = (value: unknown): number | undefined =>
  asIndex(typeof value === 'string' && /^(0|[1-9]\d*)$/.test(value) ? Number(value) : value);

/** Only a message has more than one bit. */
function isSize(size: unknown, purpose: string): boolean {
  if (size === undefined || size === 1) return true;
  const bits = asIndex(size);
  return purpose === 'message' && bits !== undefined && bits > 0;
}

const typeOf = ({ type }: JsonObject): unknown =>
  Array.isArray(type) && type.length === 1 ? type[0] : type;

function entryRef(entry: unknown, path: string): StatusRef {
  if (!isObject(entry)) return unusable('STATUS_UNREADABLE', path);
  const purposes = purposesOf.get(typeOf(entry));
  if (purposes === undefined) return unusable('STATUS_TYPE_UNSUPPORTED', path);
  const { statusPurpose: purpose, statusSize } = entry;
  if (typeof purpose !== 'string') return unusable('STATUS_UNREADABLE', `${path}/statusPurpose`);
  if (!purposes.includes(purpose)) return unusable('STATUS_TYPE_UNSUPPORTED', path);
  if (!isSize(statusSize, purpose)) return unusable('STATUS_UNREADABLE', `${path}/statusSize`);
  const index = indexIn(entry['statusListIndex']);
  if (index === undefined) return unusable('STATUS_UNREADABLE', `${path}/statusListIndex`);
  const list = addressOf(entry['statusListCredential']);
  if (list === undefined) return unusable('STATUS_UNREADABLE', `${path}/statusListCredential`);
  return { kind: 'BITSTRING', list, index, purpose };
}

function entryRefs(status: unknown): readonly StatusRef[] {
  const path = '/credentialStatus';
  if (status === undefined) return [];
  if (!Array.isArray(status)) return [entryRef(status, path)];
  return status.map((entry: unknown, at) => entryRef(entry, `${path}/${at}`));
}

function tokenRef(entry: unknown): StatusRef {
  const path = '/status/status_list';
  const index = isObject(entry) ? asIndex(entry['idx']) : undefined;
  if (!isObject(entry) || index === undefined) return unusable('STATUS_UNREADABLE', `${path}/idx`);
  const list = addressOf(entry['uri']);
  if (list === undefined) return unusable('STATUS_UNREADABLE', `${path}/uri`);
  return { kind: 'TOKEN', list, index, purpose: '' };
}

/** IETF: a member for each way to learn of it, of which one is a list of tokens. */
function tokenRefs(status: unknown): readonly StatusRef[] {
  if (status === undefined) return [];
  const members = isObject(status) ? Object.entries(status) : [];
  if (members.length === 0) return [unusable('STATUS_UNREADABLE', '/status')];
  return members.map(([name, entry]) =>
    name === 'status_list' ? tokenRef(entry) : unusable('STATUS_TYPE_UNSUPPORTED', '/status'),
  );
}

/** Where a credential says that its status is kept: every place counts, also one that cannot be asked. */
export function statusRefsOf(claims: JsonObject, form: CredentialForm): readonly StatusRef[] {
  const { credentialStatus, status } = claims;
  // Signed as linked data it has no such member: the context rule stops it.
  const tokens = form === 'DATA_INTEGRITY' ? [] : tokenRefs(status);
  const all = [...entryRefs(credentialStatus), ...tokens];
  if (all.length <= mostRefs) return all;
  return [...all.slice(0, mostRefs), unusable('STATUS_UNREADABLE', '/credentialStatus')];
}
