import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { clientId } from '../../../../src/base/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import {
  answers,
  asksFor,
  type Browser,
  browserOf,
  type Client,
  clientAt,
  linkOn,
  queryOf,
  registers,
  removes,
  requestUrl,
} from './steps.js';

type Shown = Awaited<ReturnType<Browser>>;
const elsewhere = 'https://evil.example/?a=%22%3E&b';

/** What an app hears without a word from the person, and where that person's browser is sent. */
export function attacksBySendingOn(opened: () => TestHouse): void {
  let house: TestHouse;
  let id: string;
  let client: Client;
  let browse: Browser;
  beforeAll(async () => {
    house = opened();
    id = await registers(house, { redirectUris: [elsewhere] });
    client = await clientAt(house, id);
    browse = await browserOf(house, 'samira');
    return () => removes(house, id);
  });
  const comes = async (change: Readonly<Record<string, string>>, by = browse) => {
    const { url } = await requestUrl(client, { redirect_uri: elsewhere, ...change });
    return by(url);
  };

  // biome-ignore format: a table is read in columns
  it.each([
    ['more than it registered',     { scope: 'openid webid enrolments' },                      'invalid_scope'],
    ['without asking',              { prompt: 'none' },                                        'interaction_required'],
    ['without PKCE',                { code_challenge: '' },                                    'invalid_request'],
    ['with the PKCE word itself',   { code_challenge_method: 'plain' },                        'invalid_request'],
    ['for a token at once',         { response_type: 'token' },                                'invalid_request'],
    ['by a form that sends itself', { scope: 'openid bogus', response_mode: 'form_post' },     'invalid_request'],
    ['in another part of the address', { scope: 'openid bogus', response_mode: 'fragment' },   'invalid_request'],
  ])('attack 40: an app that nobody looked into, and asks %s, is not sent anybody: our page says so, with a link', async (_what, change, error) => {
    const shown = await comes(change);
    expect([shown.status, shown.location]).toEqual([400, null]);
    expect(shown.text).not.toMatch(/<form|<script|http-equiv/i);
    const link = linkOn(shown);
    expect([link?.origin, link?.searchParams.get('a')]).toEqual(['https://evil.example', '">']);
    expect(queryOf(link)).toMatchObject({ error, iss: `${house.origin}/oidc` });
  });

  it('an address that is not the app’s gets no link either', async () => {
    const shown = await comes({ redirect_uri: 'https://evil.example/other', prompt: 'none' });
    expect([shown.status, shown.location, linkOn(shown)]).toEqual([400, null, null]);
  });

  it('who asks for no more than the head of a question leaves it where it is', async () => {
    const asked = await asksFor(client, browse, { redirect_uri: elsewhere });
    const goesOn = `${house.origin}/oidc/authorize/${asked.id}`;
    expect((await browse(goesOn, 'HEAD')).location?.pathname).toBe(`/connect/${asked.id}`);
    const { codes } = await answers(house, 'samira', { id: asked.id, decision: 'DECLINE' });
    expect(codes).toEqual([]);
  });

  const longAs = async (length: number) => {
    const change = { redirect_uri: elsewhere, state: '' };
    const { url } = await requestUrl(client, change);
    const rest = url.pathname.length + url.search.length;
    return (await requestUrl(client, { ...change, state: 's'.repeat(length - rest) })).url;
  };
  it('a question of 2,000 characters is asked, also of who has to sign in first', async () => {
    const url = await longAs(2000);
    const { location } = await (await browserOf(house, undefined))(url);
    expect(location?.searchParams.get('return')).toBe(url.pathname + url.search);
    expect((await browse(url)).location?.pathname).toMatch(/^\/connect\//);
  });

  it('a question that is longer than a sign-in can keep is refused at once, to whoever it is asked', async () => {
    for (const by of [browse, await browserOf(house, undefined)]) {
      const shown = await by(await longAs(2001));
      expect([shown.status, shown.location]).toEqual([400, null]);
      expect(linkOn(shown)?.searchParams.get('error')).toBe('invalid_request');
    }
  });

  /** The operator looked into whose app it is. @returns how that is taken back. */
  function isLookedInto(): () => void {
    const known = { id: 'stageplek', name: [], clients: [clientId(id)] };
    const registry = vi.spyOn(house.setup.organisations, 'values');
    registry.mockImplementation(() => new Map([['', known]]).values());
    return () => registry.mockRestore();
  }
  it('an app of an organisation that was looked into hears by itself what was wrong', async () => {
    onTestFinished(isLookedInto());
    const { location } = await comes({ prompt: 'none' });
    expect(location?.origin).toBe('https://evil.example');
    expect(queryOf(location)).toMatchObject({ error: 'interaction_required' });
  });

  // biome-ignore format: a table is read in columns
  it.each([
    ['an app that nobody looked into',                    () => () => undefined, linkOn],
    ['one of an organisation that was looked into',       isLookedInto,          ({ location }: Shown) => location],
  ])('attack 40: a no, a mute and too many questions are one and the same to %s', async (_which, known, onwards) => {
    await house.running.house.ledger.db.em().execute('delete from rate_bucket', [], 'run');
    const { url, state } = await requestUrl(client, { redirect_uri: elsewhere });
    onTestFinished(known());
    const asked = await asksFor(client, browse, { redirect_uri: elsewhere, state });
    const no = await answers(house, 'samira', { id: asked.id, decision: 'DECLINE' });
    const declined = (await browse(no.data.answerAppRequest.redirectTo)).location;
    expect(queryOf(declined)).toMatchObject({ error: 'access_denied', state });
    await house.ask('samira', 'MuteGrantee', { grantee: id });
    expect(onwards(await browse(url))).toEqual(declined);
    await house.ask('samira', 'MuteGrantee', { grantee: id, muted: false });
    for (let asks = 1; asks < 10; asks += 1) {
      expect((await browse(url)).location?.pathname).toMatch(/^\/connect\//);
    }
    expect(onwards(await browse(url))).toEqual(declined);
  });
}
