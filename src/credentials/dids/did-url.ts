export interface DidUrl {
  readonly did: string;
  readonly method: string;
  /** What stands behind the method's name. */
  readonly name: string;
  /** Without its `#`. */
  readonly fragment?: string;
}

const form =
  /^(?<did>did:(?<method>[a-z0-9]+):(?<name>(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})+))(?:#(?<fragment>[^#\s]+))?$/;
/** The longest is a did:jwk of RSA with 8192 bits. */
const mostCharacters = 4096;

/** A DID, or what it names by a fragment. One with path or query is none here: nothing says what it would lead to. */
export function didUrlOf(text: string): DidUrl | undefined {
  const found = text.length > mostCharacters ? undefined : form.exec(text)?.groups;
  const { did, method, name, fragment } = found ?? {};
  if (did === undefined || method === undefined || name === undefined) return undefined;
  return { did, method, name, ...(fragment !== undefined && { fragment }) };
}

/** Whether the name by which a credential calls its issuer is the DID that publishes a key. */
export const isKeyOf = (issuer: string | undefined, did: string | undefined): boolean =>
  issuer !== undefined && issuer === did && didUrlOf(issuer)?.fragment === undefined;
