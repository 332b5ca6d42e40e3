import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { specialCanaries } from '../../../../src/demo/institutions/index.js';
import { guidance, readsSamira } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { visible } from '../attacks/knock.js';
import { written } from '../attacks/ledger-rows.js';
import { nonsense, readsById } from '../attacks/steps.js';
import { asksOf, idsForAdviser, type Seen, terms } from './steps.js';

const winding = `query Q($learner: ID!, $seen: ID!, $hidden: ID!) {
  first: learner(id: $learner) { ...Who }
  ... on Query { second: learner(id: $learner) { theirs: records(first: 250) { ...List } } }
  mine: node(id: $seen) { ...Row }
  hidden: node(id: $hidden) { ...Row }
}
fragment Who on LearnerView { person { n: name { __typename } } records(first: 250) { ...List } }
fragment List on RecordConnection { rows: edges { node { ...Row } } nodes { ...Row } }
fragment Row on Node { id ... on LearningRecord { what: title grade: assessment { ...Grade } again: assessment { ...Grade }
  feedback { __typename } evidence { __typename } identifiers { __typename } credential { __typename } } }
fragment Grade on AssessmentFacet { __typename ... on Assessment { grade pass } }`;

interface Row {
  readonly id: string;
  readonly what: string;
}

/** What an adviser tries beside reading, with the grant that they have. */
export function whatAnAdviserCannot(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  it('Adviser 5: aliases, fragments in fragments, edges, the same learner twice and records by id give no more than the plain list', async () => {
    const plain: Seen[] = (await readsSamira(house, { first: 250 })).data.learner.records.nodes;
    const ids = plain.map(({ id }) => id);
    const theirs = await idsForAdviser(house);
    expect(theirs('RESULT').filter((id) => ids.includes(id)).length).toBeGreaterThan(20);
    const [hidden] = theirs('ENROLMENT');
    expect(hidden).toBeTypeOf('string');
    const answer = await asksOf(house, winding, { seen: ids[0], hidden });
    const { first, second, mine, hidden: none } = answer.data;
    expect(first.person).toEqual({ n: { __typename: 'NotShared' } });
    const withheld = { __typename: 'NotShared' };
    for (const { nodes, rows } of [first.records, second.theirs]) {
      expect(nodes.map(({ id }: Row) => id)).toEqual(ids);
      expect(rows.map(({ node }: { node: Row }) => node)).toEqual(nodes);
    }
    expect(mine).toEqual({
      id: ids[0],
      what: plain[0]?.title,
      grade: withheld,
      again: withheld,
      feedback: withheld,
      evidence: withheld,
      identifiers: withheld,
      credential: withheld,
    });
    expect(first.records.nodes[0]).toEqual(mine);
    expect([none, answer.codes]).toEqual([null, ['NOT_FOUND']]);
  });

  it('J4.6, Adviser 7: they change nothing, take no kluis along and give nothing on; what they hold opens nothing for another', async () => {
    const [{ id: record }] = (await readsSamira(house)).data.learner.records.nodes;
    const known = (await house.ask('adviser', 'ConsentedLearners')).data.consentedLearners.nodes;
    const samira = known.find(({ grants }: { grants: { state: string }[] }) =>
      grants.some(({ state }) => state === 'ACTIVE'),
    );
    const grant: string = samira.grants.find(
      ({ state }: { state: string }) => state === 'ACTIVE',
    ).id;
    const key = randomUUID();
    const learning = { title: 'Diploma', date: '2026' };
    const toDeveloper = {
      grantee: { person: house.account('developer').webId },
      purpose: guidance.purpose,
      scope: [{}],
    };
    const tries: readonly (readonly [string, object, string])[] = [
      ['AddOwnRecord', { input: { key, learning } }, 'FORBIDDEN'],
      ['ChangeOwnRecord', { id: record, input: { key, learning } }, 'FORBIDDEN'],
      ['RemoveOwnRecord', { id: record }, 'FORBIDDEN'],
      ['SyncAll', {}, 'FORBIDDEN'],
      ['BlockRecords', { scope: [{}] }, 'FORBIDDEN'],
      ['GrantAccess', { input: toDeveloper }, 'FORBIDDEN'],
      ['ExtendGrant', { input: { grantId: grant, until: terms().until } }, 'FORBIDDEN'],
      ['RevokeGrant', { id: grant }, 'FORBIDDEN'],
      ['GrantForWard', { learner: samira.id, input: toDeveloper }, 'NOT_FOUND'],
      ['ExportEverything', {}, 'FORBIDDEN'],
      ['ExportOverview', {}, 'FORBIDDEN'],
      ['ExportMyLog', {}, 'FORBIDDEN'],
    ];
    const before = await written(house);
    house.proxy.forget();
    const codes = [];
    for (const [operation, variables] of tries) {
      codes.push([operation, ...(await house.ask('adviser', operation, variables)).codes]);
    }
    expect(codes).toEqual(tries.map(([operation, , code]) => [operation, code]));
    expect(await written(house)).toEqual(before);
    expect(house.proxy.requests).toEqual([]);
    const byId = (id: string) => readsById(house, id, 'developer');
    expect(visible(await byId(record))).toEqual(visible(await byId(nonsense)));
    const reads = (learner: string) =>
      house.ask('developer', 'LearnerRecords', { learner }, guidance);
    expect(visible(await reads(samira.id))).toEqual(visible(await reads(nonsense)));
  });

  it('J4.6: all pages of the answer are all there is to take along: every part that was given, and never what is the learner’s alone', async () => {
    const barry = house.account('barry').webId;
    const facets = [
      'CORE',
      'CREDITS',
      'ASSESSMENT',
      'EVIDENCE',
      'FEEDBACK',
      'IDENTIFIERS',
      'CREDENTIAL',
    ];
    const input = {
      grantee: { person: house.account('adviser').webId },
      purpose: guidance.purpose,
      scope: [{}],
      facets,
    };
    const given = await house.ask('barry', 'GrantAccess', { input });
    const query = `query Q($learner: ID!, $after: String) { learner(id: $learner) { records(first: 10, after: $after) {
      count pageInfo { hasNextPage endCursor } nodes { id title description
        assessment { ... on Assessment { grade pass state stateRaw scaleRaw } ... on NotShared { code } }
        feedback { ... on Feedback { comment } } evidence { ... on Evidence { documents { title url } } }
        identifiers { ... on Identifiers { sourceId losses codes { type code } issues { code path } } } } } } }`;
    const texts: string[] = [];
    const seen = new Set<string>();
    let all: number | undefined;
    for (let after: string | undefined, goesOn = true; goesOn; ) {
      const { data, text } = await asksOf(house, query, { learner: barry, after });
      const { nodes, count, pageInfo } = data.learner.records;
      texts.push(text);
      for (const { id } of nodes) seen.add(id);
      [after, goesOn] = [pageInfo.endCursor, pageInfo.hasNextPage];
      all = count;
    }
    expect(seen.size).toBe(all);
    const whole = texts.join('\n');
    expect(whole).toContain('"grade":"7.0"');
    expect(whole).not.toContain('NOT_IN_GRANT');
    for (const special of Object.values(specialCanaries)) expect(whole).not.toContain(special);
    await house.ask('barry', 'RevokeGrant', { id: given.data.grantAccess.grant.id });
  });
}
