import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webId } from '../base/index.js';
import type { AdminDoors } from '../wire.js';
import type { DemoAccount } from './accounts.js';
import { demoPeople, type LearnerKey } from './institutions/index.js';
import { institutionKeys, learnerKeys, seededKeys } from './people.js';
import { idOf } from './schools.js';

/** The demo fetches results as a learner would: signed in, over HTTP, through the public graph. */
async function fetchResults(origin: string, learner: LearnerKey): Promise<void> {
  const login = await fetch(`${origin}/demo/${learner}`, { redirect: 'manual' });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const key of seededKeys) {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        'apollo-require-preflight': '1',
        'x-csrf': '1',
      },
      body: JSON.stringify({
        query: 'mutation SyncInstitution($id: ID!) { syncInstitution(institution: $id) { inPod } }',
        variables: { id: idOf(key) },
      }),
    });
    const answer = await response.text();
    if (!response.ok || answer.includes('"errors"')) {
      throw new Error('The demo could not fetch its results; the log says which part failed.');
    }
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
  await Promise.all(learnerKeys.map((learner) => fetchResults(origin, learner)));
  await writeFile(marker, `${new Date().toISOString()}\n`);
}
