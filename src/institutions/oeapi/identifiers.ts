import { z } from 'zod';
import { isObject } from '../../base/index.js';
import { type IdentifiersFacet, Notes, type SpecialFacet } from '../../records/index.js';
import type { Association } from './association.js';
import type { DeliveringInstitution } from './core.js';
import { Source } from './source.js';
import { specialFields } from './special.js';

type Code = IdentifiersFacet['codes'][number];

const identifier = z
  .object({ codeType: z.string().min(1).max(100), code: z.string().min(1).max(500) })
  .transform(({ codeType, code }): Code => ({ type: codeType, code }));
const nationalTypes = /^(?:x-)?(?:national_?identity_?number|bsn)$/i;
const isNational = ({ type }: Code): boolean => nationalTypes.test(type);

const codesIn = (holder: Source | undefined): readonly Code[] => [
  ...[holder?.read('primaryCode', identifier)].filter((code) => code !== undefined),
  ...(holder?.list('otherCodes', identifier) ?? []),
];

const distinct = (codes: readonly Code[]): readonly Code[] => [
  ...new Map(codes.map((code) => [`${code.type} ${code.code}`, code])).values(),
];

const testAdminCode = 'orgAssociationId';
function testAdminCodes({ id, testAdmin }: Association): readonly Code[] {
  return testAdmin.flatMap((admin) => {
    const code = admin.word(testAdminCode);
    if (code === undefined || code === '') return [];
    if (code === id) admin.note('ID_REUSED', testAdminCode);
    return [{ type: testAdminCode, code }];
  });
}

/** Codes of what was taken. Those of the learner are no part of a record; a national number is in none. */
export const codesOf = (association: Association): IdentifiersFacet['codes'] =>
  distinct([
    ...codesIn(association.offering.source),
    ...codesIn(association.subject.source),
    ...testAdminCodes(association),
  ]).filter((code) => !isNational(code));

/** A course of another school can come through this one's endpoint: the record stays this one's word, and that is said. */
export function checkOrganization({ offering }: Association, { id }: DeliveringInstitution): void {
  const organization = offering.source?.refer('organization', 'organizations').source;
  const homes = codesIn(organization).filter(({ type }) => /^schac_?home$/i.test(type));
  if (homes.length > 0 && homes.every(({ code }) => code.toLowerCase() !== id)) {
    offering.source?.note('ORGANIZATION_DIFFERS', 'organization');
  }
}

const brief = z.union([z.string().max(5000), z.number(), z.boolean()]);
const anyList = z.array(z.unknown());
const special = z.union([brief, z.array(brief).max(100)]);

/** Wherever in the object such a field stands. No note of any kind is made: a note would tell. */
export function specialIn(holder: Source | undefined): SpecialFacet {
  const consumers = anyList.safeParse(holder?.raw['consumers']).data ?? [];
  const places = [holder?.raw, holder?.raw['ext'], ...consumers];
  return Object.fromEntries(
    places.filter(isObject).flatMap((place) =>
      [...specialFields].flatMap((name) => {
        const value = Object.hasOwn(place, name) ? special.safeParse(place[name]).data : undefined;
        return value === undefined ? [] : [[name, value] as const];
      }),
    ),
  );
}

/** The learner is bound by their login, so nothing of `person` is read but what must never stand elsewhere. */
export function nationalIdentifiersOf({ own, offering, subject }: Association): SpecialFacet {
  const person = own.raw['person'];
  const reading = { notes: new Notes(), lookup: () => undefined };
  const holders = [person, offering.source?.raw, subject.source?.raw]
    .filter(isObject)
    .map((raw) => new Source(raw, '', reading));
  const found = distinct(holders.flatMap(codesIn).filter(isNational));
  return found.length === 0
    ? {}
    : { nationalIdentifiers: found.map(({ type, code }) => ({ type, code })) };
}
