import { beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../src/base/index.js';
import {
  asksForResults,
  grantsUniversityResults,
  guidance,
  merenveld,
  readsSamira,
  rocDeWaterlanden,
} from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { formsOf } from '../../fixtures/statements.js';
import { rowsOf } from './attacks/ledger-rows.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ isQuiet: true, isUnfetched: true });
  for (const who of ['samira', 'barry', 'adviser'] as const) await house.ask(who, 'Viewer');
  await house.ask('samira', 'SyncInstitution', { institution: merenveld });
  return () => house.stop();
});

const english = { headers: { 'accept-language': 'en' } };
const shares = (grantee: object, change: object = {}) =>
  house.ask('samira', 'GrantAccess', {
    input: { grantee, purpose: 'ADMISSION', scope: [{ types: ['RESULT'] }], ...change },
  });
const nameIn = async (answer: ReturnType<typeof shares>) => {
  const { data, codes } = await answer;
  return [data?.grantAccess?.grant?.granteeName, codes];
};
const newest = async () => (await house.ask('samira', 'MyGrants')).data.myGrants.nodes[0];
const muted = async () => (await house.ask('samira', 'MyRequests')).data.myRequests.mutedGrantees;
const sentences = async (options = {}): Promise<readonly string[]> => {
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 8 }, options);
  return data.myAccessLog.nodes.map(({ sentence }: { sentence: string }) => sentence);
};
/** What is owed to the pod is done, papers too. */
const followed = () =>
  expect
    .poll(() => rowsOf(house, "select 1 from outbox_item where state <> 'DONE'"), {
      timeout: 20_000,
    })
    .toEqual([]);
/** As if they had signed in under this name. */
const calls = (who: 'barry' | 'adviser' | 'samira', name: string) =>
  rowsOf(
    house,
    `insert into known_person values ('${house.account(who).webId}', '${name}', now())
     on conflict (web_id) do update set display_name = excluded.display_name, at = excluded.at`,
  );

describe('a learner reads who it is', () => {
  it('in requests, grants, the log and by day, in the words of their language', async () => {
    await grantsUniversityResults(house);
    const { data: asked } = await house.ask('samira', 'MyRequests');
    expect(asked.myRequests.nodes[0].granteeName).toBe('Noor Hendriks');
    expect((await newest()).granteeName).toBe('Noor Hendriks');
    await readsSamira(house);
    const told = await sentences();
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Noor Hendriks bekeek \d+ onderdelen van je gegevens \(loopbaanbegeleiding\)\.$/,
        ),
        'Noor Hendriks vroeg om toegang (loopbaanbegeleiding).',
        'Je gaf Noor Hendriks toegang (loopbaanbegeleiding).',
        'De toegang voor Noor Hendriks ging in.',
      ]),
    );
    expect(await sentences(english)).toContain('You gave Noor Hendriks access (career guidance).');
    const { data: days } = await house.ask('samira', 'MyLogByDay');
    expect(days.myLogByDay.nodes).toContainEqual(
      expect.objectContaining({
        actorName: 'Noor Hendriks',
        sentence: expect.stringMatching(
          /^Noor Hendriks keek 1 keer en zag \d+ onderdelen \(loopbaanbegeleiding\)\.$/,
        ),
      }),
    );
    const { learners, alerts } = house.running.workshop.ledger;
    const samira = await learners.byWebId(webId(house.account('samira').webId));
    if (samira !== undefined) await alerts.look(samira.id);
    const { data: news } = await house.ask('samira', 'MyAlerts');
    expect(news.myAlerts.nodes[0].sentence).toBe(
      'Noor Hendriks gebruikte voor het eerst een toegang die je gaf.',
    );
  });

  it('schools by name, roles by word and school, and nobody by an address', async () => {
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 250 });
    const told = data.myAccessLog.nodes.map(({ sentence }: { sentence: string }) => sentence);
    expect(told).toContain('Universiteit Merenveld leverde resultaten.');
    const role = { issuer: 'https://inloggen.example', role: 'career-adviser' };
    expect(await nameIn(shares({ role: { ...role, organisation: merenveld } }))).toEqual([
      'loopbaanadviseur bij Universiteit Merenveld',
      [],
    ]);
    const elsewhere = { role: { ...role, organisation: 'elders.example' } };
    expect(await nameIn(shares(elsewhere))).toEqual([null, []]);
    expect(await sentences()).toContain(
      'Je gaf elke loopbaanadviseur bij Universiteit Merenveld toegang (toelating).',
    );
  });

  it('whom they asked to delete, while whoever is asked reads no name', async () => {
    const grant = await grantsUniversityResults(house);
    await house.ask('samira', 'RevokeGrant', { id: grant });
    const { data } = await house.ask('samira', 'AskDeletion', { grant });
    expect(data.askDeletion.nodes[0].granteeName).toBe('Noor Hendriks');
    const query = 'query Q { deletionRequests { nodes { granteeName } } }';
    const asked = await house.ask('adviser', 'Q', {}, { query });
    expect(asked.data.deletionRequests.nodes[0]).toEqual({ granteeName: null });
  });
});

describe('no name is got out by naming a WebID', () => {
  it('attack 47: somebody who signed in here but never turned to this learner has none; once they ask, they have', async () => {
    const barry = house.account('barry').webId;
    expect(await nameIn(shares({ person: barry }))).toEqual([null, []]);
    await house.ask('samira', 'MuteGrantee', { grantee: barry });
    expect(await muted()).toEqual([{ grantee: barry, name: null }]);
    expect((await sentences()).filter((told) => told.includes('Barry'))).toEqual([]);
    await house.ask('samira', 'MuteGrantee', { grantee: barry, muted: false });
    const input = {
      learner: house.account('samira').webId,
      purpose: 'ADMISSION',
      items: [{ recordTypes: ['RESULT'], facets: ['CORE'], required: true }],
      reason: 'Samen kijken.',
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect((await house.ask('barry', 'RequestAccess', { input })).codes).toEqual([]);
    await house.ask('samira', 'MuteGrantee', { grantee: barry });
    expect(await muted()).toEqual([{ grantee: barry, name: 'Barry de Wit' }]);
    expect(await sentences()).toContain(
      'Je wilt van Barry de Wit geen verzoeken en voorstellen meer horen.',
    );
  });

  it('attack 37: a name that would pass for an organisation is none, but for those who are of it', async () => {
    await calls('barry', 'Loopbaanplein De Delta, afdeling Utrecht');
    await calls('adviser', 'Noor (Loopbaanplein De Delta)');
    const { data } = await house.ask('samira', 'MyRequests');
    const nameOf = new Map(
      data.myRequests.nodes.map((node: { grantee: string; granteeName: string | null }) => [
        node.grantee,
        node.granteeName,
      ]),
    );
    expect(nameOf.get(house.account('barry').webId)).toBeNull();
    expect(nameOf.get(house.account('adviser').webId)).toBe('Noor (Loopbaanplein De Delta)');
    await calls('adviser', 'Noor Hendriks');
    await calls('barry', 'Barry de Wit');
  });
});

/** All that a grantee can ask, without the moment at which an answer left. */
async function toldToGrantee(): Promise<string> {
  const learner = house.account('samira').webId;
  const query = `query Q($learner: ID!) { consentedLearners { nodes { id grants { grantee granteeName state } } }
    deletionRequests { nodes { id granteeName state } } receipts { nodes { event document } }
    learner(id: $learner) { id person { name { __typename } } records(first: 3) { count nodes { title } } } }`;
  const answers = [
    await house.ask('adviser', 'ConsentedLearners'),
    await house.ask('adviser', 'Q', { learner }, { ...guidance, query }),
    await house.ask('adviser', 'MyGrants'),
    await house.ask('adviser', 'MyRequests'),
    await asksForResults(house, { learner: 'https://nobody.example/#me' }),
  ];
  return answers.map(({ status, text }) => `${status} ${text}`).join('\n');
}

/** What the database hears while a learner looks through their page. */
const heardByLearner = () =>
  formsOf(async () => {
    for (const operation of ['MyGrants', 'MyRequests', 'MyAccessLog', 'MyLogByDay']) {
      await house.ask('samira', operation);
    }
  });

describe('names are for the learner’s side alone', () => {
  it('worlds that differ in names only are one world to a grantee, byte for byte', async () => {
    await grantsUniversityResults(house);
    await followed();
    // A use is counted with each look; the next one of each world is to be the same.
    const use = /"used":\d+/g;
    const before = (await toldToGrantee()).replaceAll(use, '');
    expect(before).toContain('"title"');
    for (const who of ['samira', 'barry', 'adviser'] as const) await calls(who, `Anders ${who}`);
    expect((await toldToGrantee()).replaceAll(use, '')).toBe(before);
    expect((await newest()).granteeName).toBe('Anders adviser');
    await rowsOf(house, 'delete from known_person');
    expect((await toldToGrantee()).replaceAll(use, '')).toBe(before);
    expect((await newest()).granteeName).toBeNull();
  });

  it('all names of an answer are one statement, and the same statements where nobody has one', async () => {
    const without = await heardByLearner();
    await calls('adviser', 'Noor Hendriks');
    const withNames = await heardByLearner();
    expect((await newest()).granteeName).toBe('Noor Hendriks');
    expect(withNames).toEqual(without);
    expect(withNames.filter((form) => form.includes('known_person'))).toHaveLength(4);
  });
});

describe('a name is kept beside the log, never in it', () => {
  it('the log a learner takes along holds none, and is the same whatever they are called', async () => {
    const lines = async () => {
      const { data } = await house.ask('samira', 'ExportMyLog');
      return String(data.exportMyLog).split('\n').slice(1, 40);
    };
    const before = await lines();
    expect(before.join()).toContain('ACCESS_REQUESTED');
    expect(before.join()).not.toMatch(/Noor|Hendriks|Merenveld/);
    await calls('adviser', 'Noor van Dam');
    expect((await sentences()).join()).toContain('Noor van Dam');
    expect(await lines()).toEqual(before);
    expect(house.logLines.join('\n')).not.toMatch(/Hendriks|van Dam|de Wit/);
  });
});

it('a school that may write is called by its own name', async () => {
  const grantee = { institution: rocDeWaterlanden };
  const given = shares(grantee, { purpose: 'ENROLMENT', scope: [] });
  expect(await nameIn(given)).toEqual(['ROC De Waterlanden', []]);
});
