/** A school may put results in a learner's own pod, with its own Solid client, and reads nothing: on real servers, cell by cell. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { inboxOf, layoutOf, rulesOf } from '../../../src/pod/index.js';
import { readsSamira, revokes, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { someOf } from '../../fixtures/properties.js';
import { solidLogin } from '../../fixtures/solid-login.js';
import { newestGrant } from './kept-true/steps.js';
import { goesOnAndAlong, leavesOthersAlone } from './write/arrivals.js';
import { endsInBothStores, endsWhenSaid } from './write/ends.js';
import {
  adds,
  clientOf,
  fresh,
  letsRocWrite,
  letsWrite,
  merenveld,
  otherClientOf,
  patches,
  posts,
  puts,
  rocDeWaterlanden,
  type SolidFetch,
  statusOf,
} from './write/steps.js';

let house: TestHouse;
let roc: SolidFetch;
let university: SolidFetch;
let inbox: string;
beforeAll(async () => {
  house = await openHouse();
  roc = await clientOf(house, 'roc');
  university = await clientOf(house, 'university');
  inbox = inboxOf(house.account('samira').podRoot, institutionId(rocDeWaterlanden));
}, 120_000);
afterAll(() => house.stop());
beforeEach(() => revokesAll(house));

const refused = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, await response.text()];
};

describe('the drift audit', () => {
  it('counts no school with a grant, names one without, and shuts what came back', async () => {
    const { id } = await letsRocWrite(house);
    const { workshop } = house.running;
    let last: string | null = null;
    const strays = async () => {
      let seen: any;
      const looked = async () => {
        seen = (await house.ask('samira', 'AuditMyPod')).data.auditMyPod;
        return seen.at;
      };
      await expect.poll(looked, { timeout: 20_000 }).not.toBe(last);
      last = seen.at;
      return seen.strays.map(({ at, modes }: any) => [at, modes]);
    };
    expect(await strays()).toEqual([]);
    const { build } = workshop;
    const rule = await (await build.fetch(rulesOf(inbox))).text();
    await revokes(house, id);
    const samira = await solidLogin(house.pods, house.account('samira'));
    const put = (at: string, body: string) =>
      samira.fetch(rulesOf(at), {
        method: 'PUT',
        headers: { 'content-type': 'text/turtle' },
        body,
      });
    // As a backup of the pod brings it back.
    expect((await put(inbox, rule)).status).toBe(201);
    expect(await strays()).toEqual([]);
    expect(await adds(roc, inbox)).toBe(403);
    const others = inboxOf(house.account('samira').podRoot, institutionId(merenveld));
    expect((await put(others, rule.replaceAll(inbox, others))).status).toBe(201);
    expect(await strays()).toEqual([[others, ['Append']]]);
    await samira.fetch(rulesOf(others), { method: 'DELETE' });
  });
});

describe('a yes to an institution', () => {
  it('says what it may in a sentence, and shares no record, part or question', async () => {
    const { data } = await letsWrite(house);
    expect(data.grantAccess).toMatchObject({
      pod: 'CONFIRMED',
      grant: {
        grantee: rocDeWaterlanden,
        granteeKind: 'INSTITUTION',
        purpose: 'ENROLMENT',
        state: 'ACTIVE',
        clients: [house.account('roc').client?.id],
        scope: [],
        claims: [],
        facets: [],
        personFacets: [],
        writeAccess: {
          inbox,
          sentence: 'ROC De Waterlanden mag resultaten in je kluis zetten, en leest niets.',
        },
      },
    });
    const english = { headers: { 'accept-language': 'en' } };
    const { data: list } = await house.ask('samira', 'MyGrants', {}, english);
    expect(list.myGrants.nodes[0].writeAccess.sentence).toBe(
      'De Waterlanden Vocational College may put results in your kluis, and reads nothing.',
    );
    const { build } = house.running.workshop;
    const { grant } = await newestGrant(house);
    expect((await build.fetch(grant.view)).status).toBe(404);
  });

  // biome-ignore format: a table is read in columns
  const wrong: readonly (readonly [string, object])[] = [
    ['records',                 { scope: [{ types: ['RESULT'] }] }],
    ['parts',                   { facets: ['CORE'] }],
    ['who the learner is',      { personFacets: ['NAME'] }],
    ['a question',              { claims: [{ kind: 'HOLDS', recordType: 'DIPLOMA' }] }],
    ['what comes later',        { includeFuture: true }],
    ['a number of times',       { maxSessions: 1 }],
    ['another purpose',         { purpose: 'CAREER_GUIDANCE' }],
    ['no end that lies ahead',  { until: '2020-01-01T00:00:00Z' }],
    ['a school without agent',  { grantee: { institution: 'heidestad.example' } }],
    ['one we do not know',      { grantee: { institution: 'elders.example' } }],
    ['no domain',               { grantee: { institution: 'ROC' } }],
    ['the word for any app',    { clients: ['http://www.w3.org/ns/solid/acp#PublicClient'] }],
    ['a person beside it',      { grantee: { institution: merenveld, link: true } }],
  ];
  it.each(someOf(wrong, 2))('is refused with %s', async (_what, change) => {
    const { codes, text } = await letsWrite(house, change);
    expect(codes).toEqual(['BAD_INPUT']);
    expect(JSON.parse(text).errors[0].message).toMatch(/^[A-Z][^{}]+\.$/);
    expect(await adds(roc, inbox)).toBe(403);
  });

  it('attack 35: without one a school can add nothing, and with one nothing but to its own inbox', async () => {
    const { podRoot } = house.account('samira');
    expect([await adds(roc, inbox), await posts(roc, inbox)]).toEqual([403, 403]);
    await letsRocWrite(house);
    expect([await adds(roc, inbox), await posts(roc, inbox)]).toEqual([201, 201]);
    const { edu, consent, shared, index, person } = layoutOf(podRoot);
    const elsewhere = [
      inboxOf(podRoot, institutionId(merenveld)),
      inboxOf(house.account('barry').podRoot, institutionId(rocDeWaterlanden)),
      inbox.replace(/inbox\/$/, ''),
      `${consent}grants/x/`,
      `${consent}receipts/`,
      edu,
      shared,
      podRoot,
    ];
    for (const at of elsewhere) {
      expect([at, await adds(roc, at), await posts(roc, at)]).toEqual([at, 403, 403]);
    }
    const { at, grant } = await newestGrant(house);
    const rules = [inbox, `${inbox}x.json`, consent, podRoot, grant.view, at].map(rulesOf);
    for (const url of [index, person, at, ...rules]) {
      expect([url, await puts(roc, url)]).toEqual([url, 403]);
      expect([url, await patches(roc, url)]).toEqual([url, 403]);
    }
  });

  it('attack 36: reads, lists, changes and deletes nothing there, its own deliveries neither', async () => {
    await letsRocWrite(house);
    const own = `${inbox}${fresh()}`;
    expect(await puts(roc, own)).toBe(201);
    const { build } = house.running.workshop;
    const list = await (await build.fetch(inbox, { headers: { accept: 'text/turtle' } })).text();
    const [, ours = ''] = /<([^>]+\.delivery\.json)> (?:a|dc:)/.exec(list) ?? [];
    expect(ours).not.toBe('');
    const before = await (await build.fetch(`${inbox}${ours}`)).text();
    for (const url of [own, `${inbox}${ours}`, inbox]) {
      for (const method of ['GET', 'HEAD', 'DELETE']) {
        expect([method, url, await statusOf(roc(url, { method }))]).toEqual([method, url, 403]);
      }
    }
    for (const url of [own, `${inbox}${ours}`]) {
      expect([url, await puts(roc, url, '{}')]).toEqual([url, 403]);
      expect([url, await puts(roc, url, '{}', { 'if-none-match': '*' })]).toEqual([url, 403]);
      // A patch needs the right to write on our pod server, and a document's description is patched like itself.
      for (const at of [url, `${url}.meta`]) {
        expect([at, await patches(roc, at)]).toEqual([at, 403]);
      }
    }
    expect(await patches(roc, `${inbox}${fresh()}`)).toBe(403);
    expect(await patches(roc, `${inbox}.meta`)).toBe(403);
    expect(await (await build.fetch(`${inbox}${ours}`)).text()).toBe(before);
    expect(await (await build.fetch(own)).text()).toBe('{"cijfer":"10"}');
  });

  it('attack 36: a name that is taken reads the same as no right; asked to name it itself, the pod always takes it', async () => {
    await letsRocWrite(house);
    const own = `${inbox}${fresh()}`;
    await puts(roc, own);
    const json = { 'content-type': 'application/json' };
    const taken = await refused(roc(own, { method: 'PUT', headers: json, body: '{}' }));
    const noRight = await refused(university(own, { method: 'PUT', headers: json, body: '{}' }));
    expect(taken).toEqual(noRight);
    const slug = own.slice(inbox.length);
    expect([await posts(roc, inbox, { slug }), await posts(roc, inbox, { slug })]).toEqual([
      201, 201,
    ]);
  });

  it('attack 36: neither a POST nor a condition tells what is there, or when it changed', async () => {
    await letsRocWrite(house);
    const [own, free] = [`${inbox}${fresh()}`, `${inbox}${fresh()}`];
    expect(await puts(roc, own)).toBe(201);
    for (const url of [own, free]) expect([url, await posts(roc, url)]).toEqual([url, 403]);
    const [past, future] = ['Sat, 01 Jan 2000 00:00:00 GMT', 'Tue, 01 Jan 2090 00:00:00 GMT'];
    const conditions = [
      { 'if-unmodified-since': past },
      { 'if-unmodified-since': future },
      { 'if-match': '*' },
      { 'if-match': '"x"' },
      { 'if-none-match': '"x"' },
      { 'if-none-match': '*', 'if-unmodified-since': past },
    ];
    for (const headers of conditions) {
      const told = [
        await posts(roc, inbox, { ...headers, slug: 'x.acr' }),
        await posts(roc, inbox, headers),
        await puts(roc, own, '{}', headers),
        await puts(roc, free, '{}', headers),
      ];
      expect([headers, told]).toEqual([headers, [403, 403, 403, 403]]);
    }
    // Only where nothing is yet: that is how a careful client adds.
    expect(await puts(roc, free, '{}', { 'if-none-match': '*' })).toBe(201);
  });

  it('is for that login through that app only', async () => {
    await letsRocWrite(house);
    const elsewhere = await otherClientOf(house, 'roc');
    expect(await adds(elsewhere, inbox)).toBe(403);
    expect(await adds(university, inbox)).toBe(403);
    const { id } = house.account('university').client ?? {};
    await letsRocWrite(house, { clients: [id] });
    // Another's app, named for this school, is of no use to that other.
    expect(await adds(university, inbox)).toBe(403);
  });

  it('lets nobody read, here either: not the school, not by purpose, not as itself', async () => {
    await letsRocWrite(house);
    const learner = house.account('samira').webId;
    for (const purpose of ['ENROLMENT', 'ADMISSION']) {
      const { codes, data } = await house.ask('roc', 'LearnerRecords', { learner }, { purpose });
      expect([codes, data]).toEqual([['NOT_FOUND'], { learner: null }]);
    }
    expect((await readsSamira(house)).codes.length).toBe(1);
    const { data } = await house.ask('roc', 'ConsentedLearners', {}, { purpose: 'ENROLMENT' });
    expect(data.consentedLearners.nodes).toEqual([]);
  });
});

const writing = () => ({ house, roc, inbox });
endsWhenSaid(writing);
endsInBothStores(writing);
leavesOthersAlone(writing);
goesOnAndAlong(writing);
