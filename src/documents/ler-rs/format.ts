import { isObject, type JsonObject, present } from '../../base/index.js';
import { Notes, type SetAside } from '../../records/index.js';
import type { JsonFormat } from '../json-format.js';
import {
  type DocumentReading,
  type Drafted,
  type Holder,
  type Opened,
  refuse,
} from '../reading.js';
import { Claims } from '../vc/claims.js';
import { isSigned, typesOf } from '../vc/credential.js';
import { parts, readEntry } from './entries.js';

const standard = 'ler-rs' as const;
const mostEntries = 200;
const mostRecords = 1000;
const named = /LER-?RS/;

const isRecord = (value: JsonObject): boolean =>
  typesOf(value).some((type) => named.test(type)) ||
  (isObject(value['person']) && parts.some(({ list }) => Array.isArray(value[list])));

/** The record itself, without the credential it may be wrapped in. */
function recordIn(value: JsonObject): JsonObject | undefined {
  const subject = value['credentialSubject'];
  if (isObject(subject)) return isRecord(subject) ? subject : undefined;
  return isRecord(value) ? value : undefined;
}

function holderOf(record: Claims): Holder | undefined {
  const person = record.inside('person');
  const name = person?.inside('name');
  const parted = [name?.word('given'), name?.word('family')].filter((part) => part !== undefined);
  const whole = name?.word('formattedName') ?? (parted.length > 0 ? parted.join(' ') : undefined);
  const birthdate = person?.date('birthDate');
  if (whole === undefined && birthdate === undefined) return undefined;
  return present({ name: whole, birthdate });
}

function readParts(record: Claims, at: string, opened: Opened) {
  return parts.flatMap((part) => {
    const entries = record.elements(part.list);
    if (entries.length > mostEntries) record.note('TOO_LARGE', part.list);
    return entries
      .slice(0, mostEntries)
      .flatMap((entry, index) => readEntry(opened, part, `${at}/${part.list}/${index}`, entry));
  });
}

const tooLong = (next: Drafted | SetAside): SetAside => ({
  code: 'TOO_LARGE',
  path: 'facets' in next ? next.item : next.path,
});

function read(value: JsonObject, opened: Opened): DocumentReading {
  const inside = recordIn(value);
  if (inside === undefined) return refuse('MISSING', '/credentialSubject', { standard });
  const [at, path] = inside === value ? ['', ''] : ['/credentialSubject', 'credentialSubject'];
  const record = new Claims(inside, path, new Notes());
  const holder = holderOf(record);
  const all = readParts(record, at, opened);
  const [some, [next]] = [all.slice(0, mostRecords), all.slice(mostRecords)];
  const records = some.flatMap((each) => ('facets' in each ? [each] : []));
  const aside = some.flatMap((each) => ('facets' in each ? [] : [each]));
  const quarantined = next === undefined ? aside : [...aside, tooLong(next)];
  if (records.length === 0) {
    const [first = { code: 'MISSING', path: at }] = quarantined;
    return refuse(first.code, first.path, { standard });
  }
  // How to reach its holder is theirs; the original keeps it.
  for (const frame of ['type', 'documentId', 'communication']) record.has(frame);
  return present({
    kind: 'IMPORTED' as const,
    standard,
    holder,
    records,
    proof: isSigned(value) ? ('NOT_CHECKED' as const) : ('NONE' as const),
    quarantined,
    issues: record.notes.issues(),
    losses: record.losses(),
  });
}

/** HR Open's record of learning and employment: who keeps it wrote it, with credentials by others in it. */
export const lerRs: JsonFormat = {
  fits: (value) => recordIn(value) !== undefined || typesOf(value).some((type) => named.test(type)),
  read,
};
