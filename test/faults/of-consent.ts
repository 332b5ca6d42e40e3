import type { Fault } from './fault.js';

const oracle = 'test/proof/oracle.test.ts';
const plans = 'test/unit/consent/plan.test.ts';
const twoWorlds = 'test/proof/two-worlds.test.ts';

const signedViews = 'test/unit/consent/signed-view.test.ts';

const plan = 'src/consent/plan.ts';
const scope = 'src/consent/scope.ts';
const view = 'src/consent/view.ts';
const answer = 'src/flows/answer-query.ts';

/** Who may see anything: the plan. */
export const ofPlan: readonly Fault[] = [
  {
    name: 'permit-ignores-expiry',
    what: 'A grant that ran out still permits.',
    file: plan,
    find: '  now < grant.validUntil &&\n',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-not-before',
    what: 'A grant permits before it begins.',
    file: plan,
    find: '  grant.validFrom <= now &&\n',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-state',
    what: 'A grant that was revoked, paused or never came into force permits.',
    file: plan,
    find: "  grant.state === 'ACTIVE' &&\n",
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-uses',
    what: 'A grant that is used up still permits.',
    file: plan,
    find: '  now < grant.validUntil &&\n  hasUsesLeft(grant);',
    replace: '  now < grant.validUntil;',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-client',
    what: 'A grant through one app permits through any.',
    file: plan,
    find: ' &&\n  grant.clients.includes(ask.client);',
    replace: ';',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-purpose',
    what: 'A grant for one purpose permits for any.',
    file: plan,
    find: '  grant.purpose === ask.purpose &&\n',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-learner',
    what: 'A grant of one learner permits for another.',
    file: plan,
    find: '  grant.learner === ask.learner &&\n',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'permit-ignores-grantee',
    what: 'A grant to one grantee permits another.',
    file: plan,
    find: '  isAsking(grant.grantee, ask) &&\n',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'ended-told-to-anybody',
    what: 'Whoever never had a grant in force is told that it ended.',
    file: plan,
    find: 'grant.wasActive && (',
    replace: '(',
    caughtBy: [plans, oracle],
  },
];

/** What they may see of it: the view. */
export const ofView: readonly Fault[] = [
  {
    name: 'facets-of-all-grants-at-once',
    what: 'A facet of one grant is shown on the records of another.',
    file: view,
    find: 'const shown = show(permit, record);',
    replace:
      'const shown = show({ ...permit, facets: read.flatMap((one) => one.permit.facets) }, record);',
    caughtBy: [oracle],
  },
  {
    name: 'plan-not-applied-to-what-was-read',
    what: 'Whatever records a view holds are shown, also outside the scope of its grant.',
    file: view,
    find: 'const shown = show(permit, record);',
    replace: 'const shown = show({ ...permit, scope: [{}], includeFuture: true }, record);',
    caughtBy: [oracle],
  },
  {
    name: 'evidence-without-assessment',
    what: 'Documents, which tell the grade, are shared without the assessment.',
    file: scope,
    find: "if (!facets.has('assessment')) facets.delete('evidence');",
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'signed-bytes-without-what-they-hold',
    what: 'Signed bytes are shared without all that they hold, or without the grade at least.',
    file: scope,
    find: 'if (!inSignedBytes.every((facet) => facets.has(facet)))',
    replace: "if (!facets.has('credits'))",
    caughtBy: [oracle, 'test/unit/consent/scope.test.ts'],
  },
  {
    name: 'signed-place-without-the-plan',
    what: 'Where signed bytes stand is taken from a view, whatever its grant shows.',
    file: view,
    find: "form === undefined && shared.has('credential')",
    replace: 'form === undefined',
    caughtBy: [signedViews],
  },
  {
    name: 'form-with-what-is-not-shown',
    what: 'A signed form may disclose parts of a record that its grant does not show.',
    file: view,
    find: 'partsApart.filter((part) => shared.has(part) && ',
    replace: 'partsApart.filter((part) => ',
    caughtBy: ['test/unit/consent/signed-apart.test.ts'],
  },
  {
    name: 'form-not-looked-at',
    what: 'Whatever a form in a pod discloses is told, as long as its issuer signed it.',
    file: 'src/credentials/selective/selective-form.ts',
    find: 'form.disclosed.every(({ part }) => shown.includes(part))',
    replace: 'form.disclosed.length >= 0',
    caughtBy: ['test/unit/credentials/selective-form.test.ts'],
  },
  {
    name: 'hidden-grade-counted',
    what: 'How many digests stand in a signed form tells whether there is a grade.',
    file: 'src/credentials/jose/mint.ts',
    find: 'frameFor(payload, disclosable, minting.digests)',
    replace: 'frameFor(payload, disclosable)',
    caughtBy: ['test/unit/credentials/selective-form.test.ts'],
  },
  {
    name: 'signature-as-news',
    what: 'A new signature over the same facts counts as a new version, and stands in the view.',
    file: view,
    find: "allFacets.filter((facet) => facet !== 'credential');",
    replace: 'allFacets;',
    caughtBy: [signedViews],
  },
  {
    name: 'core-not-needed',
    what: 'A grant without the core still lets lists be sorted by its other facets.',
    file: scope,
    find: "if (!facets.has('core')) return nothing;",
    replace: '',
    caughtBy: ['test/unit/consent/scope.test.ts'],
  },
  {
    name: 'new-record-under-old-grant',
    what: 'A grant for existing records shows those that came later.',
    file: scope,
    find: '(!terms.includeFuture && !setOf(terms.recordsAtGrant).has(record.key)) ||',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'superseded-shown',
    what: 'Earlier versions are shown to a grantee.',
    file: view,
    find: "if (status === 'SUPERSEDED' || !shared.has('core')) return undefined;",
    replace: "if (!shared.has('core')) return undefined;",
    caughtBy: [oracle],
  },
  {
    name: 'hidden-correction-counted',
    what: 'A correction of something hidden moves the version and the day that the reader sees.',
    file: view,
    find: 'canonicalJson(withoutOffering(linksWithin(told, beside)))',
    replace: 'canonicalJson(facets)',
    caughtBy: [twoWorlds],
  },
  {
    name: 'proof-names-what-is-withheld',
    what: 'A skill names a record that proves it and that the reader may not see.',
    file: 'src/consent/proof-links.ts',
    find: 'evidence.provenBy.filter((key) => shown.has(key))',
    replace: 'evidence.provenBy.filter(() => shown.size >= 0)',
    caughtBy: ['test/unit/consent/view.test.ts'],
  },
  {
    name: 'load-tells-of-failing',
    what: 'A load that was not earned is shown without the assessment.',
    file: view,
    find: "facet === 'credits' && credits?.earning !== 'EARNED' && !shared.has('assessment')",
    replace: 'false',
    caughtBy: [twoWorlds],
  },
  {
    name: 'not-shared-by-data',
    what: 'Whether a part is shared is told from what it holds, not from policy.',
    file: answer,
    find: 'shared.has(name) ? { shared: true',
    replace: 'contents[name] !== undefined ? { shared: true',
    caughtBy: [oracle],
  },
];
