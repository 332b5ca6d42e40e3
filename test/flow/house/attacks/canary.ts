import { expect, it } from 'vitest';
import { specialCanaries } from '../../../../src/demo/institutions/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
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

/** Last of all: looks for what must not be there in everything the attacks before left behind. */
export function nothingLeftBehind(opened: () => TestHouse, answers: readonly string[]): void {
  const house = opened;

  it('the most private texts are in no answer to anybody', async () => {
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

  it('the database holds none of them, nor any grade, title or name of a record, in any table', async () => {
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

  it('metrics name nobody', async () => {
    const metrics = await (await fetch(`${house().origin}/metrics`)).text();
    expect(metrics).toContain('leerkluis_http_requests_total');
    expect(metrics).not.toMatch(/samira|barry|adviser|localhost|merenveld/i);
  });
}
