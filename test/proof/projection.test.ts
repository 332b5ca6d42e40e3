/**
 * The second lock is as narrow as the first: whomever a pod lets read a document, the grants allow all that is in it.
 * Views and rules are what the builder's own flows leave in a pod; the judge is the library that the pod server asks.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { WebId } from '../../src/base/index.js';
import { type Ask, delegateKey, type Grant, type Grantee } from '../../src/consent/index.js';
import { viewBeside } from '../../src/pod/index.js';
import { readSignedDocument } from '../../src/pod/signed-document.js';
import { facets, personFacets, type RecordVersion } from '../../src/records/index.js';
import { mayRead, type Requester } from '../fixtures/acp-pod.js';
import { webIdOf } from '../fixtures/memory-names.js';
import { grantShows, grantsThatAnswer, withItsBlocks } from '../fixtures/naive-oracle.js';
import {
  adviserRole,
  falseRole,
  noor,
  otherApp,
  page,
  personOf,
  stranger,
} from '../fixtures/people.js';
import { lateFailureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import { now } from '../fixtures/records.js';
import {
  at,
  names,
  readerFor,
  type Settled,
  settle,
  storageFor,
} from '../fixtures/settled-pods.js';
import { someWorld, type World } from '../fixtures/worlds.js';

const View = z.object({
  person: z.record(z.string(), z.unknown()),
  records: z.array(z.object({ key: z.string(), facets: z.record(z.string(), z.unknown()) })),
});

const Proven = z.object({ provenBy: z.array(z.string()).default([]) });

/** A requester as the pod meets them, and whom they read for. */
interface Met {
  readonly requester: Requester;
  /** Absent: nobody whom a grant could be for. */
  readonly reads?: { readonly grant: Grant; readonly ask: Ask };
  /** The learner's own, and the builder: the kluis itself lets these in. */
  readonly isOfTheKluis: boolean;
}

/** What somebody may be meant as, and who then asks. */
const nobodyElse = { agent: noor, isLearner: false, roles: [] };
const faces: readonly {
  readonly as: Grantee;
  readonly asks: (learner: WebId) => Pick<Ask, 'agent' | 'isLearner' | 'roles' | 'linkHash'>;
}[] = [
  { as: personOf(noor), asks: () => nobodyElse },
  { as: personOf(stranger), asks: () => ({ ...nobodyElse, agent: stranger }) },
  ...[adviserRole, falseRole].map((role) => ({
    as: { kind: 'role' as const, ...role },
    asks: () => ({ ...nobodyElse, roles: [{ ...role, assertedAt: now }] }),
  })),
  {
    as: { kind: 'link', secretHash: 'een-link' },
    asks: () => ({ ...nobodyElse, linkHash: 'een-link' }),
  },
  {
    as: { kind: 'app', client: page },
    asks: (learner) => ({ agent: learner, isLearner: true, roles: [] }),
  },
];

/** Everybody a delegate could be made for: the grant's own grantee and others, through each app, for each purpose. */
function delegates(grants: readonly Grant[]): readonly Met[] {
  const met: Met[] = [];
  for (const grant of grants) {
    for (const face of faces) {
      for (const client of [page, otherApp]) {
        for (const purpose of ['CAREER_GUIDANCE', 'ADMISSION', 'RESEARCH'] as const) {
          const learner = webIdOf({ id: grant.learner });
          const grantee = delegateKey(face.as, learner);
          const name = names.delegateOf({ grantId: grant.id, grantee, client, purpose });
          const ask = { learner: grant.learner, ...face.asks(learner), client, purpose, now };
          met.push({ requester: readerFor(name), reads: { grant, ask }, isOfTheKluis: false });
        }
      }
    }
  }
  return met;
}

/** Right in all but one thing, or in none. */
function impostors(grants: readonly Grant[]): readonly Met[] {
  const others: Requester[] = [{}, { agent: noor, client: page, issuer: at.queryIssuer }];
  for (const { id: grantId, grantee: to, learner, clients, purpose } of grants) {
    const grantee = delegateKey(to, webIdOf({ id: learner }));
    for (const client of clients) {
      const good = readerFor(names.delegateOf({ grantId, grantee, client, purpose }));
      const { agent, client: gateway, issuer } = good;
      others.push({ agent, client: gateway }, { agent, issuer }, { client: gateway, issuer });
      others.push({ ...good, client: at.builderClient }, { ...good, client: page });
      others.push(
        { ...good, issuer: at.builderIssuer },
        { ...good, issuer: 'https://elders.example' },
      );
      others.push({ ...good, agent: noor }, { ...good, agent: at.builderAgent });
    }
  }
  return others.map((requester) => ({ requester, isOfTheKluis: false }));
}

const ofTheKluis = (grants: readonly Grant[]): readonly Met[] => {
  const owners = [...new Set(grants.map(({ learner }) => webIdOf({ id: learner })))];
  const own = owners.flatMap((owner) => [{ agent: owner }, readerFor(names.selfAgentOf(owner))]);
  const builder = { agent: at.builderAgent, client: at.builderClient };
  return [...own, builder].map((requester) => ({ requester, isOfTheKluis: true }));
};

const tells = ({ facets: granted }: Grant, { facets: { credits } }: RecordVersion): boolean =>
  credits?.earning === 'EARNED' || granted.includes('assessment');

/** Signed bytes that are not for whom their view is for. */
function tooMuchSigned(world: World, { grant }: NonNullable<Met['reads']>, body: string): string[] {
  const mine = withItsBlocks(grant, world.blocks);
  const shown = world.records.filter(
    (one) => one.status !== 'SUPERSEDED' && grantShows(mine, one, 'credential'),
  );
  const allowed = new Set(shown.map(({ facets: { credential } }) => credential?.digest));
  return [...readSignedDocument(body).keys()].filter((digest) => !allowed.has(digest));
}

/** What stands in a view and is not allowed to whom it was made for; a view of a live grant holds nothing else. */
function tooMuch(world: World, { grant, ask }: NonNullable<Met['reads']>, body: string): string[] {
  // Its view is put up before a grant begins: that it has not begun, the plan alone says.
  const then = new Date(Math.max(now.getTime(), grant.validFrom.getTime()));
  if (grantsThatAnswer({ ...ask, now: then }, [grant]).length === 0) return ['no live grant'];
  const { person, records } = View.parse(JSON.parse(body));
  const wrong = Object.keys(person).filter(
    (facet) => !grant.personFacets.some((granted) => granted === facet),
  );
  const named = records.flatMap(
    ({ facets: { evidence } }) => Proven.parse(evidence ?? {}).provenBy,
  );
  wrong.push(...named.filter((link) => !records.some(({ key }) => key === link)));
  for (const { key, facets: shown } of records) {
    const latest = world.records.find((one) => one.key === key && one.status !== 'SUPERSEDED');
    for (const name of Object.keys(shown)) {
      const facet = facets.find((one) => one === name);
      const allowed =
        latest &&
        facet !== undefined &&
        grantShows(withItsBlocks(grant, world.blocks), latest, facet);
      const told = facet !== 'credits' || (latest !== undefined && tells(grant, latest));
      if (!allowed || !told) wrong.push(`${key} ${name}`);
    }
  }
  return wrong;
}

const seen = { judged: 0, allowed: 0, shown: 0, signed: 0 };

/** @returns in words what is too much in a document that somebody may read. */
function judged(
  world: World,
  {
    document,
    body,
    reads,
  }: { document: string; body: string | undefined; reads: Met['reads'] | undefined },
): readonly string[] {
  const view = viewBeside(document) ?? document;
  if (reads?.grant.view !== view || body === undefined) return ['not theirs at all'];
  const isView = view === document;
  const what = isView ? tooMuch(world, reads, body) : tooMuchSigned(world, reads, body);
  if (what.length === 0) seen[isView ? 'shown' : 'signed'] += 1;
  return what;
}

/** @returns in words what somebody may read and should not. */
function wrongs(world: World, { pods, grants }: Settled): readonly string[] {
  const views = grants.map(({ view }) => view);
  const documents = new Set([...pods.documents(), ...views]);
  const met = [...delegates(grants), ...impostors(grants), ...ofTheKluis(grants)];
  const wrong: string[] = [];
  for (const document of documents) {
    const root = `${document.split('/').slice(0, 4).join('/')}/`;
    for (const { requester, reads, isOfTheKluis } of met) {
      const allowed = mayRead(pods.acrOf, { document, root }, requester);
      seen.judged += 1;
      if (!allowed || isOfTheKluis) continue;
      seen.allowed += 1;
      const what = judged(world, { document, body: pods.bodyOf(document), reads });
      wrong.push(...what.map((one) => `${JSON.stringify(requester)} at ${document}: ${one}`));
    }
  }
  return wrong;
}

/** A grant that ends before it begins is none: the ledger takes no such row. */
const lasting = someWorld.filter(({ grants }) =>
  grants.every(({ validFrom, validUntil }) => validFrom < validUntil),
);
const someCase = lasting.chain((world) =>
  fc
    .array(fc.boolean(), { minLength: world.grants.length, maxLength: world.grants.length })
    .map((less) => ({
      world,
      told: world.grants.map((grant, n) => ({ grant, narrowed: less[n] ?? false })),
    })),
);

describe(`what pods allow, and what grants allow (seed ${seed})`, { timeout: patience }, () => {
  it('whoever may read a document, the grants allow all that is in it', async () => {
    const count = mainCases(1500);
    /** Judgements that one world comes to, at the least. */
    const perWorld = 100;
    const failure = await lateFailureOf(
      someCase,
      async ({ world, told }) => {
        expect(wrongs(world, await settle(world, told))).toEqual([]);
      },
      Math.ceil(count / perWorld),
    );
    const note = `${seen.allowed} let in, to ${seen.shown} views and ${seen.signed} documents of signed bytes`;
    say(`${seen.judged} judgements of documents and requesters, ${note}`);
    const mismatches = failure === undefined ? 0 : 1;
    proved({ method: 'projection', cases: seen.judged, mismatches, note });
    expect(failure).toBeUndefined();
    expect(seen.judged).toBeGreaterThanOrEqual(count);
    expect(seen.shown).toBeGreaterThan(0);
  });

  it('the judge sees a view that holds more than its grant allows, and a rule that lets in more', async () => {
    const usual = someWorld.filter(
      ({ ask, grants, records }) =>
        grants.length === 1 && records.length > 0 && grantsThatAnswer(ask, grants).length === 1,
    );
    const [world] = fc.sample(usual, { seed, numRuns: 1 });
    if (world === undefined) throw new TypeError('a sample is one');
    const settled = await settle(
      world,
      world.grants.map((grant) => ({ grant, narrowed: false })),
    );
    expect(wrongs(world, settled)).toEqual([]);
    const { pods, grants } = settled;
    const [grant] = grants;
    if (grant === undefined) throw new TypeError('it has a grant');
    const body = View.parse(JSON.parse(pods.bodyOf(grant.view) ?? ''));
    const [put, acr] = [{ method: 'PUT' }, `${grant.view}.acr`];
    const more = { ...body, person: Object.fromEntries(personFacets.map((one) => [one, 'x'])) };
    const extra = { ...more, records: [{ key: 'unknown', facets: { special: {} } }] };
    await pods.fetch(grant.view, { ...put, body: JSON.stringify(extra) });
    expect(wrongs(world, settled).length).toBeGreaterThan(0);
    await pods.fetch(grant.view, { ...put, body: JSON.stringify(body) });
    const rules = pods.bodyOf(acr) ?? '';
    const open = rules.replaceAll(/acp:agent <[^>]+>;/g, 'acp:agent acp:AuthenticatedAgent;');
    expect(open).not.toBe(rules);
    await pods.fetch(acr, { ...put, body: open });
    expect(wrongs(world, settled).length).toBeGreaterThan(0);
    expect(storageFor(grant.learner)).toBe(grant.view.slice(0, grant.view.indexOf('shared/')));
  });
});
