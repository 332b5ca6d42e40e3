import { isObject, type JsonObject, present } from '../../base/index.js';
import {
  type CoreFacet,
  distinctLosses,
  type EvidenceFacet,
  Notes,
  type PartialDate,
  type SetAside,
  type Texts,
} from '../../records/index.js';
import { isAchievementCredential } from '../ob3/format.js';
import { credentialRecord } from '../ob3/record.js';
import { broughtBy, type Drafted, itemKey, type Opened } from '../reading.js';
import { Claims } from '../vc/claims.js';
import { isOpened, openCredential, validUntilOf } from '../vc/credential.js';
import { unwrapped } from '../vc/jwt.js';
import { datesIn, organisationIn, roleIn, said, workOf } from '../vc/work.js';
import { educationCore } from './education.js';

type Each = Drafted | SetAside;
/** What each part of the record is, and the name a credential about it has in its subject. */
export interface Part {
  readonly list: string;
  readonly inside: string;
  readonly read: (opened: Opened, entry: Entry) => readonly Each[];
}
interface Entry {
  readonly item: string;
  readonly value: JsonObject;
  /** Who vouches for it in the record itself; none where the holder wrote it. */
  readonly issuer: Texts;
}

const open = ({ value }: Entry, notes = new Notes()): Claims => new Claims(value, '', notes);

/** Addresses where it can be checked. */
function evidenceOf(source: Claims): EvidenceFacet | undefined {
  const documents = source.each('verifications').flatMap((verification) => {
    const url = verification.link('reference');
    return url === undefined ? [] : [{ title: url, url }];
  });
  return documents.length === 0 ? undefined : { documents };
}

/** @param around what it stands in, where that says part of it. */
function drafted(
  opened: Opened,
  item: string,
  [source, around]: readonly [Claims, Claims?],
  core: CoreFacet,
): Drafted {
  const evidence = evidenceOf(around ?? source);
  const id = source.id();
  const identifiers = {
    connector: 'ler-rs',
    sourceId: id === undefined ? `sha256:${opened.sha256}${item}` : id,
    codes: [],
    losses: distinctLosses([...source.losses(), ...(around?.losses() ?? [])]),
    issues: source.notes.issues(),
  };
  return { key: itemKey(opened, item), item, facets: present({ core, evidence, identifiers }) };
}

const mostInside = 50;
/** Of a list longer than anybody's life the rest is set aside, by the place of the first of it. */
const beyond = (elements: readonly unknown[], path: string): readonly SetAside[] =>
  elements.length > mostInside ? [{ code: 'TOO_LARGE', path: `${path}/${mostInside}` }] : [];

const employers = ['organization', 'employer', 'organizationName', 'employerName'];

/** One record for each position: two positions with one employer are two. */
function jobs(opened: Opened, entry: Entry): readonly Each[] {
  const found = open(entry).elements('positionHistories');
  const positions = found.length > 0 ? found.slice(0, mostInside) : [entry.value];
  const read = positions.map((value, index): Each => {
    const item = found.length > 0 ? `${entry.item}/positionHistories/${index}` : entry.item;
    if (!isObject(value)) return { code: 'TYPE', path: item };
    const source = new Claims(value, '', new Notes());
    const employer = open(entry, source.notes);
    employer.has('positionHistories');
    const role = roleIn(source);
    if (role === undefined) return { code: 'MISSING', path: `${item}/title` };
    const own = organisationIn(employer, employers);
    const organisation = own ?? organisationIn(source, employers);
    source.has('current');
    const { start, end } = datesIn(source);
    const isOver = value['current'] !== true;
    const work = workOf(
      source,
      present({ role, organisation, start, end: isOver ? end : undefined }),
    );
    const named = organisation === undefined ? [] : said(organisation);
    const core = present({
      recordType: 'WORK_EXPERIENCE' as const,
      title: said(role),
      description: source.texts('descriptions') ?? source.texts('description'),
      ...broughtBy(entry.issuer.length > 0 ? entry.issuer : named),
      work,
    });
    return drafted(opened, item, found.length > 0 ? [source, employer] : [source], core);
  });
  return [...read, ...beyond(found, `${entry.item}/positionHistories`)];
}

function educations(opened: Opened, entry: Entry): readonly Each[] {
  const degrees = open(entry).elements('educationDegrees');
  if (degrees.length === 0) return [{ code: 'MISSING', path: `${entry.item}/educationDegrees` }];
  const read = degrees.slice(0, mostInside).map((value, index): Each => {
    const item = `${entry.item}/educationDegrees/${index}`;
    if (!isObject(value)) return { code: 'TYPE', path: item };
    const degree = new Claims(value, '', new Notes());
    const education = open(entry, degree.notes);
    education.has('educationDegrees');
    const core = educationCore(education, degree, entry.issuer);
    return 'code' in core
      ? { ...core, path: item }
      : drafted(opened, item, [degree, education], core);
  });
  return [...read, ...beyond(degrees, `${entry.item}/educationDegrees`)];
}

/** From when it holds stands in for when it was given, where that is not said. */
function issuedOf(source: Claims, period: Claims | undefined): PartialDate | undefined {
  const dates = [
    source.partialDate('firstIssued'),
    source.partialDate('issued'),
    period?.partialDate('validFrom'),
  ];
  return dates.find((date) => date !== undefined);
}

function certificates(opened: Opened, entry: Entry): readonly Each[] {
  const source = open(entry);
  const title = source.texts('name') ?? source.texts('title');
  if (title === undefined) return [{ code: 'MISSING', path: `${entry.item}/name` }];
  const organisation = organisationIn(source, ['issuingAuthority', 'issuer', 'organization']);
  const period = source.inside('effectiveTimePeriod');
  const issued = issuedOf(source, period);
  const until = period && validUntilOf(period, 'validTo');
  const certificate = present({ organisation, issued });
  const core = present({
    recordType: 'CERTIFICATE' as const,
    title,
    description: source.texts('descriptions') ?? source.texts('description'),
    ...broughtBy(organisation === undefined ? entry.issuer : said(organisation)),
    issuedOn: issued?.length === 10 ? issued : undefined,
    certificate: Object.keys(certificate).length === 0 ? undefined : certificate,
    award: until === undefined ? undefined : { validUntil: until },
  });
  return [drafted(opened, entry.item, [source], core)];
}

function skills(opened: Opened, entry: Entry): readonly Each[] {
  const source = open(entry);
  const title = source.texts('name') ?? source.texts('competencyName');
  if (title === undefined) return [{ code: 'MISSING', path: `${entry.item}/name` }];
  const level = source.brief('proficiencyLevel');
  const core = present({
    recordType: 'SKILL' as const,
    title,
    description: source.texts('comments') ?? source.texts('descriptions'),
    ...broughtBy(entry.issuer),
    level: level === undefined ? undefined : { raw: level, derived: false },
  });
  return [drafted(opened, entry.item, [source], core)];
}

export const parts: readonly Part[] = [
  { list: 'employmentHistories', inside: 'employmentHistory', read: jobs },
  { list: 'educationAndLearnings', inside: 'educationAndLearning', read: educations },
  { list: 'certifications', inside: 'certification', read: certificates },
  { list: 'licenses', inside: 'license', read: certificates },
  { list: 'skills', inside: 'skill', read: skills },
];

/** A badge stands in the place of the entry; a credential of HR Open's own holds the entry in its subject. */
function readVerified(
  opened: Opened,
  part: Part,
  item: string,
  value: JsonObject,
): readonly Each[] {
  const credential = openCredential(value);
  if (!isOpened(credential)) return [{ ...credential, path: `${item}${credential.path}` }];
  if (isAchievementCredential(value)) return [credentialRecord(opened, 'ler-rs', item, credential)];
  const [stated, ...others] = credential.subject.elements(part.inside);
  if (!isObject(stated) || others.length > 0) {
    return [{ code: 'CREDENTIAL_TYPE_UNSUPPORTED', path: `${item}/type` }];
  }
  const at = `${item}/credentialSubject/${part.inside}`;
  return part.read(opened, { item: at, value: stated, issuer: credential.issuer.name });
}

/** Its own words where it has them; else what the credentials in it say. */
export function readEntry(
  opened: Opened,
  part: Part,
  item: string,
  value: unknown,
): readonly Each[] {
  if (!isObject(value)) return [{ code: 'TYPE', path: item }];
  const names = Object.keys(value).filter((name) => name !== 'id');
  const isOnlyVerified = names.length === 1 && names[0] === 'verifications';
  if (!isOnlyVerified) return part.read(opened, { item, value, issuer: [] });
  return new Claims(value, '', new Notes())
    .elements('verifications')
    .slice(0, 20)
    .flatMap((verification, index) => {
      const at = `${item}/verifications/${index}`;
      const inside = unwrapped(verification);
      return inside === undefined
        ? [{ code: 'TYPE', path: at }]
        : readVerified(opened, part, at, inside);
    });
}
