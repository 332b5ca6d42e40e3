import { describe, expect, it } from 'vitest';
import { recordKey } from '../../../src/base/index.js';
import type { AssessmentFacet, enrolmentStates } from '../../../src/records/index.js';
import { deriveStep, type OpenRequest, type StepEvidence } from '../../../src/route/index.js';
import { home, host, offered, stepFor, third } from '../../fixtures/offered.js';

const offering = offered('run-1', { of: { sourceId: 'geo' } });
const step = stepFor(offering);
type State = (typeof enrolmentStates)[number];

let made = 0;
const found = (core: StepEvidence['core'], more: Partial<StepEvidence> = {}): StepEvidence => {
  made += 1;
  return { key: recordKey(`record ${made}`), status: 'CURRENT', core, ...more };
};
const at = (id: typeof host) => ({ id, name: [] });
const run = { offeringId: 'run-1', ofId: 'geo' };
const enrolled = (
  institution: typeof host,
  state: State,
  remoteState?: State,
  more: Partial<StepEvidence> = {},
) =>
  found(
    {
      recordType: 'ENROLMENT',
      institution: at(institution),
      offering: run,
      enrolment: {
        role: 'student',
        state: { value: state },
        ...(remoteState !== undefined && { remoteState: { value: remoteState } }),
      },
    },
    more,
  );
const ended = (change: Partial<AssessmentFacet> = {}): AssessmentFacet => ({
  state: { value: 'COMPLETED' },
  pass: 'PASSED',
  score: '7.5',
  scale: { kind: 'GRADE_1_10' },
  ...change,
});
const result = (
  assessment: StepEvidence['assessment'],
  { institution = host, of = run }: { institution?: typeof host; of?: object } = {},
) =>
  found(
    { recordType: 'RESULT', institution: at(institution), offering: of },
    assessment === undefined ? {} : { assessment },
  );
const derived = (...evidence: readonly StepEvidence[]) => deriveStep(step, { evidence });
const told = (...evidence: readonly StepEvidence[]) => {
  const { state, by, reason } = derived(...evidence);
  return [state, by, reason].filter((word) => word !== undefined).join(' ');
};

const request = (stage: OpenRequest['stage'], code?: string, hostState?: State): OpenRequest => ({
  offering: offering.key,
  stage,
  ...(code !== undefined && { code }),
  ...(hostState !== undefined && { host: { value: hostState } }),
});
const toldOf = (one: OpenRequest, ...evidence: readonly StepEvidence[]) => {
  const { state, by, reason } = deriveStep(step, { evidence, request: one });
  return [state, by, reason].filter((word) => word !== undefined).join(' ');
};

const shown = (assessment: StepEvidence['assessment']) => {
  const {
    result: _key,
    enrolments: _keys,
    ...rest
  } = derived(enrolled(host, 'ASSOCIATED'), result(assessment));
  return rest;
};

describe('how far a step is', () => {
  // biome-ignore format: a table is read in columns
  const rows = [
    ['nothing is known of it',                                   told(),                                                        'PLANNED'],
    ['the host has yet to answer',                               told(enrolled(host, 'PENDING')),                               'REQUESTED WAITING_FOR_HOST'],
    ['home said yes and the host has yet to answer',             told(enrolled(home, 'ASSOCIATED', 'PENDING')),                 'REQUESTED WAITING_FOR_HOST'],
    ['the host said yes and home has yet to answer',             told(enrolled(home, 'PENDING', 'ASSOCIATED'), enrolled(host, 'ASSOCIATED')), 'REQUESTED WAITING_FOR_HOME'],
    ['both said yes',                                            told(enrolled(home, 'ASSOCIATED', 'PENDING'), enrolled(host, 'ASSOCIATED')), 'ENROLLED'],
    ['it is at their own school, which said yes',                told(enrolled(host, 'ASSOCIATED')),                            'ENROLLED'],
    ['they wait in a queue',                                     told(enrolled(host, 'QUEUED')),                                'REQUESTED QUEUED'],
    ['the host said no, whatever home says',                     told(enrolled(home, 'ASSOCIATED', 'ASSOCIATED'), enrolled(host, 'DENIED')), 'DENIED HOST'],
    ['the host said no, and only home tells of it',              told(enrolled(home, 'ASSOCIATED', 'DENIED')),                  'DENIED HOST'],
    ['home said no',                                             told(enrolled(home, 'DENIED', 'PENDING'), enrolled(host, 'PENDING')), 'DENIED HOME'],
    ['the host ended it',                                        told(enrolled(host, 'CANCELLED')),                             'WITHDRAWN HOST'],
    ['they called it off at home',                               told(enrolled(home, 'CANCELLED', 'ASSOCIATED')),               'WITHDRAWN HOME'],
    ['a word that nobody knows is no yes',                       told(enrolled(host, 'OTHER')),                                 'REQUESTED WAITING_FOR_HOST'],
    ['it is over and the result is to come',                     told(enrolled(host, 'FINISHED')),                              'IN_PROGRESS RESULT_TO_COME'],
    ['the school took its word back',                            told(enrolled(host, 'ASSOCIATED', undefined, { status: 'WITHDRAWN' })), 'PLANNED'],
    ['another school uses the same id for something else',       told(enrolled(third, 'ASSOCIATED')),                           'PLANNED'],
    ['they passed',                                              told(enrolled(host, 'ASSOCIATED'), result(ended())),           'COMPLETED'],
    ['a pass counts also where the enrolment was ended',         told(enrolled(host, 'CANCELLED'), result(ended())),            'COMPLETED'],
    ['they failed',                                              told(enrolled(host, 'ASSOCIATED'), result(ended({ pass: 'FAILED', score: '4.8' }))), 'FAILED'],
    ['a later fail takes no pass away',                          told(result(ended()), result(ended({ pass: 'FAILED' }))),      'COMPLETED'],
    ['it is provisional',                                        told(enrolled(host, 'ASSOCIATED'), result(ended({ final: false }))), 'IN_PROGRESS PROVISIONAL'],
    ['a provisional fail is none yet',                           told(result(ended({ pass: 'FAILED', final: false }))),         'IN_PROGRESS PROVISIONAL'],
    ['a 9 of which the school does not say that it is a pass',   told(result(ended({ score: '9', pass: 'UNKNOWN', final: true }))), 'IN_PROGRESS PASS_NOT_STATED'],
    ['it is running',                                            told(enrolled(host, 'ASSOCIATED'), result(ended({ state: { value: 'IN_PROGRESS' }, pass: 'UNKNOWN' }))), 'IN_PROGRESS'],
    ['they passed the same course before',                       told(result(ended(), { of: { offeringId: 'run-0', ofId: 'geo' } })), 'COMPLETED PASSED_EARLIER'],
    ['they failed the same course before',                       told(result(ended({ pass: 'FAILED' }), { of: { offeringId: 'run-0', ofId: 'geo' } })), 'PLANNED'],
    ['they passed a course with that id elsewhere',              told(result(ended(), { institution: third })),                 'PLANNED'],
    ['its credential was revoked',                               told(enrolled(host, 'ASSOCIATED'), { ...result(ended()), takenBack: 'REVOKED' }), 'ENROLLED'],
  ] as const;
  it.each(rows)('%s', (_because, is, wanted) => {
    expect(is).toBe(wanted);
  });

  // biome-ignore format: a table is read in columns
  const asked = [
    ['the host refuses, and may have it from before',      toldOf(request('ASKED', 'ALREADY_ASKED')),                                     'REQUESTED ALREADY_ASKED'],
    ['it never shows how that stands',                     toldOf(request('GIVEN_UP', 'ALREADY_ASKED')),                                  'REQUESTED HOST_DOES_NOT_SAY'],
    ['the host never decided',                             toldOf(request('GIVEN_UP', 'NEVER_DECIDED', 'PENDING'), enrolled(host, 'PENDING')), 'PLANNED HOST_NEVER_DECIDED'],
    ['it says yes after we stopped looking',               toldOf(request('GIVEN_UP', 'NEVER_DECIDED', 'PENDING'), enrolled(host, 'ASSOCIATED')), 'ENROLLED'],
    ['it says no after we stopped looking',                toldOf(request('GIVEN_UP', 'NEVER_DECIDED', 'PENDING'), enrolled(host, 'DENIED')),  'DENIED HOST'],
    ['the host never answered',                            toldOf(request('GIVEN_UP', 'NO_ANSWER')),                                      'PLANNED HOST_NEVER_ANSWERED'],
    ['it answers by its own door after we gave up',        toldOf(request('GIVEN_UP', 'NO_ANSWER'), enrolled(host, 'ASSOCIATED')),        'ENROLLED'],
    ['what it ended before we asked anew says nothing',    toldOf(request('GIVEN_UP', 'NO_ANSWER'), enrolled(host, 'CANCELLED')),         'PLANNED HOST_NEVER_ANSWERED'],
  ] as const;
  it.each(asked)('of what was asked: %s', (_because, is, wanted) => {
    expect(is).toBe(wanted);
  });

  it('both states are shown, each by its own side', () => {
    const { home: atHome, host: atHost } = derived(
      enrolled(home, 'ASSOCIATED', 'PENDING'),
      enrolled(host, 'DENIED', 'PENDING'),
    );
    expect([atHome?.value, atHost?.value]).toEqual(['ASSOCIATED', 'DENIED']);
  });

  it('whoever is not shown how it ended is told of the enrolment alone, and that there is more', () => {
    expect(shown('HIDDEN')).toEqual({
      state: 'ENROLLED',
      host: { value: 'ASSOCIATED' },
      isOutcomeHidden: true,
    });
  });

  it('what an examination board lets count is recognised, unless it was passed itself', () => {
    const recognised = new Set([offering.key]);
    const state = (...evidence: readonly StepEvidence[]) =>
      deriveStep(step, { evidence, recognised }).state;
    expect([state(), state(result(ended()))]).toEqual(['RECOGNISED', 'COMPLETED']);
  });

  it('a step in one’s own words is planned, whatever there is', () => {
    const own = deriveStep({}, { evidence: [result(ended())] });
    expect(own).toEqual({ state: 'PLANNED', enrolments: [], isOutcomeHidden: false });
  });
});
