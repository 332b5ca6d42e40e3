/** A grant that hides the grade, and the signed form of an award that goes with it. On real servers. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import { selectiveMediaType } from '../../../src/credentials/index.js';
import { findSigned } from '../../../src/pod/index.js';
import { guidance, revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { awards, cooking, offers, recipient, roc, trustsRoc } from './award/steps.js';
import { newestGrant } from './kept-true/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

const grade = 'Uitmuntend 8,25';
const scaleName = 'Meesterproef';

let house: TestHouse;
let award: string;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true, registry: trustsRoc });
  await house.running.admin.letSign(roc);
  const scale = { name: scaleName, words: ['Voldoende', grade] };
  const result = { value: grade, status: 'Completed' };
  const { data, codes } = await awards(house, [recipient({ result })], { scale });
  if (codes.length > 0) throw new Error(`not offered: ${codes.join()}`);
  award = data.awardMicrocredentials[0].id;
  const [offer] = await offers(house);
  await house.ask('samira', 'AnswerAward', { id: offer.id, answer: 'ACCEPT' });
  return () => house.stop();
}, 300_000);

const withoutGrade = ['CORE', 'CREDITS', 'CREDENTIAL'];
const everything = ['CORE', 'ASSESSMENT', 'CREDITS', 'EVIDENCE', 'FEEDBACK', 'CREDENTIAL'];

/** Samira shares her microcredentials with Noor. @returns the grant's id, for her. */
async function shares(facets: readonly string[]): Promise<string> {
  const input = {
    grantee: { person: house.account('adviser').webId },
    purpose: 'CAREER_GUIDANCE',
    scope: [{ types: ['MICROCREDENTIAL'], institutions: [roc] }],
    facets,
    until: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    includeFuture: true,
  };
  const { data, codes } = await house.ask('samira', 'GrantAccess', { input });
  expect([codes, data.grantAccess.pod]).toEqual([[], 'CONFIRMED']);
  return data.grantAccess.grant.id;
}

const fields = `nodes { title assessment { __typename } verification { verdict }
  credential { __typename ... on Credential { mediaType sha256 content encoding sentence } } }`;
interface Seen {
  readonly title: string;
  readonly credential: {
    readonly __typename: string;
    readonly mediaType?: string;
    readonly content?: string;
  };
}
async function ofNoor(): Promise<Seen> {
  const query = `query Signed($learner: ID!) { learner(id: $learner) { records { ${fields} } } }`;
  const learner = house.account('samira').webId;
  const { data } = await house.ask('adviser', 'Signed', { learner }, { ...guidance, query });
  const nodes: readonly Seen[] = data.learner.records.nodes;
  const found = nodes.find(({ title }) => title === cooking.name);
  if (found === undefined) throw new Error('the award is shared');
  return found;
}
const formOfNoor = async (): Promise<string> => (await ofNoor()).credential.content ?? '';

/** All that stands in it, also what is written in base64. */
/** As a number or text of its own: digests may have these figures anywhere. */
const hours = /(?:^|[\s":,])240(?:$|[\s",}\]])/;
const innards = (text: string): string =>
  [text, ...text.split(/[.~"]/).map((part) => Buffer.from(part, 'base64url').toString())].join();
const verdictOf = async (text: string) => {
  const bytes = Buffer.from(text);
  const digest = sha256Hex(bytes);
  const asked = { digest, bytes: async () => bytes, subject: 'UNCHECKED' } as const;
  await house.running.house.credentials.recheck(digest);
  return (await house.running.house.credentials.judge([asked])).get(digest);
};
/** What stands beside the newest grant's view. */
async function beside(): Promise<readonly string[]> {
  const { build } = house.running.workshop;
  const places = await findSigned(build, (await newestGrant(house)).grant.view);
  return Promise.all(places.map(async (at) => (await build.fetch(at)).text()));
}

describe('who is shown no grade', () => {
  it('gets the award signed, and the grade nowhere in it', async () => {
    await shares(withoutGrade);
    const shown = await ofNoor();
    expect(shown).toMatchObject({
      assessment: { __typename: 'NotShared' },
      verification: { verdict: 'TRUSTED' },
      credential: {
        mediaType: selectiveMediaType,
        encoding: 'UTF8',
        sha256: sha256Hex(shown.credential.content ?? ''),
        sentence: 'Ondertekend bewijs met alleen wat gedeeld is.',
      },
    });
    const text = await formOfNoor();
    expect(await verdictOf(text)).toMatchObject({
      verdict: 'TRUSTED',
      status: 'VALID',
      findings: [],
    });
    for (const place of [text, ...(await beside())]) {
      expect(innards(place)).toContain(cooking.name);
      expect(innards(place)).toMatch(hours);
      for (const word of [grade, 'Uitmuntend', scaleName]) {
        expect(innards(place)).not.toContain(word);
      }
    }
    await revokesAll(house);
  });

  it('is shown it before by its learner as it would be', async () => {
    const id = await shares(withoutGrade);
    const query = `query Shown($id: ID!) { previewGrant(id: $id) { records { ${fields} } } }`;
    const { data } = await house.ask('samira', 'Shown', { id }, { query });
    const nodes: readonly Seen[] = data.previewGrant.records.nodes;
    const previewed = nodes.find(({ title }) => title === cooking.name);
    expect(previewed?.credential).toEqual((await ofNoor()).credential);
    await revokesAll(house);
  });

  it('attack 13: keeps nothing of the whole when a grant is narrowed to less', async () => {
    const grantId = await shares(everything);
    expect((await ofNoor()).credential).toMatchObject({
      mediaType: 'application/vc',
      sentence: 'Het hele ondertekende bewijs.',
    });
    expect(innards((await beside()).join())).toContain(grade);
    const narrow = async (facets: readonly string[]) => {
      const { data } = await house.ask('samira', 'NarrowGrant', { input: { grantId, facets } });
      expect(data.narrowGrant.pod).toBe('CONFIRMED');
    };
    await narrow(withoutGrade);
    expect(innards((await beside()).join())).not.toContain(grade);
    expect(innards(await formOfNoor())).toMatch(hours);
    await narrow(['CORE', 'CREDENTIAL']);
    const [left = ''] = await beside();
    expect(await formOfNoor()).not.toBe('');
    for (const place of [left, await formOfNoor()]) {
      expect(innards(place)).toContain(cooking.name);
      expect(innards(place)).not.toMatch(hours);
    }
    await narrow(['CORE']);
    expect(await beside()).toEqual([]);
    expect((await ofNoor()).credential).toEqual({ __typename: 'NotShared' });
    await revokesAll(house);
  });

  it('is told of two grants the form that shows more of it', async () => {
    await shares(['CORE', 'CREDENTIAL']);
    expect(innards(await formOfNoor())).not.toMatch(hours);
    await shares(withoutGrade);
    expect(innards(await formOfNoor())).toMatch(hours);
    await shares(everything);
    expect((await ofNoor()).credential.mediaType).toBe('application/vc');
    await revokesAll(house);
  });

  it('attack 13: is told nothing that somebody put there in its place', async () => {
    await shares(everything);
    const whole = (await newestGrant(house)).grant.view;
    const { build } = house.running.workshop;
    await revokesAll(house);
    await shares(['CORE', 'CREDITS', 'ASSESSMENT', 'CREDENTIAL']);
    const more = (await beside())[0] ?? '';
    expect(innards(more)).toContain(grade);
    await revokesAll(house);
    await shares(withoutGrade);
    const { view } = (await newestGrant(house)).grant;
    expect(view).not.toBe(whole);
    const [at = ''] = await findSigned(build, view);
    const headers = { 'content-type': 'application/json' };
    expect((await build.fetch(at, { method: 'PUT', headers, body: more })).ok).toBe(true);
    const nothing = { mediaType: null, sha256: null, content: null, encoding: null };
    expect((await ofNoor()).credential).toMatchObject({ __typename: 'Credential', ...nothing });
    await revokesAll(house);
  });

  it('sees by the same list that it was taken back', async () => {
    await shares(withoutGrade);
    const text = await formOfNoor();
    const { codes } = await house.ask('roc', 'RevokeAward', { id: award, reason: 'Verwisseld.' });
    expect(codes).toEqual([]);
    expect(await verdictOf(text)).toMatchObject({ verdict: 'REJECTED', status: 'REVOKED' });
  });
});
