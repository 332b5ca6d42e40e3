import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { freePort, projectRoot } from '../../../../src/embedded/index.js';
import { apiProcesses } from '../../../fixtures/api-process.js';
import { pageHeaders, type TestHouse } from '../../../fixtures/house.js';

/** One thing to get wrong while a build is put together. */
export interface Planting {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
/** The release as it must not be: what the policy was at the start is what counts, and uses are nobody's business. */
export const startOnly: readonly Planting[] = [
  {
    file: 'src/ledger/release.ts',
    find: 'learner === undefined || learner.epoch !== disclosure.epoch',
    replace: 'learner === undefined',
  },
  {
    file: 'src/ledger/release.ts',
    find: 'if (!(await consume(tx, grant))) throw new PolicyMoved();',
    replace: 'await consume(tx, grant);',
  },
];

/** @throws when the text to plant in has changed. */
function plants(all: readonly Planting[]): Plugin {
  const files = Map.groupBy(all, ({ file }) => join(projectRoot, file));
  return {
    name: 'planted',
    setup(build) {
      build.onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
        const here = files.get(path);
        if (here === undefined) return undefined;
        const contents = here.reduce(
          (source, { find, replace }) => {
            if (source.split(find).length !== 2) throw new Error(`not once in ${path}: ${find}`);
            return source.replace(find, replace);
          },
          readFileSync(path, 'utf8'),
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

type Data = any;
export interface ApiAnswer {
  readonly data: Data;
  readonly codes: readonly string[];
}
/** Two server processes on the database, the keys and the pods of one house. */
export interface TwoApis {
  ask(
    at: 0 | 1,
    cookie: string,
    request: { readonly query: string; readonly operationName: string; readonly variables: object },
    purpose?: string,
  ): Promise<ApiAnswer>;
  faults(): readonly string[];
  stop(): Promise<void>;
}

async function openOne({ setup }: TestHouse, plantings: readonly Planting[]) {
  const { databaseUrl, dataDir, podOrigin, issuerOrigin, podWaitMs } = setup;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const told = { databaseUrl, dataDir, projectRoot, podOrigin, issuerOrigin, podWaitMs, port };
  const plugins = plantings.length > 0 ? [plants(plantings)] : [];
  const processes = await apiProcesses({ ...told, publicOrigin: origin, schools: [] }, plugins);
  const api = await processes.next();
  await api.open();
  return { origin, api, stop: () => processes.stop() };
}

/** @param plantings what is wrong in both of them; none: they are the product. */
export async function openTwoApis(
  house: TestHouse,
  plantings: readonly Planting[] = [],
): Promise<TwoApis> {
  const both = await Promise.all([openOne(house, plantings), openOne(house, plantings)]);
  return {
    async ask(at, cookie, request, purpose) {
      const response = await fetch(`${both[at].origin}/graphql`, {
        method: 'POST',
        headers: { ...pageHeaders, cookie, ...(purpose !== undefined && { 'x-purpose': purpose }) },
        body: JSON.stringify(request),
      });
      const { data, errors = [] }: Data = await response.json();
      return { data, codes: errors.map((error: Data) => error.extensions?.code) };
    },
    faults: () => both.flatMap(({ api }) => api.faults),
    stop: async () => {
      await Promise.all(both.map(({ stop }) => stop()));
    },
  };
}
