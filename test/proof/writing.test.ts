/**
 * A school may add to its inbox where a grant in force says so, and do nothing else anywhere. Rules are what the builder's
 * own flows leave in a pod; the judge is the library that the pod server asks.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ClientId, institutionId } from '../../src/base/index.js';
import { delegateKey, type Grant } from '../../src/consent/index.js';
import { inboxOf } from '../../src/pod/index.js';
import { mayOnlyAppend, type Requester } from '../fixtures/acp-pod.js';
import { webIdOf } from '../fixtures/memory-names.js';
import { barry, hogeschool, noor, otherApp, page, samira } from '../fixtures/people.js';
import { lateFailureOf, mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import {
  at,
  names,
  readerFor,
  type Settled,
  schoolAgent,
  settle,
  storageFor,
} from '../fixtures/settled-pods.js';
import { someWorld } from '../fixtures/worlds.js';

interface Writer {
  readonly requester: Requester;
  /** Through which app they are the school; absent: something about them is wrong. */
  readonly asSchoolWith?: ClientId;
}

/** The school, through each app; and whoever is right in all but one thing, or is an agent of ours. */
function writers(grants: readonly Grant[]): readonly Writer[] {
  const { webId: agent, oidcIssuer: issuer } = schoolAgent;
  const others: Requester[] = [
    {},
    { agent, client: page },
    { agent, issuer },
    { client: page, issuer },
    { agent: noor, client: page, issuer },
    { agent, client: 'een-andere-app', issuer },
    { agent, client: page, issuer: at.queryIssuer },
    ...grants.map(({ id: grantId, grantee, learner, purpose }) => {
      const own = delegateKey(grantee, webIdOf({ id: learner }));
      return readerFor(names.delegateOf({ grantId, grantee: own, client: page, purpose }));
    }),
  ];
  const school = [page, otherApp].map((client) => ({
    requester: { agent, client, issuer },
    asSchoolWith: client,
  }));
  return [...school, ...others.map((requester) => ({ requester }))];
}

const isOfSchool = ({ grantee }: Grant): boolean =>
  grantee.kind === 'institution' && grantee.institution === hogeschool;

const seen = { judged: 0, allowed: 0 };

/** @returns in words who may add and should not, or should and cannot, or may do anything else. */
function wrongs({ pods, grants }: Settled): readonly string[] {
  const wrong: string[] = [];
  const judge = (document: string, root: string, who: Writer, should: boolean) => {
    const may = mayOnlyAppend(pods.acrOf, { document, root }, who.requester);
    seen.judged += 1;
    if (may === true) seen.allowed += 1;
    // Delegates of other grants may read a view: that is judged elsewhere.
    const isRight = may === (should ? true : undefined);
    if (!isRight) wrong.push(`${JSON.stringify(who.requester)} at ${document}: ${may}`);
  };
  for (const learner of [samira, barry]) {
    const root = storageFor(learner);
    const live = grants.filter(
      (grant) => grant.state === 'ACTIVE' && grant.learner === learner && isOfSchool(grant),
    );
    const apps = new Set(live.flatMap(({ clients }) => clients));
    for (const who of writers(grants.filter(isOfSchool))) {
      const should = who.asSchoolWith !== undefined && apps.has(who.asSchoolWith);
      const inbox = inboxOf(root, hogeschool);
      const isIn = (place: string): boolean => place.startsWith(inbox);
      const inside = [inbox, `${inbox}new.json`, ...pods.documents().filter(isIn)];
      for (const place of inside) judge(place, root, who, should);
      const elsewhere = [inboxOf(root, institutionId('elders.example')), `${root}consent/grants/`];
      // What came in stands in its inbox, and is judged with the pod that it is in.
      const isJudged = (place: string) => place.startsWith(root) || !place.includes('/inbox/');
      const documents = pods.documents().filter((place) => isJudged(place) && !isIn(place));
      const others = [...elsewhere, ...documents];
      for (const place of others) judge(place, root, who, false);
    }
  }
  return wrong;
}

/** Mostly grants to the school, so that two of them meet in one inbox. */
const someCase = someWorld
  .filter(({ grants }) => grants.every(({ validFrom, validUntil }) => validFrom < validUntil))
  .chain((world) =>
    fc
      .array(fc.record({ writes: fc.constantFrom(true, true, false), narrowed: fc.boolean() }), {
        minLength: world.grants.length,
        maxLength: world.grants.length,
      })
      .map((chosen) => ({
        world,
        told: world.grants.map((grant, n) => ({
          grant:
            chosen[n]?.writes === true
              ? { ...grant, grantee: { kind: 'institution' as const, institution: hogeschool } }
              : grant,
          narrowed: chosen[n]?.narrowed ?? false,
        })),
      })),
  );

it(`attack 36: a school adds to its own inbox by a grant in force, and is nobody elsewhere (seed ${seed})`, {
  timeout: patience,
}, async () => {
  const count = mainCases(4000);
  /** Judgements that one world comes to, at the least. */
  const perWorld = 100;
  /** With fewer, a school may be let in nowhere, and that shows nothing. */
  const fewest = 20;
  const failure = await lateFailureOf(
    someCase,
    async ({ world, told }) => {
      expect(wrongs(await settle(world, told))).toEqual([]);
    },
    Math.max(fewest, Math.ceil(count / perWorld)),
  );
  const note = `${seen.allowed} let in`;
  say(`${seen.judged} judgements of places and writers, ${note}`);
  const mismatches = failure === undefined ? 0 : 1;
  proved({ method: 'writing', cases: seen.judged, mismatches, note });
  expect(failure).toBeUndefined();
  expect(seen.judged).toBeGreaterThanOrEqual(count);
  expect(seen.allowed).toBeGreaterThan(0);
});
