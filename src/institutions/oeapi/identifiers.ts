import { z } from 'zod';
import { isObject } from '../../base/index.js';
import { type IdentifiersFacet, Notes, type SpecialFacet } from '../../records/index.js';
import type { Association } from './association.js';
import type { DeliveringInstitution } from './core.js';
import { Source } from './source.js';

type Code = IdentifiersFacet['codes'][number];

const identifier = z
  .object({ codeType: z.string().min(1).max(100), code: z.string().min(1).max(500) })
  .transform(({ codeType, code }): Code => ({ type: codeType, code }));
const nationalTypes = /^(?:x-)?(?:national_?identity_?number|bsn)$/i;
export const isNational = ({ type }: Code): boolean => nationalTypes.test(type);

export const primaryCodeIn = (holder: Source | undefined): Code | undefined =>
  holder?.read('primaryCode', identifier);

export const codesIn = (holder: Source | undefined): readonly Code[] => [
  ...[primaryCodeIn(holder)].filter((code) => code !== undefined),
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
    if (code === id) admin.note('ASSOCIATION_ID_EQUALS_ORG_ASSOCIATION_ID', testAdminCode);
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
