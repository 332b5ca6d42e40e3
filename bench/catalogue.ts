import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { clientId, institutionId, webId } from '../src/base/index.js';
import { createDatabase, freePort, startPostgres } from '../src/embedded/index.js';
import {
  type Caller,
  type House,
  type InstitutionDesk,
  type OfferingsAsk,
  searchOfferings,
} from '../src/flows/index.js';
import { pairwiseFor, principalFromSession } from '../src/identity/index.js';
import { type Ledger, openLedger } from '../src/ledger/index.js';
import type { CatalogueOffering } from '../src/records/index.js';
import { nl, offeringOf } from '../test/fixtures/offerings.js';
import { inTurns } from './in-turns.js';
import { print, ratio } from './table.js';

const schools = Array.from({ length: 60 }, (_none, n) => institutionId(`school-${n}.example`));
const sizes = [5000, 50_000];
const now = new Date('2026-11-28T09:00:00Z');

// biome-ignore format: a list of words
const subjects = ['zorg', 'techniek', 'geografie', 'statistiek', 'recht', 'economie', 'onderwijs', 'logistiek', 'chemie', 'muziek',
  'ontwerp', 'robotica', 'ecologie', 'marketing', 'psychologie', 'voeding', 'energie', 'bestuur', 'taal', 'geschiedenis'];
const filler =
  'Je leert hoe je onderzoek opzet, gegevens verzamelt en daarover schrijft voor anderen.';

/** The nth of many: what it is follows from its number. */
function nth(n: number): CatalogueOffering {
  const institution = schools[n % schools.length] ?? institutionId('school-0.example');
  const [subject, other] = [subjects[n % 20], subjects[Math.floor(n / 20) % 20]];
  const isMbo = n % 3 === 0;
  return offeringOf(`offering-${n}`, {
    institution,
    title: [...nl(`${subject} en ${other} ${n}`), { language: 'en', value: `Course ${n}` }],
    code: `COD-${n}`,
    description: nl(
      `${filler} ${n % 97 === 0 ? 'Met excursie naar het planetarium.' : ''} ${filler}`,
    ),
    loads: [
      isMbo ? { unit: 'SBU', amount: '240' } : { unit: 'EC', amount: String(2.5 * (1 + (n % 6))) },
    ],
    level: { raw: 'x', eqf: 2 + (n % 6), derived: true },
    languages: n % 4 === 0 ? ['en'] : ['nl'],
    modes: [{ value: n % 5 === 0 ? 'ONLINE' : 'ON_CAMPUS' }],
    start: `2027-0${1 + (n % 9)}-0${1 + (n % 7)}`,
    enrolment: [{ from: '2026-11-01', until: n % 2 === 0 ? '2026-12-15' : '2026-11-20' }],
    places: { max: 30, enrolled: n % 31 },
    outcomes: [
      { id: `outcome-${n % 1000}`, text: nl(`Je kunt ${subject} uitleggen aan anderen.`) },
    ],
    skills: [`https://esco.example/${n % 500}`],
    place: `Stad ${n % 40}`,
  });
}

async function fill(ledger: Ledger, size: number): Promise<void> {
  const all = Array.from({ length: size }, (_none, n) => nth(n));
  for (const institution of schools) {
    const due = await ledger.catalogue.claim([institution], 600_000);
    if (due === undefined) throw new Error('nothing is due');
    const offerings = all.filter((one) => one.institution === institution);
    const news = { offerings, programmes: [], documents: [], unchanged: false, complete: true };
    await ledger.catalogue.keep(due, news, { at: now, waitMs: 3_600_000 });
  }
}

// biome-ignore format: a table is read in columns
const questions: readonly (readonly [string, string | undefined, OfferingsAsk['filter'], string | undefined])[] = [
  // what                          words               filter                                                   open
  ['nothing asked',                undefined,          {},                                                      undefined],
  ['a word of one in ten',         'zorg',             {},                                                      undefined],
  ['a word of one in a hundred',   'planetarium',      {},                                                      undefined],
  ['two words and a filter',       'zorg techniek',    { load: { unit: 'EC', min: 5, max: 10 }, languages: ['nl'] }, undefined],
  ['a code',                       'COD-4321',         {},                                                      undefined],
  ['a skill',                      undefined,          { skills: ['https://esco.example/7'] },                  undefined],
  ['open now, one institution',    undefined,          { institutions: schools.slice(0, 1) },                   'NOW'],
];

const caller: Caller = {
  principal: principalFromSession({
    webId: webId('https://nobody.example/#me'),
    clientId: clientId('https://page.example'),
  }),
  purpose: undefined,
  operation: 'SearchOfferings',
};
const ids = pairwiseFor({ pairwise: new Uint8Array(32) })(caller.principal.webId);

interface Measured {
  readonly what: string;
  readonly found: number;
  readonly queries: number;
  readonly ms: number;
  readonly rawMs: number;
}

/** Statements of one question, by all connections. */
async function queriesOf(ask: () => Promise<unknown>): Promise<number> {
  const query: unknown = Reflect.get(Client.prototype, 'query');
  if (typeof query !== 'function') throw new TypeError('no such client');
  let count = 0;
  Object.assign(Client.prototype, {
    query(this: Client, ...all: unknown[]): unknown {
      count += 1;
      return Reflect.apply(query, this, all);
    },
  });
  try {
    await ask();
  } finally {
    Object.assign(Client.prototype, { query });
  }
  return count;
}

/** The same rows in bare SQL: what an index finds, read and sorted by nothing. */
const bare = (text: string | undefined): string =>
  text === undefined
    ? 'select key, data from catalogue_offering order by sort_start, sort_title, key limit 20'
    : "select key, data from catalogue_offering where search @@ websearch_to_tsquery('dutch', $1)";

const notAsked = () => Promise.reject(new TypeError('no school is asked here'));
const unasked: InstitutionDesk['connection'] = {
  readLearner: notAsked,
  readGone: notAsked,
  isUnchanged: notAsked,
  readCatalogue: notAsked,
  askForPlace: notAsked,
  callOff: notAsked,
  findPlace: notAsked,
  readPlace: notAsked,
  pausedMs: () => 0,
  takesGuests: false,
};

async function measured(url: string, size: number): Promise<readonly Measured[]> {
  const ledger = await openLedger(url, () => undefined);
  const raw = new Client({ connectionString: url });
  await raw.connect();
  await fill(ledger, size);
  await raw.query('vacuum analyze');
  const institutions: House['institutions'] = new Map(
    schools.map((id) => [id, { id, name: nl(id), connection: unasked }]),
  );
  const house = { ledger, institutions, agreements: [] };
  const rows: Measured[] = [];
  for (const [what, text, filter, open] of questions) {
    const ask = {
      first: 20,
      filter,
      ...(text !== undefined && { text }),
      ...(open !== undefined && { open }),
    };
    const ours = () => searchOfferings(house, caller, ids, ask, now);
    const theirs = () => raw.query(bare(text), text === undefined ? [] : [text]);
    const { counts } = await ours();
    const queries = await queriesOf(ours);
    const spent = await inTurns({ ours, theirs }, 30);
    rows.push({
      what,
      found: counts.count,
      queries,
      ms: spent.get('ours') ?? 0,
      rawMs: spent.get('theirs') ?? 0,
    });
  }
  await raw.end();
  await ledger.close();
  return rows;
}
/** Searching what 60 institutions offer, and the same with ten times as much. */
export async function catalogue(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-catalogue-'));
  const postgres = await startPostgres({ dataDir, port: await freePort() });
  try {
    const all: (readonly Measured[])[] = [];
    for (const size of sizes) {
      all.push(await measured(await createDatabase(postgres.url, `catalogue_${size}`), size));
    }
    const [small = [], large = []] = all;
    print(
      `The catalogue: first page with count and facets, of ${sizes.join(' and ')} offerings`,
      'Of 60 institutions, in one thread; the bare statement reads the rows that the words find, or the first twenty, without count, facets or order by fit. Medians of 30, in turn.',
      [
        [
          'question',
          'found',
          'queries',
          'ms',
          '÷ bare SQL',
          'found × 10',
          'ms × 10',
          '÷ bare SQL × 10',
          'growth',
        ],
        ...large.map((many, n) => {
          const few = small[n] ?? many;
          const { what, found, queries, ms, rawMs } = few;
          return [
            what,
            found,
            queries,
            ms.toFixed(1),
            ratio(ms / rawMs),
            many.found,
            many.ms.toFixed(1),
            ratio(many.ms / many.rawMs),
            ratio(many.ms / ms),
          ];
        }),
      ],
    );
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
