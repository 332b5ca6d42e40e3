import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { universityAssociations } from '../../../../src/demo/institutions/index.js';
import { projectRoot } from '../../../../src/embedded/index.js';
import { merenveld, revokesAll, rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { asksGraph, type Client, clientAt, connects, registers, removes } from '../apps/steps.js';
import { bosrand, chaos, type MoreSchools, zeekant } from './more-schools.js';

interface Report {
  readonly institution: { readonly id: string };
  readonly problem: { readonly code: string; readonly sentence: string } | null;
  readonly received: number;
}
interface Shown {
  readonly id: string;
  readonly institution: { readonly id: string };
  readonly provenance: { readonly receivedAt: string };
}
interface Page {
  readonly nodes: readonly Shown[];
  readonly perInstitution: readonly {
    readonly institution: { readonly id: string };
    readonly count: number;
    readonly lastReceivedAt: string;
  }[];
  readonly count: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const duinrand = 'duinrand.example';
const four = [merenveld, rocDeWaterlanden, duinrand, zeekant];
const five = [...four, bosrand].toSorted();
/** Words that are in no version of the standard. */
const unknown = {
  state: 'x-geparkeerd',
  result: {
    state: 'x-nagekeken',
    ext: { resultValueType: 'x-smileys' },
    studyLoad: { studyLoadUnit: 'x-modulen', value: 3 },
  },
} as const;

const schoolsIn = ({ nodes }: Page): readonly string[] =>
  [...new Set(nodes.map(({ institution }) => institution.id))].toSorted();

/** An app on top of five schools, of which one is as slow as schools get. */
export function journeyOverFiveSchools(
  opened: () => { house: TestHouse; more: MoreSchools },
): void {
  let house: TestHouse;
  let more: MoreSchools;
  let client: Client;
  let token: string;
  let samira: string;
  beforeAll(async () => {
    ({ house, more } = opened());
    samira = house.account('samira').webId;
    house.schools.servers.hogeschool.behave({});
    more.zeekant.amend(universityAssociations.samiraPassed, unknown);
    const clientId = await registers(house, { clusters: ['RESULTS_WITH_GRADES', 'ENROLMENTS'] });
    client = await clientAt(house, clientId);
    const asked = { scope: 'openid webid results_with_grades enrolments' };
    const clusters = ['RESULTS_WITH_GRADES', 'ENROLMENTS'];
    const answer = { decision: 'GRANT', clusters, includeFuture: true };
    token = (await connects(house, 'samira', client, answer, asked)).tokens.access_token;
    return async () => {
      await revokesAll(house);
      await removes(house, clientId);
    };
  });
  const asks = (query: string, variables: object = {}, headers = {}) =>
    asksGraph(house, client, token, query, { learner: samira, ...variables }, headers);
  const titles = async (language: string, argument = '') => {
    const asked = `query T($learner: ID!) { learner(id: $learner) { records(first: 250) { nodes { title${argument} } } } }`;
    const { data } = await asks(asked, {}, { 'accept-language': language });
    return data.learner.records.nodes.map(({ title }: { title: string }) => title);
  };
  const page = async (variables: object): Promise<Page> =>
    (await asks('LearnerRecords', variables)).data.learner.records;

  it('J6.2: of five schools one takes 3 to 63 seconds: it is named, and the other four are there long before it answers', async () => {
    more.bosrand.behave(chaos);
    const from = performance.now();
    const { data } = await house.ask('samira', 'SyncAll');
    // By its own spread of delays, its first answer would have come after 40 seconds.
    expect(performance.now() - from).toBeLessThan(30_000);
    const reports: readonly Report[] = data.syncAll;
    expect(reports.map(({ institution }) => institution.id).toSorted()).toEqual(five);
    const told = new Map(reports.map(({ institution, problem }) => [institution.id, problem]));
    for (const school of four) expect([school, told.get(school)]).toEqual([school, null]);
    expect(told.get(bosrand)).toMatchObject({ code: 'NO_ANSWER' });
    expect(schoolsIn(await page({ first: 250 }))).toEqual(four.toSorted());
  });

  it('J6.2: the app is told, of each institution in its list, how much it has and when the newest came; nothing of any other', async () => {
    const { nodes, count, perInstitution } = await page({ first: 250 });
    expect(perInstitution.map(({ institution }) => institution.id)).toEqual(four.toSorted());
    for (const { institution, ...told } of perInstitution) {
      const its = nodes.filter((shown) => shown.institution.id === institution.id);
      const came = its.map(({ provenance }) => provenance.receivedAt).toSorted();
      expect(told).toEqual({ count: its.length, lastReceivedAt: came.at(-1) });
    }
    expect(perInstitution.reduce((sum, told) => sum + told.count, 0)).toBe(count);
    const one = await page({ first: 1, filter: { institutions: [merenveld] } });
    expect(one.perInstitution.map(({ institution }) => institution.id)).toEqual([merenveld]);
    const none = await page({ filter: { institutions: [bosrand] } });
    expect(none.perInstitution).toEqual([]);
  });

  it('J6.2, Third-party app 2: one question over five schools: pages that stay as they are, each record once, while one of the five is slow', async () => {
    more.bosrand.behave({});
    const { data } = await house.ask('samira', 'SyncInstitution', { institution: bosrand });
    expect(data.syncInstitution).toMatchObject({ problem: null, inPod: true });
    more.bosrand.behave(chaos);
    for (const orderBy of [undefined, { field: 'INSTITUTION', direction: 'DESC' }]) {
      const whole = await page({ orderBy, first: 250 });
      expect(schoolsIn(whole)).toEqual(five);
      more.bosrand.forgetRequests();
      const paged: Shown[] = [];
      for (let after: string | undefined, goesOn = true; goesOn; ) {
        const part = await page({ orderBy, first: 25, after });
        expect(part.count).toBe(whole.count);
        // A school that is asked meanwhile, and says nothing new, moves no page.
        if (paged.length === 0) {
          await house.ask('samira', 'SyncInstitution', { institution: rocDeWaterlanden });
        }
        paged.push(...part.nodes);
        [after, goesOn] = [part.pageInfo.endCursor, part.pageInfo.hasNextPage];
      }
      expect(paged).toEqual(whole.nodes);
      expect(new Set(paged.map(({ id }) => id)).size).toBe(whole.count);
      // The pod answers; what a school does at that moment is nothing to a reader.
      expect(more.bosrand.requests).toEqual([]);
    }
  });

  describe('what a source says in words of its own', () => {
    const query = `query Words($learner: ID!, $filter: RecordFilter) { learner(id: $learner) { records(first: 250, filter: $filter) {
      nodes { title credits { ... on Credits { load { unit unitRaw value } } }
        ... on Enrolment { enrolmentState enrolmentStateRaw }
        assessment { ... on Assessment { state stateRaw scale scaleRaw } } } } } }`;

    it('J6.3, Third-party app 5: a word that no standard has comes as OTHER with the word itself, and the rest comes too', async () => {
      const { data, codes } = await asks(query, { filter: { institutions: [zeekant] } });
      expect(codes).toEqual([]);
      const { nodes } = data.learner.records;
      const like = await asks(query, { filter: { institutions: [merenveld] } });
      expect(nodes).toHaveLength(like.data.learner.records.nodes.length);
      expect(nodes).toContainEqual(
        expect.objectContaining({
          enrolmentState: 'OTHER',
          enrolmentStateRaw: 'x-geparkeerd',
        }),
      );
      expect(nodes).toContainEqual(
        expect.objectContaining({
          assessment: expect.objectContaining({
            state: 'OTHER',
            stateRaw: 'x-nagekeken',
            scale: 'OTHER',
            scaleRaw: 'x-smileys',
          }),
          credits: { load: { unit: 'OTHER', unitRaw: 'x-modulen', value: '3' } },
        }),
      );
    });

    it('J6.3, Third-party app 6: a text comes in the language of the field, else of the request, else in Dutch, and the contract says so', async () => {
      const [dutch, english] = [await titles('nl'), await titles('en')];
      expect(english).not.toEqual(dutch);
      expect(await titles('nl', '(language: "en")')).toEqual(english);
      expect(await titles('fi, en;q=0.5')).toEqual(english);
      expect(await titles('fi')).toEqual(dutch);
      expect(await titles('en', '(language: "fi")')).toEqual(dutch);
      const contract = await readFile(join(projectRoot, 'schema/schema.graphql'), 'utf8');
      expect(contract).toContain('else Dutch, English, or what there is');
    });
  });

  it('Third-party app 3: no grant is NOT_FOUND, a bad token 401 UNAUTHENTICATED, and both are where an app looks codes up', async () => {
    const none = await asks('LearnerRecords', { learner: house.account('barry').webId });
    expect([none.status, none.data, none.codes]).toEqual([200, { learner: null }, ['NOT_FOUND']]);
    const headers = { authorization: 'DPoP x', dpop: 'x' };
    const bad = await house.ask(undefined, 'Viewer', {}, { headers });
    expect([bad.status, bad.codes]).toEqual([401, ['UNAUTHENTICATED']]);
    const { errorCatalogue } = (await asks('ErrorCatalogue')).data;
    const documents = ['docs/errors.md', 'docs/apps.md'];
    const pages = await Promise.all(
      documents.map((path) => readFile(join(projectRoot, path), 'utf8')),
    );
    for (const code of [...none.codes, ...bad.codes, 'GRANT_ENDED']) {
      const told = errorCatalogue.find((entry: { code: string }) => entry.code === code);
      expect(told?.whatToDo).toMatch(/^[A-Z].{20,}\.$/s);
      expect([code, pages.map((text) => text.includes(`\`${code}\``))]).toEqual([
        code,
        [true, true],
      ]);
    }
  });
}
