import { Fault, type InstitutionId } from '../../base/index.js';

const domain =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Such a name is a part of an address and of a file's name: what is no domain name gets neither. */
export function mustBeDomain(institution: InstitutionId): string {
  if (!domain.test(institution)) {
    throw new Fault('BadInput', 'An institution that issues is known by its domain name.');
  }
  return institution;
}

/** @param origin where we publish, such as `https://leerkluis.example:8443`. */
export const issuerDid = (origin: string, institution: InstitutionId): string =>
  `did:web:${new URL(origin).host.replace(':', '%3A')}:issuers:${mustBeDomain(institution)}`;

/** Where such a DID leads to. */
export const didDocumentPath = (institution: InstitutionId): string =>
  `/issuers/${mustBeDomain(institution)}/did.json`;
