import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  issuerDid,
  type RecognisedInstitution,
  type Registry,
  registryOf,
} from '../credentials/index.js';
import type { AdminDoors } from '../wire.js';
import { demoInstitutions, demoPeople } from './institutions/index.js';
import { signedInAt } from './page.js';
import { institutionKeys } from './people.js';
import { idOf } from './schools.js';

const award = `mutation AwardMicrocredentials($input: AwardMicrocredentialsInput!) {
  awardMicrocredentials(input: $input) { outcome } }`;

const common = {
  language: 'nl-NL',
  kind: 'MICROCREDENTIAL',
  quality: {
    name: 'Kwaliteitskader microcredentials (demo)',
    url: 'https://kwaliteit.example/microcredentials',
  },
  participation: 'onsite or blended',
  assessment: 'application of a skill',
  supervision: 'onsite with identity verification',
  identityChecked: true,
};

/** What two schools of the demo award to Samira: both wait for her yes, and count for nothing before. */
const awards = [
  {
    by: 'roc',
    achievement: {
      ...common,
      name: 'Gastvrij ontvangen in de keuken',
      description: 'Je ontvangt gasten in een open keuken en vertelt wat er op hun bord ligt.',
      criteria: 'Drie avonden gasten ontvangen, beoordeeld door de chef en een docent.',
      load: { unit: 'SBU', amount: '240' },
      eqf: 4,
      nlqf: '4',
    },
  },
  {
    by: 'university',
    achievement: {
      ...common,
      name: 'Eerlijk omgaan met data',
      description: 'Je ziet waar gegevens mensen tekort kunnen doen, en weet wat je daaraan doet.',
      criteria: 'Een casus uit je eigen werk, besproken met een docent.',
      load: { unit: 'EC', amount: '3' },
      eqf: 6,
      nlqf: '6',
    },
  },
] as const;

const numbers = {
  roc: demoPeople.roc.samira.personId,
  university: demoPeople.university.samira.personId,
} as const;

/** The schools of the demo sign here, and two of them award something. Once: a demo that has it is left as people made it. */
export async function seedAwards(
  admin: Pick<AdminDoors, 'letSign'>,
  { origin, dataDir }: { readonly origin: string; readonly dataDir: string },
): Promise<void> {
  const marker = join(dataDir, 'demo-awarded');
  if ((await readFile(marker, 'utf8').catch(() => '')) !== '') return;
  for (const key of institutionKeys) await admin.letSign(idOf(key));
  for (const { by, achievement } of awards) {
    const page = await signedInAt(origin, by);
    const recipients = [
      {
        person: numbers[by],
        sourceId: 'demo-1',
        awardedOn: '2026-06-30',
        validUntil: '2036-06-30',
      },
    ];
    await page(award, { input: { achievement, recipients } });
  }
  await writeFile(marker, `${new Date().toISOString()}\n`);
}

/** The schools of the demo are recognised: by the keys that this very server publishes. */
export function demoRegistry(issuerOrigin: string): Registry {
  return registryOf(
    institutionKeys.map((key): RecognisedInstitution => {
      const { nl, en } = demoInstitutions[key].name;
      return {
        name: { nl, en },
        schacHome: idOf(key),
        dids: [issuerDid(issuerOrigin, idOf(key))],
        keys: [],
      };
    }),
  );
}
