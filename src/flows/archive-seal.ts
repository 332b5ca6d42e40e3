import { z } from 'zod';
import { Fault, type WebId } from '../base/index.js';
import { type AttestationKeys, checkAttestation } from '../identity/index.js';
import type { LearnerRow } from '../ledger/index.js';
import type { House, Workshop } from './house.js';

/** What we sign of an archive: whose it is, and which manifest it has. */
const sealType = 'leerkluis-archive+jwt';

const Said = z.object({
  sub: z.string(),
  /** Of the manifest's bytes, in hex. */
  sha256: z.string(),
  at: z.iso.datetime(),
});
export type ArchiveSeal = Readonly<z.infer<typeof Said>>;

/** @returns undefined for what none of these keys signed as an archive. */
export async function readSeal(
  jws: string,
  keys: AttestationKeys,
): Promise<ArchiveSeal | undefined> {
  const said = Said.safeParse(await checkAttestation(jws, sealType, keys));
  return said.success ? said.data : undefined;
}

/**
 * Signs one archive, by who holds the key. Whose it is comes from our own row of the learner, not from whoever asked: an
 * archive is never signed for somebody else.
 */
export async function sealArchive({ ledger, attest }: Workshop, seal: string): Promise<void> {
  const asked = await ledger.archives.sealAsked(seal);
  const learner = asked && (await ledger.learners.byId(asked.learner));
  // Nobody waits for it any more.
  if (asked === undefined || learner === undefined) return;
  const said = { sub: learner.webId, sha256: asked.digest, at: new Date().toISOString() };
  await ledger.archives.keepSeal(seal, await attest(sealType, said));
}

/** Milliseconds: signing asks no pod, so it takes a worker's next free moment. */
const patienceMs = 30_000;

/** @throws Fault `PodUnreachable` when no worker came by in time. */
export async function sealFor(
  { ledger }: House,
  { id }: LearnerRow,
  digest: string,
): Promise<string> {
  const asked = await ledger.archives.askSeal(id, digest);
  const isDone = asked !== undefined && (await ledger.outbox.isDone(asked.work, patienceMs));
  const signature = isDone ? await ledger.archives.takeSeal(asked.id) : undefined;
  if (signature === undefined)
    throw new Fault('PodUnreachable', 'nobody signed the archive in time');
  return signature;
}

/** Whether an archive of this person is one of this learner. Another sign-in of theirs would be them too. */
export const isSamePerson = ({ webId }: LearnerRow, sub: WebId | string): boolean => webId === sub;
