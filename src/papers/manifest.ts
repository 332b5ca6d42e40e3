import { z } from 'zod';
import { canonicalJson, hasDoubleNames, nestsTooDeep, sha256Hex } from '../base/index.js';
import type { StudyLoadTotal } from '../records/index.js';
import type { PackedFile } from './packed-file.js';
import { usualLimits } from './unpack.js';

export const archiveFormat = 'leerkluis-archive/1';
/** Stand beside what the manifest lists. */
export const manifestPath = 'manifest.json';
export const sealPath = 'manifest.jws';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.strictObject({
  format: z.literal(archiveFormat),
  learner: z.string().max(2000),
  at: z.iso.datetime(),
  files: z
    .array(z.strictObject({ path: z.string().max(510), sha256: hex, bytes: z.int().min(0) }))
    .max(usualLimits.files),
  /** Study load as the learner sees it. One line per unit; lines are never added up. */
  totals: z.array(
    z.strictObject({
      unit: z.string(),
      unitRaw: z.string().exactOptional(),
      amount: z.string(),
      selfDeclared: z.string(),
    }),
  ),
  /** Deliveries that came to us by the institution's own door, in these bytes. */
  received: z.array(z.string().max(64)),
});
export type ArchiveManifest = Readonly<z.infer<typeof Manifest>>;

export const totalsLine = ({ unit, unitRaw, amount, selfDeclared }: StudyLoadTotal) => ({
  unit,
  ...(unitRaw !== undefined && { unitRaw }),
  amount,
  selfDeclared,
});

export interface ManifestFacts {
  readonly learner: string;
  readonly at: Date;
  readonly totals: readonly StudyLoadTotal[];
  readonly received: readonly string[];
}

/** The manifest of these files, as it stands in the archive. */
export const manifestOf = (files: readonly PackedFile[], facts: ManifestFacts): string =>
  canonicalJson({
    format: archiveFormat,
    learner: facts.learner,
    at: facts.at.toISOString(),
    files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
    totals: facts.totals.map(totalsLine),
    received: facts.received,
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes of one list, as it was before it was packed: what packs well is not read without end. */
const mostOfAList = 20_000_000;

/** @returns undefined for what is no JSON, too long, nests beyond reason, or says a name twice. */
export function jsonOf(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.byteLength > mostOfAList) return undefined;
  try {
    const text = utf8.decode(bytes);
    return nestsTooDeep(text) || hasDoubleNames(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined for what is not a manifest of ours. */
export function readManifest(files: ReadonlyMap<string, Uint8Array>): ArchiveManifest | undefined {
  const found = Manifest.safeParse(jsonOf(files.get(manifestPath)));
  return found.success ? found.data : undefined;
}

const isBeside = (path: string): boolean => path === manifestPath || path === sealPath;

/** Whether the archive holds what its manifest lists, byte for byte, and nothing besides. */
export function isAsListed(
  files: ReadonlyMap<string, Uint8Array>,
  { files: listed }: ArchiveManifest,
): boolean {
  const paths = new Set(listed.map(({ path }) => path));
  const there = [...files.keys()].filter((path) => !isBeside(path));
  if (paths.size !== listed.length || there.length !== paths.size) return false;
  return listed.every(({ path, sha256, bytes }) => {
    const content = isBeside(path) ? undefined : files.get(path);
    return content?.byteLength === bytes && sha256Hex(content) === sha256;
  });
}
