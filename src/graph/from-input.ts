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
import { newLinkSecret } from '../identity/index.js';
import { ownSource } from '../records/index.js';
import type { PurposeEnum } from './enums.js';
import { graphError } from './errors.js';
import { domain, toClaim, toGrantee } from './grantee-inputs.js';
import type {
  AnswerAccessRequestInput,
  GrantAccessInput,
  NarrowGrantInput,
  RequestAccessInput,
  SelectorInput,
} from './inputs.js';
import type { Operation } from './operation.js';

const day = (date: Date | null | undefined) => date?.toISOString().slice(0, 10);

export const grantable = (purpose: keyof typeof PurposeEnum): GrantablePurpose => {
  if (purpose === 'SELF_USE') throw graphError('BAD_INPUT', 'One’s own use is not granted.');
  return purpose;
};

const mostInstitutions = 50;

/** A school, or the learner themself. */
const isSource = (name: string): boolean => domain.test(name) || name === ownSource.id;

export function toInstitutions(named: readonly string[]) {
  if (named.length > mostInstitutions || !named.every(isSource)) {
    throw graphError('BAD_INPUT', 'Name institutions by their domain, and fifty at most.');
  }
  return named.map(institutionId);
}

/** Ids the caller was given, opened again: 36 characters of a learner, then the record’s key. */
function recordKeys(operation: Operation, ids: readonly string[] | null | undefined) {
  return ids?.map((id) => {
    const opened = operation.ids.open('record', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return recordKey(opened.slice(36));
  });
}

export function toSelector(operation: Operation, input: SelectorInput): Selector {
  const { levelMin } = input;
  if (typeof levelMin === 'number' && (levelMin < 0 || levelMin > 8)) {
    throw graphError('BAD_INPUT', 'A level is 0 to 8.');
  }
  if (input.status?.includes('SUPERSEDED') === true) {
    throw graphError('BAD_INPUT', 'Earlier versions of a record are not shared.');
  }
  return present({
    types: input.types ?? undefined,
    institutions: input.institutions ? toInstitutions(input.institutions) : undefined,
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

export const toAccessAsk = (input: RequestAccessInput): AccessAsk =>
  present({
    purpose: grantable(input.purpose),
    items: input.items.map(({ recordTypes, institutions, facets, required }) => ({
      recordTypes: recordTypes ?? [],
      institutions: toInstitutions(institutions ?? []),
      facets,
      required,
    })),
    personFacets: input.personFacets ?? [],
    reason: input.reason,
    until: input.until,
    retentionDays: input.retentionDays ?? undefined,
  });

export const toAnswer = (operation: Operation, input: AnswerAccessRequestInput): RequestAnswer =>
  input.decision === 'DECLINE'
    ? { decision: 'DECLINE' }
    : { decision: 'GRANT', ...terms(operation, input) };

/** Each app is a rule in the pod and a question to it. */
const mostClients = 10;
/** What an issuer made up for an app; an app that has a name of its own on the web is named by that. */
const opaqueId = /^[^\s\p{C}<>"{}|\\^`:]{1,200}$/u;
const isClient = (id: string): boolean => asWebId(id) !== undefined || opaqueId.test(id);

function toClients(clients: readonly string[] | null | undefined): readonly ClientId[] | undefined {
  if (clients === undefined || clients === null) return undefined;
  const named = new Set(clients);
  if (named.size === 0) throw graphError('BAD_INPUT', 'Name at least one app.');
  if (named.size > mostClients) {
    throw graphError('BAD_INPUT', `A grant is for ${mostClients} apps at most.`);
  }
  if (![...named].every(isClient)) {
    throw graphError('BAD_INPUT', 'An app is named by its client id.');
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
    claims: input.claims?.map(toClaim),
    clients: toClients(input.clients),
    facets: facets ?? undefined,
    personFacets: personFacets ?? undefined,
    validUntil: until ?? undefined,
    includeFuture: includeFuture ?? undefined,
    maxSessions: maxSessions ?? undefined,
  });
}

/** @returns what the learner says yes to, and the secret where it is to whoever holds a link: told once, kept nowhere. */
export function toNewGrant(
  operation: Operation,
  input: GrantAccessInput,
): { readonly asked: NewGrant; readonly secret?: string } {
  const { maxSessions } = input;
  const { secret, secretHash } = newLinkSecret();
  const grantee = toGrantee(input.grantee, secretHash);
  refuseNone(maxSessions);
  const asked = present({
    ...terms(operation, input),
    grantee,
    claims: input.claims?.map(toClaim),
    clients: toClients(input.clients),
    purpose: grantable(input.purpose),
    includeFuture: input.includeFuture ?? undefined,
    maxSessions: maxSessions ?? undefined,
  });
  return grantee.kind === 'link' ? { asked, secret } : { asked };
}
