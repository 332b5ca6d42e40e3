/** The builder at pods of other hosts, which answer as they like. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clientId, Fault, type LearnerId, webId } from '../../../src/base/index.js';
import { viewOf } from '../../../src/consent/index.js';
import { keepLog, takeUpInboxes, type Workshop } from '../../../src/flows/index.js';
import { settleView } from '../../../src/flows/settle-view.js';
import { saysNo } from '../../../src/flows/taken-away.js';
import { stillOpen } from '../../../src/flows/write-access.js';
import type { GrantRow, LearnerRow } from '../../../src/ledger/index.js';
import { acp, wac } from '../../../src/pod/access-languages.js';
import { inboxOf, layoutOf } from '../../../src/pod/index.js';
import { hogeschool, samira } from '../../fixtures/people.js';
import { grant, now } from '../../fixtures/records.js';

afterEach(() => vi.restoreAllMocks());

const storage = 'https://pod.example/samira/leerkluis/';
const owner = webId('https://pod.example/samira/profile/card#me');
const learner: LearnerRow = { id: samira, webId: owner, storage, brought: 'WAC' };
const school = {
  webId: webId('https://school.example/card#me'),
  client: clientId('https://school.example/app'),
  issuer: 'https://school.example/',
};
const builder = {
  agent: webId('https://kluis.example/agents/builder'),
  client: 'https://kluis.example/clients/builder',
  issuer: 'https://kluis.example/builder',
};
const view = `${storage}shared/g/view.json`;
const inbox = inboxOf(storage, hogeschool);
const rowOf = (change: Partial<GrantRow>): GrantRow => ({
  ...grant({ view, wasActive: false }),
  state: 'REVOKED',
  pod: 'PENDING',
  createdAt: now,
  ...change,
});
const toSchool = rowOf({
  grantee: { kind: 'institution', institution: hogeschool },
  clients: [school.client],
  scope: [],
});

/** @param answer to each request, by its method and address. */
function stage(
  theGrant: GrantRow,
  answer: (asked: string) => Response,
  language: 'ACP' | 'WAC' = 'WAC',
) {
  const asked: string[] = [];
  const confirmed: string[] = [];
  const forgotten: string[] = [];
  const ledger = {
    learners: { byId: async (_id: LearnerId) => learner },
    grants: {
      byId: async () => theGrant,
      versions: async () => [theGrant],
      ofLearner: async () => [theGrant],
      policyBetween: async () => ({ grants: [theGrant], blocks: [], epoch: 1, now }),
      confirm: async ({ id }: GrantRow) => confirmed.push(id),
    },
    receipts: { find: async () => undefined },
    clients: { suspended: async () => [] },
    outbox: {
      alone: (_name: string, work: () => Promise<void>) => work(),
      deliveredSince: async () => false,
    },
    deliveries: {
      inboxesDue: async () => [{ learner: samira, institution: hogeschool }],
      taken: async () => new Set(),
      takenUp: async () => new Set(),
    },
    copies: {
      alone: (_id: LearnerId, work: () => Promise<void>) => work(),
      last: async () => undefined,
      stand: async () => ({ seq: 1, hash: 'x', epoch: 1, heldAt: 'then', now }),
    },
    log: { fold: async () => undefined },
    alerts: { look: async () => undefined },
  };
  const access = {
    ACP: { language: acp, suffix: '.acr' },
    WAC: { language: wac, suffix: '.acl' },
  }[language];
  const shop = {
    ledger,
    build: {
      context: {},
      fetch: async (...[input, init]: Parameters<typeof fetch>) => {
        const request = new Request(input, init);
        asked.push(`${request.method} ${request.url}`);
        return answer(`${request.method} ${request.url}`);
      },
      accessOf: Object.assign(async () => access, { forget: (at: string) => forgotten.push(at) }),
    },
    names: { delegateOf: () => owner },
    institutions: new Map([
      [
        hogeschool,
        {
          id: hogeschool,
          agent: { webId: school.webId, clientIds: [school.client], oidcIssuer: school.issuer },
        },
      ],
    ]),
    readerFor: () => builder,
    keepersOf: () => ({ owner, builder }),
    probe: async () => 200,
    builder: { webId: builder.agent, client: builder.client },
    fingerprint: () => 'x',
  };
  // What these flows never ask of a workshop is not there: an attempt on it is a fault, and shows.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { shop: shop as unknown as Workshop, asked, confirmed, forgotten };
}
const unsettled = { learner: samira, id: toSchool.id, since: now.toISOString() };
const gone = () => new Response(null, { status: 404 });
const done = () => new Response(null, { status: 205 });
const refuses = (what: string) =>
  new Response(null, { status: what.startsWith('PUT') ? 403 : 205 });
const showsNoRules = async () => {
  throw new Fault('PodRefused', 'no rules are shown');
};

describe('a stop for a school, where apps cannot be told apart', () => {
  it('takes away the rule of its inbox all the same, whoever put one there', async () => {
    const { shop, asked, confirmed } = stage(toSchool, gone);
    await settleView(shop, unsettled);
    expect(asked).toEqual([`DELETE ${inbox}.acl`, `GET ${inbox}.acl`]);
    expect(confirmed).toEqual([toSchool.id]);
  });

  it('is not confirmed while a rule still stands there; where that is, is asked anew', async () => {
    const rule = wac.containerRules(inbox, [{ ...builder, agent: school.webId }], {
      owner,
      builder,
    });
    const { shop, confirmed, forgotten } = stage(toSchool, (what) =>
      what.startsWith('GET') ? new Response(rule) : new Response(null, { status: 205 }),
    );
    await expect(settleView(shop, unsettled)).rejects.toMatchObject({ kind: 'PodRefused' });
    expect([confirmed, forgotten]).toEqual([[], [storage]]);
  });
});

describe('a stop that the pod does not follow', () => {
  it('leaves no content there, and has it asked anew where its rules are', async () => {
    const clock = vi.spyOn(Date, 'now');
    let time = 0;
    clock.mockImplementation(() => (time += 2000));
    const { shop, asked, confirmed, forgotten } = stage(rowOf({}), done);
    await expect(settleView(shop, unsettled)).rejects.toMatchObject({ kind: 'PodRefused' });
    expect(asked).toEqual([`PUT ${view}.acl`, `DELETE ${view}`]);
    expect([confirmed, forgotten]).toEqual([[], [view]]);
  });

  it('leaves no content there either where its rule cannot be written, of a grant we cannot read as well', async () => {
    const { shop, asked, confirmed } = stage(rowOf({}), refuses);
    await expect(settleView(shop, unsettled)).rejects.toMatchObject({ kind: 'PodRefused' });
    expect(asked).toEqual([`PUT ${view}.acl`, `DELETE ${view}`]);
    expect(confirmed).toEqual([]);
    asked.length = 0;
    const grants = { ...shop.ledger.grants, byId: async () => undefined };
    const unread = { ...shop, ledger: { ...shop.ledger, grants } };
    await expect(settleView(unread, unsettled)).rejects.toMatchObject({ kind: 'PodRefused' });
    const at = viewOf(storage, unsettled.id);
    expect(asked).toEqual([`PUT ${at}.acl`, `DELETE ${at}`]);
  });
});

it('a pod that does not say where its rules are is held, and says nothing of a school’s way in', async () => {
  const { shop } = stage(toSchool, gone);
  const held: LearnerId[] = [];
  const copies = { ...shop.ledger.copies, hold: async (id: LearnerId) => void held.push(id) };
  const ledger = { ...shop.ledger, copies };
  const silent = { ...shop, ledger, build: { ...shop.build, accessOf: showsNoRules } };
  const asked = saysNo(silent, learner, () => stillOpen(silent, learner, toSchool));
  await expect(asked).rejects.toMatchObject({ kind: 'PodUnreachable' });
  expect(held).toEqual([samira]);
});

const looks = async (language: 'ACP' | 'WAC') => {
  const { shop, asked } = stage({ ...toSchool, state: 'ACTIVE', pod: 'CONFIRMED' }, gone, language);
  const errors: unknown[] = [];
  await takeUpInboxes(shop, (error) => errors.push(error), 0);
  expect(errors).toEqual([]);
  return asked;
};
describe('an inbox', () => {
  it('is looked into where apps can be told apart, and nowhere else: nobody is let in there by our word', async () => {
    expect(await looks('ACP')).toContain(`GET ${inbox}`);
    expect(await looks('WAC')).toEqual([]);
  });
});

it('a pod that answers to everything, slowly, keeps the keeper of logs for a minute and no longer', async () => {
  const { person } = layoutOf(storage);
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  const { shop, asked } = stage(toSchool, (what) => {
    time += 20_000;
    // Every head of the log is there, and none is ours: a held learner's pod is asked for all of them.
    return new Response(what.endsWith(person) ? '{}' : 'x');
  });
  const errors: unknown[] = [];
  await keepLog(shop, samira, (error) => errors.push(error));
  expect(errors).toEqual([]);
  expect(asked.length).toBeLessThan(6);
});
