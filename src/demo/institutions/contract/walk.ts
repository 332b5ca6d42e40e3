import type { Bulk } from '../data/bulk.js';
import { demoPeople } from '../data/findings.js';
import type { InstitutionKey } from '../model.js';
import { startInstitution } from '../start.js';
import type { Contract } from './bundle.js';
import { leads, lists, mistakes, type Step, step, stepsTo } from './crawl.js';

export type Tally = {
  readonly path: string;
  answers: number;
  readonly violations: string[];
};

const applicationId = 'contract-check';
const password = 'alleen-op-de-eigen-machine';
const token = 'samira-herself';
const authorization = {
  application: `Basic ${Buffer.from(`${applicationId}:${password}`).toString('base64')}`,
  learner: `Bearer ${token}`,
  nobody: undefined,
} as const;

async function ask(url: string, { target, by, method }: Step) {
  const sent = authorization[by];
  const headers = sent === undefined ? {} : { authorization: sent };
  const response = await fetch(`${url}${target}`, { method, headers });
  const body: unknown = await response.json();
  const contentType = response.headers.get('content-type') ?? 'nothing';
  return { status: response.status, contentType, body };
}

const queries = {
  5: ['?pageNumber=2', '?result-state=completed', '?sort=-associationId'],
  6: ['?pageNumber=2', '?resultState=completed'],
} as const;

const beginning = (school: InstitutionKey, version: 5 | 6): readonly Step[] => [
  step('/', '/'),
  step('/persons/me', '/persons/me', { by: 'learner' }),
  ...lists[version].flatMap((path) => [step(path, path), step(path, `${path}?pageSize=250`)]),
  ...Object.values(demoPeople[school]).flatMap(({ personId }) => {
    const list = version === 5 ? 'associations' : 'course-offering-associations';
    const path = `/persons/{personId}/${list}`;
    return queries[version].map((query) => step(path, `/persons/${personId}/${list}${query}`));
  }),
  // Whom the catalogue does not lead to.
  ...Object.values(demoPeople[school]).flatMap(({ personId }) => [
    step('/persons/{personId}', `/persons/${personId}`),
  ]),
];

/**
 * Asks one school everything that its own answers lead to, and every mistake, and checks each answer.
 * @param bulk results to be there as well.
 */
export async function walk(
  school: InstitutionKey,
  contract: Contract,
  bulk?: Bulk,
): Promise<readonly Tally[]> {
  const credentials = { applicationId, password, learnerTokens: { [token]: 'samira' } } as const;
  const { version } = contract;
  const more = bulk === undefined ? {} : { bulk };
  const at = { port: 0, host: '127.0.0.1' } as const;
  const server = await startInstitution(school, { ...at, credentials, ...more, version });
  const tallies = new Map<string, Tally>();
  const met = new Set<string>();
  const queue = [...beginning(school, version)];
  const check = async (asked: Step): Promise<unknown> => {
    const tally = tallies.get(asked.path) ?? { path: asked.path, answers: 0, violations: [] };
    tallies.set(asked.path, tally);
    const answer = await ask(server.url, asked);
    tally.answers += 1;
    const wrong = contract.check(asked.path, answer);
    const status = answer.status === asked.status ? [] : [`${answer.status}, not ${asked.status}`];
    tally.violations.push(
      ...[...status, ...wrong].map((what) => `${asked.method} ${asked.target}: ${what}`),
    );
    return answer.body;
  };
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const [to, id] of leads(await check(next), next.path, version)) {
        if (met.has(`${to.segment}/${id}`)) continue;
        met.add(`${to.segment}/${id}`);
        queue.push(...stepsTo(to, id, contract.expandable));
      }
    }
    for (const path of tallies.keys()) for (const wrong of mistakes(path)) await check(wrong);
  } finally {
    await server.stop();
  }
  return [...tallies.values()];
}
