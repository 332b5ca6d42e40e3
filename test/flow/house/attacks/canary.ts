import { expect, it } from 'vitest';
import { specialCanaries } from '../../../../src/demo/institutions/index.js';
import { readsSamira } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { appOf } from './app.js';
import { cookieFor, fromPage, knock } from './knock.js';
import { rowsOf, wholeDatabase } from './ledger-rows.js';
import { shares } from './steps.js';

const canaries = Object.values(specialCanaries);
/** Words of the demo's own records and people: content, wherever they turn up. */
const content = [
  'Merenveld',
  'Statistiek',
  'voldoende',
  'havenplan',
  'Terschuur',
  'leerling.example',
  '2007-03-14',
];

/** Where who somebody is belongs: whom a row is about, who did it, and what they said themselves. */
const placesOfPeople: Readonly<Record<string, readonly string[]>> = {
  learner: ['web_id', 'storage'],
  grant_version: ['grantee', 'terms'],
  access_request: ['grantee', 'client', 'reason'],
  muted_grantee: ['grantee'],
  delegation: ['guardian'],
  deletion_request: ['grantee', 'answer'],
  receipt: ['grantee', 'document'],
  known_person: ['web_id', 'display_name'],
  log_entry: ['bytes'],
  log_inbox: ['bytes'],
  session: ['web_id', 'display_name'],
  app_paper: ['person', 'payload'],
};
const names = ['Samira', 'Amrani', 'Barry', 'de Wit', 'Noor', 'Hendriks'];

/** All that tells who somebody is: names, addresses on the web, numbers of rows and at schools. */
async function identitiesIn(house: TestHouse): Promise<readonly string[]> {
  const rows = await rowsOf(
    house,
    'select learner.id::text, web_id, person_id from learner left join institution_link on learner_id = learner.id',
  );
  const known = rows.flatMap((row) => Object.values(row)).map(String);
  return [...names, '/profile/card', 'kluis.example', ...new Set(known)];
}

/** What an error of PostgreSQL, with the whole row in it, comes to: the log cannot be written, so nothing leaves. */
async function withBrokenLog<T>(house: TestHouse, act: () => Promise<T>): Promise<T> {
  await rowsOf(house, `alter table log_entry add constraint broken check (bytes = '') not valid`);
  try {
    return await act();
  } finally {
    await rowsOf(house, 'alter table log_entry drop constraint broken');
  }
}

/** Asks while the log cannot be written, and while no pod answers. */
async function faultsOf(house: TestHouse) {
  const broken = await withBrokenLog(house, () => readsSamira(house));
  house.proxy.setDown(true);
  const down = await readsSamira(house);
  house.proxy.setDown(false);
  return { addresses: [house.pods, house.origin], said: [broken, down] };
}

/** Last of all: looks for what must not be there in everything the attacks before left behind. */
export function nothingLeftBehind(opened: () => TestHouse, answers: readonly string[]): void {
  const house = opened;

  it('attack 46: the most private texts are in no answer to anybody', async () => {
    const everything = { first: 250 };
    const query = `query All($first: Int = 250) { myRecords(first: $first) { nodes { title description
      feedback { ... on Feedback { comment } } identifiers { ... on Identifiers { sourceId } }
      evidence { ... on Evidence { documents { title } } } } } }`;
    await house().ask('barry', 'All', everything, { query });
    await house().ask('barry', 'MyAccessLog', { first: 250 });
    await shares(house(), {
      facets: [
        'CORE',
        'ASSESSMENT',
        'CREDITS',
        'EVIDENCE',
        'FEEDBACK',
        'IDENTIFIERS',
        'CREDENTIAL',
      ],
    });
    await house().ask(
      'adviser',
      'LearnerRecords',
      { learner: house().account('samira').webId, first: 250 },
      { purpose: 'CAREER_GUIDANCE' },
    );
    expect(answers.length).toBeGreaterThan(300);
    const said = answers.join('\n');
    expect(said).toContain('voldoende');
    expect(canaries.filter((canary) => said.includes(canary))).toEqual([]);
  });

  it('the pod does hold them, so that looking for them means something', async () => {
    const { fetch } = house().running.workshop.build;
    const { podRoot } = house().account('barry');
    const index = await (await fetch(`${podRoot}edu/index.json`)).text();
    const paths: string[] = JSON.parse(index).bundles.map(({ path }: { path: string }) => path);
    const bodies = await Promise.all(
      paths.map(async (path) => (await fetch(`${podRoot}edu/${path}`)).text()),
    );
    for (const canary of canaries) expect(bodies.join('\n')).toContain(canary);
  });

  it('attack 46: the database holds none of them, nor any grade, title or name of a record, in any table', async () => {
    await expect
      .poll(() => rowsOf(house(), "select 1 from outbox_item where state <> 'DONE'"), {
        timeout: 10_000,
      })
      .toEqual([]);
    const database = await wholeDatabase(house());
    expect(database).toContain(house().account('adviser').webId);
    const found = [...canaries, ...content].filter((text) => database.includes(text));
    expect(found).toEqual([]);
  });

  it('what was brought to the pod is gone from the outbox', async () => {
    const left = await rowsOf(
      house(),
      'select kind, payload from outbox_item where payload is not null',
    );
    expect(left).toEqual([]);
  });

  it('the log names people by WebID only', async () => {
    const rows = await rowsOf(
      house(),
      "select coalesce(bytes, '') as bytes from log_entry union all select bytes from log_inbox",
    );
    const lines = rows.map(({ bytes }) => String(bytes)).join('\n');
    expect(lines).toContain('READ');
    for (const name of ['Noor', 'Hendriks', 'el Amrani', 'de Wit'])
      expect(lines).not.toContain(name);
    const keys = new Set(lines.split('\n').flatMap((line) => Object.keys(JSON.parse(line))));
    const known = [
      'actor',
      'aggregates',
      'at',
      'because',
      'epoch',
      'event',
      'grantee',
      'grants',
      'institution',
      'kind',
      'operation',
      'person',
      'purpose',
      'records',
    ];
    expect([...keys].filter((key) => !known.includes(key))).toEqual([]);
  });

  it('no address of a pod request tells of a record, and none of ours tells anything', () => {
    const paths = house()
      .proxy.requests.map(({ path }) => decodeURIComponent(path))
      .join('\n');
    expect([...canaries, ...content].filter((text) => paths.includes(text))).toEqual([]);
  });

  it('who somebody is stands in the places of the database that are for it, and in no other', async () => {
    const identities = (await identitiesIn(house())).filter(
      (text) => !/^[0-9a-f-]{36}$/.test(text),
    );
    const tables = await rowsOf(
      house(),
      `select tablename from pg_tables where schemaname = 'public'`,
    );
    const elsewhere: string[] = [];
    for (const { tablename } of tables) {
      const own = placesOfPeople[String(tablename)] ?? [];
      const rest = `to_jsonb(t) - '{${own.join(',')}}'::text[]`;
      const rows = await rowsOf(
        house(),
        `select (${rest})::text as row from ${String(tablename)} t`,
      );
      const text = rows.map(({ row }) => String(row)).join('\n');
      const found = identities.filter((identity) => text.includes(identity));
      elsewhere.push(...found.map((identity) => `${String(tablename)}: ${identity}`));
    }
    expect(elsewhere).toEqual([]);
  });

  it('sessions, tokens and passwords are in no table and in no line', async () => {
    const cookie = await cookieFor(house(), 'samira');
    const app = await appOf(house(), 'adviser');
    const headers = await app.headers();
    const query = '{ viewer { webId } }';
    await house().ask(undefined, 'Q', {}, { headers, query: `query Q ${query}` });
    const secrets = [
      cookie.split('=')[1] ?? cookie,
      app.token,
      app.token.split('.')[2] ?? app.token,
      headers['dpop'] ?? app.token,
      house().account('samira').login.password,
    ];
    const everything = `${await wholeDatabase(house())}\n${house().logLines.join('\n')}`;
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  it('faults of the database and of a pod say UPSTREAM to whoever asked, and kind and place to the operator', async () => {
    const lines = house().logLines.length;
    await shares(house());
    const { addresses, said } = await faultsOf(house());
    for (const { codes } of said) expect(new Set(codes)).toEqual(new Set(['UPSTREAM']));
    const logged = house().logLines.slice(lines);
    expect(logged.length).toBeGreaterThanOrEqual(2);
    expect(logged.join('')).toContain('23514');
    const words = [...canaries, ...content, ...(await identitiesIn(house())), ...addresses];
    const told = [...logged, ...said.map(({ text }) => text)].join('\n');
    expect(words.filter((word) => told.includes(word))).toEqual([]);
    expect(told).not.toMatch(/insert into|update |select |https?:\/\/|eyJ/);
    house().faults.splice(0);
  });

  it('attack 46: no line of the log, of us or of the pod server, tells of anybody', async () => {
    const words = [...canaries, ...content, ...(await identitiesIn(house())), 'localhost'];
    const lines = house().logLines.join('\n');
    expect(words.filter((word) => lines.includes(word))).toEqual([]);
  });

  it('no address that we send a browser to tells more than it was asked', async () => {
    const cookie = await cookieFor(house(), 'samira');
    const { host } = new URL(house().setup.issuerOrigin);
    const doors = [
      { method: 'GET', path: '/', headers: { cookie } },
      { method: 'GET', path: '/demo/samira', headers: { cookie } },
      { method: 'GET', path: '/demo/nobody', headers: { cookie } },
      { method: 'GET', path: '/graphiql', headers: { cookie, host } },
      { method: 'POST', path: '/sign-out', headers: fromPage(await cookieFor(house(), 'samira')) },
    ];
    const sent: string[] = [];
    for (const door of doors) {
      const { headers, text } = await knock(house(), door);
      sent.push(headers.location ?? '');
      expect(names.filter((name) => text.includes(name))).toEqual([]);
    }
    const allowed = ['', '/', '/graphiql', `${house().origin}/graphiql`];
    expect(sent.filter((address) => !allowed.includes(address))).toEqual([]);
  });

  it('whether we are well is told to anybody, without a word on anybody; counts to those who know our name', async () => {
    const asks = (path: string, host: string) =>
      knock(house(), { method: 'GET', path, headers: { host } });
    const own = new URL(house().origin).host;
    for (const host of [own, 'evil.example', '10.0.0.7:4000']) {
      expect(JSON.parse((await asks('/healthz', host)).text)).toEqual({ status: 'alive' });
      expect(JSON.parse((await asks('/readyz', host)).text)).toEqual({ status: 'ready' });
    }
    const metrics = await Promise.all(
      [own, '10.0.0.7:4000', '[::1]:4000', 'evil.example', '127.0.0.1.evil.example'].map((host) =>
        asks('/metrics', host),
      ),
    );
    expect(metrics.map(({ status }) => status)).toEqual([200, 200, 200, 421, 421]);
    const words = [...canaries, ...content, ...(await identitiesIn(house()))];
    const counts = metrics.map(({ text }) => text).join('\n');
    expect(words.filter((word) => counts.includes(word))).toEqual([]);
  });

  it('attack 46: metrics name nobody', async () => {
    const metrics = await (await fetch(`${house().origin}/metrics`)).text();
    expect(metrics).toContain('leerkluis_http_requests_total');
    expect(metrics).not.toMatch(/samira|barry|adviser|localhost|merenveld/i);
  });
}
