import {
  asWebId,
  type ClientId,
  clientId,
  institutionId,
  present,
  recordKey,
} from '../base/index.js';
import type { GrantablePurpose, Selector } from '../consent/index.js';
import type { AccessAsk, GivenTerms, Less, NewGrant, RequestAnswer } from '../flows/index.js';
import type { PurposeEnum } from './enums.js';
import { graphError } from './errors.js';
import type {
  AnswerAccessRequestInput,
  GrantAccessInput,
  NarrowGrantInput,
  RequestAccessInput,
  SelectorInput,
} from './inputs.js';
import type { Operation } from './operation.js';

const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10);

const grantable = (purpose: keyof typeof PurposeEnum): GrantablePurpose => {
  if (purpose === 'SELF_USE') throw graphError('BAD_INPUT', 'One’s own use is not granted.');
  return purpose;
};

/** Ids the caller was given, opened again: 36 characters of a learner, then the record’s key. */
function recordKeys(operation: Operation, ids: readonly string[] | null | undefined) {
  return ids?.map((id) => {
    const opened = operation.ids.open('record', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return recordKey(opened.slice(36));
  });
}

function toSelector(operation: Operation, input: SelectorInput): Selector {
  const { levelMin } = input;
  if (typeof levelMin === 'number' && (levelMin < 0 || levelMin > 8)) {
    throw graphError('BAD_INPUT', 'A level is 0 to 8.');
  }
  if (input.status?.includes('SUPERSEDED') === true) {
    throw graphError('BAD_INPUT', 'Earlier versions of a record are not shared.');
  }
  return present({
    types: input.types ?? undefined,
    institutions: input.institutions?.map(institutionId),
    recordIds: recordKeys(operation, input.recordIds),
    issuedFrom: day(input.issuedFrom),
    issuedTo: day(input.issuedTo),
    levelMin: levelMin ?? undefined,
    status: input.status ?? undefined,
  });
}

type TermsInput = Pick<AnswerAccessRequestInput, 'scope' | 'facets' | 'personFacets' | 'until'>;
const terms = (operation: Operation, input: TermsInput): GivenTerms =>
  present({
    scope: (input.scope ?? []).map((selector) => toSelector(operation, selector)),
    facets: input.facets ?? undefined,
    personFacets: input.personFacets ?? undefined,
    until: input.until ?? undefined,
  });

export const toAccessAsk = (input: RequestAccessInput): AccessAsk => ({
  purpose: grantable(input.purpose),
  items: input.items.map(({ recordTypes, institutions, facets, required }) => ({
    recordTypes: recordTypes ?? [],
    institutions: (institutions ?? []).map(institutionId),
    facets,
    required,
  })),
  personFacets: input.personFacets ?? [],
  reason: input.reason,
  until: input.until,
});

export const toAnswer = (operation: Operation, input: AnswerAccessRequestInput): RequestAnswer =>
  input.decision === 'DECLINE'
    ? { decision: 'DECLINE' }
    : { decision: 'GRANT', ...terms(operation, input) };

/** Each app is a rule in the pod and a question to it. */
const mostClients = 10;

function toClients(clients: readonly string[] | null | undefined): readonly ClientId[] | undefined {
  if (clients === undefined || clients === null) return undefined;
  const named = new Set(clients);
  if (named.size === 0) throw graphError('BAD_INPUT', 'Name at least one app.');
  if (named.size > mostClients) {
    throw graphError('BAD_INPUT', `A grant is for ${mostClients} apps at most.`);
  }
  return [...named].map(clientId);
}

function refuseNone(maxSessions: number | null | undefined): void {
  if (typeof maxSessions === 'number' && maxSessions < 1) {
    throw graphError('BAD_INPUT', 'A number of times is at least one.');
  }
}

export function toLess(operation: Operation, input: NarrowGrantInput): Less {
  const { scope, facets, personFacets, until, includeFuture, maxSessions } = input;
  refuseNone(maxSessions);
  return present({
    scope: scope?.map((selector) => toSelector(operation, selector)),
    clients: toClients(input.clients),
    facets: facets ?? undefined,
    personFacets: personFacets ?? undefined,
    validUntil: until ?? undefined,
    includeFuture: includeFuture ?? undefined,
    maxSessions: maxSessions ?? undefined,
  });
}

export function toNewGrant(operation: Operation, input: GrantAccessInput): NewGrant {
  const { maxSessions } = input;
  const grantee = asWebId(input.grantee.person);
  if (grantee === undefined) {
    throw graphError('BAD_INPUT', 'Name the grantee by their WebID.');
  }
  refuseNone(maxSessions);
  return present({
    ...terms(operation, input),
    grantee,
    clients: toClients(input.clients),
    purpose: grantable(input.purpose),
    includeFuture: input.includeFuture ?? undefined,
    maxSessions: maxSessions ?? undefined,
  });
}
