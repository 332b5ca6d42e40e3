import type { SharedCredentialsQuery } from '../../../../schema/generated/graphql.js';

type Shared = NonNullable<SharedCredentialsQuery['sharedByLink']>['records']['nodes'][number];

const context = 'https://www.w3.org/ns/credentials/v2';

function typIn(header: string): string {
  try {
    const said: unknown = JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')));
    const typ = typeof said === 'object' && said !== null && 'typ' in said ? said.typ : '';
    return typeof typ === 'string' ? typ : '';
  } catch {
    return '';
  }
}

/** What a compact form is called as a media type. */
function mediaTypeOf(text: string): string {
  if (!text.includes('~')) return 'application/vc+jwt';
  const typ = typIn(text.split('.')[0] ?? '');
  return typ === 'vc+sd-jwt' ? 'application/vc+sd-jwt' : 'application/dc+sd-jwt';
}

const enveloped = (text: string): string =>
  JSON.stringify({
    '@context': context,
    id: `data:${mediaTypeOf(text)},${text}`,
    type: 'EnvelopedVerifiableCredential',
  });

/** What is signed inside itself stands there as it came, letter for letter; a picture has no place in it. */
function credentialIn({ credential }: Shared): readonly string[] {
  if (credential.__typename !== 'Credential' || credential.encoding !== 'UTF8') return [];
  const text = (credential.content ?? '').trim();
  if (text.startsWith('{')) return [text];
  return /^[\w-]+\.[\w-]+\.[\w-]*(~[\w.~-]*)?$/.test(text) ? [enveloped(text)] : [];
}

/**
 * Credentials together as W3C's data model presents them, signed by nobody: each proves itself.
 * @returns undefined where there are none.
 */
export function presentationOf(records: readonly Shared[]): string | undefined {
  // Records of one document have the same bytes.
  const credentials = [...new Set(records.flatMap(credentialIn))];
  if (credentials.length === 0) return undefined;
  return `{"@context":["${context}"],"type":["VerifiablePresentation"],"verifiableCredential":[${credentials.join(',')}]}`;
}
