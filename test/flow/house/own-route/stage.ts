/** A learner who comes by eduID, and the schools of their route. */
import { webId } from '../../../../src/base/index.js';
import { demoPersonas } from '../../../../src/demo/index.js';
import type { DemoInstitution } from '../../../../src/demo/institutions/index.js';
import { fillCatalogue } from '../../../../src/flows/index.js';
import type { Agreement } from '../../../../src/route/index.js';
import { type Browser, newBrowser } from '../../../fixtures/browser.js';
import type { EduidPerson } from '../../../fixtures/eduid-provider.js';
import { openStage, type Stage } from '../sign-in/stage.js';
import { fail, type Later, type SchoolHere, type Schools, startSchoolsHere } from './schools.js';

type Data = any;
export interface Told {
  readonly data: Data;
  /** Public codes of the errors, in order. */
  readonly codes: readonly string[];
}

export interface RouteStage extends Stage {
  readonly gateway: Schools['gateway'];
  /** @throws Error for one that is not there. */
  readonly school: (key: string) => DemoInstitution;
  /** The learner's. */
  readonly browser: Browser;
  readonly webId: string;
  /** The learner asks one of the contract's operations. @param query in the place of its own file. */
  readonly asks: (operation: string, variables?: object, query?: string) => Promise<Told>;
  /** A school patches what it has of the learner, in its own name. */
  readonly writes: (school: string, path: string, change: object) => Promise<Response>;
  /** What the learner takes along: everything, or an overview to print. */
  readonly takes: (operation: 'ExportEverything' | 'ExportOverview') => Promise<Uint8Array>;
  /** Catalogues are pulled, each from its school. */
  readonly fill: () => Promise<boolean>;
}

interface Opening {
  readonly agreements: readonly Agreement[];
  /** How eduID tells of the learner. */
  readonly who: EduidPerson;
}

/** Whoever has an account for a school, has it as a school does. */
function personasOf(schools: readonly SchoolHere[]) {
  const agents = schools.map(({ agent }) => agent);
  return demoPersonas.flatMap((persona) => {
    if (agents.includes(persona.key)) return [{ ...persona, kind: 'INSTITUTION' as const }];
    return persona.key === 'adviser' ? [persona] : [];
  });
}

/** Opens all of it, and the learner signs in for the first time. */
export async function openRoute(
  schools: Readonly<Record<string, SchoolHere>>,
  { agreements, who }: Opening,
): Promise<RouteStage> {
  const later: Later = {};
  const there = await startSchoolsHere(schools, later);
  const stage = await openStage({
    people: personasOf(Object.values(schools)),
    institutions: there.institutions,
    isWithoutDemoSchools: true,
    takesGuests: true,
    agreements,
    podWaitMs: 60_000,
  });
  const { house } = stage;
  later.house = house;
  there.canWrite(house);
  const browser = newBrowser();
  const to = await stage.byEduid(browser, who);
  if (to !== '/') throw new Error(`there is no kluis: ${to}`);
  const { webId: own } = await stage.viewer(browser);
  const row = await house.running.house.ledger.learners.byWebId(webId(own));
  later.learner = row?.id ?? fail('there is no learner');
  return {
    ...stage,
    gateway: there.gateway,
    school: (key) => there.servers.get(key) ?? fail(`there is no ${key}`),
    browser,
    webId: own,
    asks: async (operation, variables, query) => {
      const { data, errors = [] } = await stage.ask(browser, operation, variables, query);
      return { data, codes: errors.map((one: Data) => one.extensions?.code) };
    },
    writes: async (key, path, change) => {
      const writing = there.writing(key) ?? fail('it writes nowhere');
      return writing.fetch(`${writing.url}/${path}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify(change),
      });
    },
    takes: async (operation) => {
      const { data } = await stage.ask(browser, operation);
      const [{ download }] = Object.values<Data>(data);
      const response = await browser.go(`${house.origin}${download}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    fill: () =>
      fillCatalogue(house.running.workshop, (error) => house.faults.push(error), {
        mostMs: 60_000,
        goesOn: () => true,
      }),
    async stop() {
      await stage.stop();
      await there.stop();
    },
  };
}
