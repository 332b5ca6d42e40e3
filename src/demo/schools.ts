import { guardedFetch, type InstitutionId, institutionId } from '../base/index.js';
import type { InstitutionDesk, Institutions } from '../flows/index.js';
import { connectOeapiV5 } from '../institutions/index.js';
import {
  type DemoInstitution,
  demoInstitutions,
  type InstitutionKey,
  startInstitution,
} from './institutions/index.js';
import { institutionKeys } from './people.js';

export interface DemoSchools {
  readonly institutions: Institutions;
  readonly servers: Readonly<Record<InstitutionKey, DemoInstitution>>;
  stop(): Promise<void>;
}

export const idOf = (key: InstitutionKey): InstitutionId => institutionId(demoInstitutions[key].id);

/** The demo's own id and password at its own schools, as SURF Eduhub has it: HTTP Basic. */
const credentials = { applicationId: 'leerkluis', password: 'demo' };

/** Starts both schools and opens a desk for each. @param ports 0: any. */
export async function startSchools(
  ports: Readonly<Record<InstitutionKey, number>>,
): Promise<DemoSchools> {
  const fetch = guardedFetch({ allowLoopback: true, limits: { maxBytes: 5_000_000 } });
  const start = (key: InstitutionKey) =>
    startInstitution(key, { port: ports[key], host: '127.0.0.1', credentials });
  const [roc, university] = await Promise.all([start('roc'), start('university')]);
  const servers = { roc, university };
  const desk = (key: InstitutionKey): InstitutionDesk => {
    const { name } = demoInstitutions[key];
    const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
    const institution = { id: idOf(key), name: texts };
    const connection = connectOeapiV5({
      institution,
      baseUrl: servers[key].url,
      credentials: { user: credentials.applicationId, password: credentials.password },
      fetch,
      now: () => new Date(),
    });
    return { ...institution, connection };
  };
  return {
    institutions: new Map(institutionKeys.map((key) => [idOf(key), desk(key)])),
    servers,
    async stop() {
      await Promise.all([roc.stop(), university.stop()]);
      await fetch.close();
    },
  };
}
