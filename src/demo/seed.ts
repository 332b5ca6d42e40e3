import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webId } from '../base/index.js';
import type { AdminDoors } from '../wire.js';
import type { DemoAccount } from './accounts.js';
import { demoPeople, type InstitutionKey } from './institutions/index.js';
import { signedInAt } from './page.js';
import { institutionKeys, learnerKeys, type PersonaKey, seededKeys } from './people.js';
import { idOf } from './schools.js';

/** The demo fetches results as a learner would: signed in, over HTTP, through the public graph. */
export async function fetchResults(
  origin: string,
  who: PersonaKey,
  schools: readonly InstitutionKey[],
): Promise<void> {
  const page = await signedInAt(origin, who);
  for (const key of schools) {
    const sync =
      'mutation SyncInstitution($id: ID!) { syncInstitution(institution: $id) { inPod } }';
    await page(sync, { id: idOf(key) });
  }
}

/**
 * Makes a kluis of each learner's pod and fills it. A start that was cut off is done again from where it stood;
 * a demo that is complete is left as people made it.
 */
export async function seed(
  admin: AdminDoors,
  accounts: readonly DemoAccount[],
  { origin, dataDir }: { readonly origin: string; readonly dataDir: string },
): Promise<void> {
  const marker = join(dataDir, 'demo-seeded');
  if ((await readFile(marker, 'utf8').catch(() => '')) !== '') return;
  for (const { persona, webId: id, podRoot: storage } of accounts) {
    const learner = learnerKeys.find((key) => key === persona.key);
    if (learner === undefined || persona.person === undefined) continue;
    await admin.openKluis({ webId: webId(id), storage, person: persona.person });
    for (const key of institutionKeys) {
      await admin.linkInstitution(webId(id), idOf(key), demoPeople[key][learner].personId);
    }
  }
  await Promise.all(learnerKeys.map((learner) => fetchResults(origin, learner, seededKeys)));
  await writeFile(marker, `${new Date().toISOString()}\n`);
}
