declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A person or agent on the web, as Solid names them: an absolute http(s) IRI. */
export type WebId = Branded<'WebId'>;
/** A Solid-OIDC client: an absolute IRI, or the literal a token carries as `client_id`. */
export type ClientId = Branded<'ClientId'>;
/** Our row for a learner (UUID). Never shown; outsiders get a pairwise id. */
export type LearnerId = Branded<'LearnerId'>;
/** A grant, over all its versions (UUID). */
export type GrantId = Branded<'GrantId'>;
/** An institution by its schacHome domain, for instance `hogeschool.example`. Public. */
export type InstitutionId = Branded<'InstitutionId'>;
/** One record of one source over all its versions: 22 characters base64url, a hash of its key. */
export type RecordKey = Branded<'RecordKey'>;

/** What no IRI holds; a URL parser mends these in silence, and a mended name is another name. */
const notInIri = /[\s\p{Cc}\p{Bidi_Control}<>"{}|\\^`]/u;
const isHttpUrl = (value: string): boolean => {
  const url = /^https?:\/\//.test(value) && !notInIri.test(value) ? URL.parse(value) : null;
  return url !== null && url.username === '' && url.password === '';
};

/** Words of the language of access: as the name of an agent or an app some of them mean everybody. */
export const isWordOfAccess = (value: string): boolean =>
  /^https?:\/\/www\.w3\.org\/ns\/(?:solid\/acp|auth\/acl)(?:[#/]|$)/i.test(value) ||
  /^https?:\/\/xmlns\.com\/foaf\//i.test(value);

/**
 * @returns undefined when the text cannot be a WebID: not an absolute http(s) IRI, over 2,000 characters, or a word of
 * the vocabularies that access is written in.
 */
export const asWebId = (value: string): WebId | undefined =>
  value.length <= 2000 && isHttpUrl(value) && !isWordOfAccess(value) ? (value as WebId) : undefined;

/** @throws TypeError when the text cannot be a WebID. For values we made or checked before. */
export function webId(value: string): WebId {
  const checked = asWebId(value);
  if (checked === undefined) throw new TypeError('not a WebID');
  return checked;
}

export const clientId = (value: string): ClientId => value as ClientId;
export const learnerId = (value: string): LearnerId => value as LearnerId;
export const grantId = (value: string): GrantId => value as GrantId;
export const institutionId = (value: string): InstitutionId => value.toLowerCase() as InstitutionId;
export const recordKey = (value: string): RecordKey => value as RecordKey;
