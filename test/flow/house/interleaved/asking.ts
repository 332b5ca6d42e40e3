/** Who asks what in the interleaved run, and what they heard. */
import { type ClientId, clientId, type WebId, webId } from '../../../../src/base/index.js';
import type { Purpose } from '../../../../src/consent/index.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { type App, appOf } from '../attacks/app.js';
import type { Chance } from './chance.js';

export const learners = ['samira', 'barry'] as const;
export type Who = (typeof learners)[number];

/** One requester with one purpose through one app: asks one question after the other. */
export interface Requester {
  readonly who: PersonaKey;
  readonly webId: WebId;
  readonly client: ClientId;
  readonly purpose: Purpose;
  /** Absent: through our page. */
  readonly app?: App;
}

/** @param withApp where the pod server has accounts: an app that shows a token of the developer's. */
export async function requestersOf(
  house: TestHouse,
  withApp: boolean,
): Promise<readonly Requester[]> {
  const through = (who: PersonaKey, purpose: Purpose): Requester => ({
    who,
    purpose,
    webId: webId(house.account(who).webId),
    client: house.running.house.pageClient,
  });
  const app = withApp ? await appOf(house, 'developer') : undefined;
  const developer = through('developer', 'EMPLOYMENT');
  return [
    through('adviser', 'CAREER_GUIDANCE'),
    through('adviser', 'ADMISSION'),
    through('roc', 'ENROLMENT'),
    developer,
    ...(app === undefined ? [] : [{ ...developer, app, client: clientId(app.clientId) }]),
    through('barry', 'CAREER_GUIDANCE'),
    through('samira', 'SELF_USE'),
    through('barry', 'SELF_USE'),
  ];
}

const parts = ['assessment', 'credits', 'feedback'] as const;
const rows = `count nodes { id title ${parts.map((part) => `${part} { __typename }`).join(' ')} } totals { unit } view { asOf }`;
/** The same few documents for everybody, so that what is kept of them is shared. */
const documents = {
  One: `query One($samira: ID!) { samira: learner(id: $samira) { records(first: 50) { ${rows} } } }`,
  Other: `query Other($barry: ID!) { barry: learner(id: $barry) { records(first: 50) { ${rows} } } }`,
  Both: `query Both($samira: ID!, $barry: ID!) {
    samira: learner(id: $samira) { records(first: 50) { ${rows} } }
    barry: learner(id: $barry) { records(first: 50) { ${rows} } } }`,
  Own: `query Own { own: myRecords(first: 50) { ${rows} } }`,
} as const;
type Operation = keyof typeof documents;

const subjects: Readonly<Record<Exclude<Operation, 'Own'>, readonly Who[]>> = {
  One: ['samira'],
  Other: ['barry'],
  Both: ['samira', 'barry'],
};

export interface Row {
  readonly title: string;
  /** Parts that are shown, whatever they hold. */
  readonly shared: readonly string[];
}
export interface Shown {
  /** By the ids this requester was given. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly count: number;
  readonly units: ReadonlySet<string>;
  readonly asOf: string;
}
/** What one question came to about one learner. */
export interface Case {
  readonly requester: Requester;
  readonly operation: Operation;
  readonly about: Who;
  readonly asked: Date;
  readonly answered: Date;
  readonly shown: Shown | undefined;
  readonly code: string | undefined;
}

function shownIn(records: any): Shown {
  const found = records.nodes.map(({ id, title, ...facets }: any) => {
    const shared = parts.filter((part) => facets[part]['__typename'] !== 'NotShared');
    return [id, { title, shared }] as const;
  });
  return {
    rows: new Map<string, Row>(found),
    count: records.count,
    units: new Set(records.totals.map(({ unit }: { unit: string }) => unit)),
    asOf: new Date(records.view.asOf).toISOString(),
  };
}

function codeFor({ text }: GraphAnswer, alias: string): string | undefined {
  const errors: any[] = JSON.parse(text).errors ?? [];
  const found = errors.find(({ path }) => path === undefined || path[0] === alias);
  return found?.extensions.code;
}

function operationFor({ who, purpose }: Requester, chance: Chance): Operation {
  if (purpose === 'SELF_USE') return 'Own';
  // Barry asks Samira only: his own records are not granted to him.
  return who === 'barry' ? 'One' : chance.of(['One', 'One', 'Other', 'Other', 'Both']);
}

/** Asks one question of a requester's, through the real door. @returns a case for each learner it is about. */
export async function asks(
  house: TestHouse,
  requester: Requester,
  chance: Chance,
): Promise<readonly Case[]> {
  const operation = operationFor(requester, chance);
  const isOwn = requester.purpose === 'SELF_USE';
  const abouts = operation === 'Own' ? [ownOf(requester)] : subjects[operation];
  const variables = Object.fromEntries(abouts.map((who) => [who, house.account(who).webId]));
  const { app, who, purpose } = requester;
  const asked = new Date();
  const answer = await house.ask(
    app === undefined ? who : undefined,
    operation,
    isOwn ? {} : variables,
    {
      query: documents[operation],
      ...(!isOwn && { purpose }),
      ...(app !== undefined && { headers: await app.headers() }),
    },
  );
  const answered = new Date();
  return abouts.map((about) => {
    const alias = isOwn ? 'own' : about;
    const one = answer.data?.[alias] ?? undefined;
    const shown = one && shownIn(isOwn ? one : one.records);
    const code = codeFor(answer, alias);
    return { requester, operation, about, asked, answered, shown, code };
  });
}
const ownOf = ({ who }: Requester): Who => (who === 'barry' ? 'barry' : 'samira');
