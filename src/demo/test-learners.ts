import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { webId } from '../base/index.js';
import type { TestLearner } from '../flows/index.js';
import type { AdminDoors } from '../wire.js';
import type { DemoAccount } from './accounts.js';
import { demoPeople, type InstitutionKey } from './institutions/index.js';
import { type Page, signedInAt } from './page.js';
import type { DemoPersona, PersonaKey } from './people.js';
import { idOf } from './schools.js';
import { fetchResults } from './seed.js';

type TestKey = Extract<PersonaKey, `test-${string}`>;
interface Role {
  readonly answer: TestLearner['answer'];
  /** Whose results they have a copy of, and of which schools. */
  readonly like: 'samira' | 'barry';
  readonly schools: readonly InstitutionKey[];
}
const roles: Readonly<Record<TestKey, Role>> = {
  'test-yes': { answer: 'YES', like: 'samira', schools: ['university'] },
  'test-no': { answer: 'NO', like: 'barry', schools: ['roc'] },
  'test-partly': { answer: 'PARTLY', like: 'samira', schools: ['roc', 'university'] },
};
const isTestKey = (key: PersonaKey): key is TestKey => Object.hasOwn(roles, key);

const personCalled = (given: string, key: TestKey) => ({
  name: { given, family: 'Testleerling' },
  contact: { email: `${key}@leerling.example` },
  birthdate: '2001-05-20',
});

/** Three learners for who builds an app. They do not exist, and answer by themselves. */
export const testPersonas: readonly DemoPersona[] = [
  {
    key: 'test-yes',
    kind: 'LEARNER',
    displayName: 'Testleerling die ja zegt',
    person: personCalled('Ja', 'test-yes'),
  },
  {
    key: 'test-no',
    kind: 'LEARNER',
    displayName: 'Testleerling die nee zegt',
    person: personCalled('Nee', 'test-no'),
  },
  {
    key: 'test-partly',
    kind: 'LEARNER',
    displayName: 'Testleerling die minder geeft',
    person: personCalled('Deels', 'test-partly'),
  },
];

/** As they will be called, before their pods are made. @param pods ends in a slash. */
export const testLearnersAt = (pods: string): readonly TestLearner[] =>
  testPersonas.flatMap(({ key }) =>
    isTestKey(key)
      ? [{ webId: webId(`${pods}${key}/profile/card#me`), answer: roles[key].answer }]
      : [],
  );

interface Place {
  readonly origin: string;
  readonly dataDir: string;
}

const markerIn = (dataDir: string): string => join(dataDir, 'demo-test-learners');
/** At an earlier start. */
export const haveTestLearnersCome = async (dataDir: string): Promise<boolean> =>
  (await readFile(markerIn(dataDir), 'utf8').catch(() => '')) !== '';

/** Their kluis and a copy of somebody's results, once. */
export async function seedTestLearners(
  admin: AdminDoors,
  accounts: readonly DemoAccount[],
  { origin, dataDir }: Place,
): Promise<void> {
  if (await haveTestLearnersCome(dataDir)) return;
  for (const { persona, webId: id, podRoot: storage } of accounts) {
    if (!isTestKey(persona.key) || persona.person === undefined) continue;
    const { like, schools } = roles[persona.key];
    await admin.openKluis({ webId: webId(id), storage, person: persona.person });
    for (const school of schools) {
      await admin.linkInstitution(webId(id), idOf(school), demoPeople[school][like].personId);
    }
    await fetchResults(origin, persona.key, schools);
  }
  await writeFile(markerIn(dataDir), `${new Date().toISOString()}\n`);
}

interface OpenRequest {
  readonly id: string;
  readonly state: string;
  readonly until: string;
  readonly items: readonly {
    readonly recordTypes: readonly string[];
    readonly institutions: readonly string[];
    readonly facets: readonly string[];
  }[];
  readonly personFacets: readonly string[];
}
const asked = `query MyRequests { myRequests { nodes {
  id state until personFacets items { recordTypes institutions facets } } } }`;
const answering =
  'mutation AnswerAccessRequest($input: AnswerAccessRequestInput!) { answerAccessRequest(input: $input) { pod } }';

const dayMs = 86_400_000;

/** One grant has one list of parts: the first thing asked for decides which, and what else has all of these comes along. */
function answerTo({ items, until, personFacets }: OpenRequest, answer: TestLearner['answer']) {
  if (answer === 'NO') return { decision: 'DECLINE' };
  const [first] = items;
  const isLess = answer === 'PARTLY';
  const wanted = first?.facets ?? [];
  const facets = isLess ? wanted.filter((name) => name === 'CORE' || name === 'CREDITS') : wanted;
  if (facets.length === 0) return { decision: 'DECLINE' };
  const scope = items
    .filter((item) => facets.every((facet) => item.facets.includes(facet)))
    .map(({ recordTypes, institutions }) => ({
      ...(recordTypes.length > 0 && { types: recordTypes }),
      ...(institutions.length > 0 && { institutions }),
    }));
  const soon = new Date(Date.now() + 7 * dayMs).toISOString();
  const shown = { facets, personFacets: isLess ? [] : personFacets };
  return { decision: 'GRANT', scope, ...shown, until: isLess && soon < until ? soon : until };
}

async function answerOpen(page: Page, answer: TestLearner['answer']): Promise<void> {
  const { myRequests } = await page(asked, {});
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own graph, asked by the text above
  const { nodes } = myRequests as { nodes: readonly OpenRequest[] };
  for (const request of nodes.filter(({ state }) => state === 'OPEN')) {
    await page(answering, { input: { requestId: request.id, ...answerTo(request, answer) } });
  }
}

const lookMs = 2000;

/**
 * They look whether somebody asks them, as a learner would: signed in, over HTTP, through the public graph. One whose
 * look fails looks again.
 */
export function startTestLearners(origin: string, onFault: (error: unknown) => void) {
  const over = new AbortController();
  const { signal } = over;
  const live = async (key: TestKey): Promise<void> => {
    let page: Page | undefined;
    while (!signal.aborted) {
      try {
        page ??= await signedInAt(origin, key);
        await answerOpen(page, roles[key].answer);
      } catch (error) {
        // Its session may be over: signed in anew next time.
        page = undefined;
        onFault(error);
      }
      await sleep(lookMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const lives = testPersonas.flatMap(({ key }) => (isTestKey(key) ? [live(key)] : []));
  return {
    async stop(): Promise<void> {
      over.abort();
      await Promise.all(lives);
    },
  };
}
