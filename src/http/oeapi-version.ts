/** Versions of OEAPI that institutions can speak to us in. */
export const supportedVersions = ['5.0', '6.0'] as const;
export type OeapiVersion = 'V5' | 'V6';

const vendor = /^application\/vnd\.oeapi\+json$/i;
const versionIn = /;\s*version\s*=\s*"?(\d+)(?:\.\d+)?"?/i;

/** What one media range asks for; undefined: it leaves the version open. */
function asked(range: string): OeapiVersion | 'other' | undefined {
  const [type = ''] = range.split(';');
  if (!vendor.test(type.trim())) {
    return /^(application|\*)\/(json|\*|merge-patch\+json|problem\+json)$/i.test(type.trim())
      ? undefined
      : 'other';
  }
  const major = versionIn.exec(range)?.[1];
  if (major === undefined) return undefined;
  return major === '5' ? 'V5' : major === '6' ? 'V6' : 'other';
}

/**
 * Which version somebody wants to be answered in: the one they name, else the one that their path is of.
 * @returns undefined for a version that we do not speak.
 */
export function versionOf(
  accept: string | undefined,
  byPath: OeapiVersion,
): OeapiVersion | undefined {
  const ranges = (accept ?? '*/*').split(',').map(asked);
  const named = ranges.find((range) => range === 'V5' || range === 'V6');
  return named ?? (ranges.includes(undefined) ? byPath : undefined);
}

/** The version that a name of somebody's wish says, for the answer that says no. */
export const requestedVersion = (accept: string | undefined): string =>
  versionIn.exec(accept ?? '')?.[1] ?? 'unknown';
