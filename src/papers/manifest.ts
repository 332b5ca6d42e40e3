import { z } from 'zod';
import { canonicalJson, inSlices, parseInSlices, sha256InSlices } from '../base/index.js';
import type { StudyLoadTotal } from '../records/index.js';
import type { PackedFile } from './packed-file.js';
import { usualLimits } from './unpack.js';

export const archiveFormat = 'leerkluis-archive/1';
/** Stand beside what the manifest lists. */
export const manifestPath = 'manifest.json';
export const sealPath = 'manifest.jws';

/** Units in which learning is counted, each in the words of whoever counts in it. */
const mostTotals = 2000;
/** Characters of what a file was called. */
export const mostOfAName = 300;

/** A list of at most so many: counted before any of them is looked at. */
export const few = <T extends z.ZodType>(of: T, most: number) =>
  z.array(z.unknown()).max(most).pipe(z.array(of));

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const Manifest = z.strictObject({
  format: z.literal(archiveFormat),
  learner: z.string().max(2000),
  at: z.iso.datetime(),
  files: few(
    z.strictObject({
      path: z.string().max(510),
      /** What it was called, where that cannot be its name in an archive. */
      name: z.string().max(mostOfAName).exactOptional(),
      sha256: hex,
      bytes: z.int().min(0),
    }),
    usualLimits.files,
  ),
  /** Study load as the learner sees it. One line per unit; lines are never added up. */
  totals: few(
    z.strictObject({
      unit: z.string(),
      unitRaw: z.string().exactOptional(),
      amount: z.string(),
      selfDeclared: z.string(),
    }),
    mostTotals,
  ),
  /** Deliveries that came to us by the institution's own door, in these bytes. */
  received: few(z.string().max(64), usualLimits.files),
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
    files: files.map(({ path, name, sha256, bytes }) => ({
      path,
      ...(name !== undefined && { name }),
      sha256,
      bytes,
    })),
    totals: facts.totals.map(totalsLine),
    received: facts.received,
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Bytes of one list, as it was before it was packed, marks in it, and characters of one thing in it (the longest records of
 * schools have some thousands): what packs well is not read without end.
 */
const mostOfAList = { bytes: 20_000_000, marks: 3_000_000, element: 100_000 } as const;

/** @returns undefined for what is no JSON, too long, nests beyond reason, or says a name twice. */
export async function jsonOf(bytes: Uint8Array | undefined): Promise<unknown> {
  if (bytes === undefined || bytes.byteLength > mostOfAList.bytes) return undefined;
  try {
    return await parseInSlices(utf8.decode(bytes), mostOfAList);
  } catch {
    return undefined;
  }
}

/** @returns undefined for what is not a manifest of ours. */
export async function readManifest(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<ArchiveManifest | undefined> {
  const found = Manifest.safeParse(await jsonOf(files.get(manifestPath)));
  return found.success ? found.data : undefined;
}

const isBeside = (path: string): boolean => path === manifestPath || path === sealPath;

/** Whether the archive holds what its manifest lists, byte for byte, and nothing besides. */
export async function isAsListed(
  files: ReadonlyMap<string, Uint8Array>,
  { files: listed }: ArchiveManifest,
): Promise<boolean> {
  const paths = new Set(listed.map(({ path }) => path));
  const there = [...files.keys()].filter((path) => !isBeside(path));
  if (paths.size !== listed.length || there.length !== paths.size) return false;
  const others = inSlices();
  for (const { path, sha256, bytes } of listed) {
    const content = isBeside(path) ? undefined : files.get(path);
    if (content?.byteLength !== bytes || (await sha256InSlices(content)) !== sha256) return false;
    await others();
  }
  return true;
}
