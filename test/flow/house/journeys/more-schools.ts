import { guardedFetch, institutionId, webId } from '../../../../src/base/index.js';
import {
  type DemoInstitution,
  demoPeople,
  type InstitutionKey,
  startInstitution,
} from '../../../../src/demo/institutions/index.js';
import type { InstitutionDesk } from '../../../../src/flows/index.js';
import { connectOeapi } from '../../../../src/institutions/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

/** A university with the same courses as Merenveld, and a vocational college like De Waterlanden. */
export const zeekant = institutionId('zeekant.example');
export const bosrand = institutionId('bosrand.example');

/** What Bosrand is given for one answer. It comes to take 3 to 63 seconds. */
export const ownTimeOutMs = 2500;
export const chaos = { delayMs: [3000, 63_000] } as const;

export interface MoreSchools {
  readonly institutions: ReadonlyMap<InstitutionDesk['id'], InstitutionDesk>;
  readonly zeekant: DemoInstitution;
  readonly bosrand: DemoInstitution;
  stop(): Promise<void>;
}

const password = 'demo';
const startsLike = (which: InstitutionKey): Promise<DemoInstitution> =>
  startInstitution(which, {
    port: 0,
    host: '127.0.0.1',
    credentials: { applicationId: 'leerkluis', password },
  });

/** Two schools beside the three of the demo, as real servers with books of their own. */
export async function startMoreSchools(): Promise<MoreSchools> {
  const limits = { maxBytes: 5_000_000, headersMs: 90_000, bodyMs: 90_000 };
  const fetch = guardedFetch({ allowLoopback: true, limits });
  const servers = { zeekant: await startsLike('university'), bosrand: await startsLike('roc') };
  const desk = (id: InstitutionDesk['id'], value: string, { url }: DemoInstitution) => {
    const institution = { id, name: [{ language: 'nl', value }] };
    const connection = connectOeapi({
      institution,
      baseUrl: url,
      credentials: { user: 'leerkluis', password },
      fetch,
      now: () => new Date(),
      ...(id === bosrand && {
        timeoutMs: ownTimeOutMs,
        patience: { retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 } },
      }),
    });
    return [id, { ...institution, connection }] as const;
  };
  return {
    institutions: new Map([
      desk(zeekant, 'Universiteit Zeekant', servers.zeekant),
      desk(bosrand, 'ROC Bosrand', servers.bosrand),
    ]),
    ...servers,
    stop: async () => {
      await Promise.all(Object.values(servers).map((server) => server.stop()));
      await fetch.close();
    },
  };
}

/** Samira is a student there too. */
export async function enrolsSamira(house: TestHouse): Promise<void> {
  const samira = webId(house.account('samira').webId);
  const { roc, university } = demoPeople;
  await house.running.admin.linkInstitution(samira, zeekant, university.samira.personId);
  await house.running.admin.linkInstitution(samira, bosrand, roc.samira.personId);
}
