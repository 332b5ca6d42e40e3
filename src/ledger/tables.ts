import { defineEntity, p } from '@mikro-orm/core';
import { Alert, LogCopy, LogEntry, LogInbox } from './log-tables.js';
import { OwnChangeRow, OwnEntryRow } from './own-tables.js';

/** A learner who opened a kluis: who they are on the web, and how far their policy and log have come. */
export const Learner = defineEntity({
  name: 'Learner',
  tableName: 'learner',
  properties: {
    id: p.uuid().primary(),
    webId: p.text().unique(),
    /** Root of their pod, with a slash at the end. */
    storage: p.text(),
    /** Policy epoch: raised by every change of what they allow. */
    epoch: p.integer(),
    logSeq: p.integer(),
    logHead: p.text(),
    openedAt: p.datetime(6).nullable(),
    /** Since when nobody sees anything, at the learner's word. */
    pausedAt: p.datetime(6).nullable(),
    /** Until then a guardian says yes too; absent: the learner always did so alone. */
    aloneFrom: p.datetime(6).nullable(),
    /** Since when the head in their pod waits to be compared with this database. */
    heldAt: p.datetime(6).nullable(),
    /** How a pod that they brought says whom it lets in: ACP or WAC; absent: theirs is on our own server. */
    brought: p.text().nullable(),
  },
});

/** Who the learner is at an institution, by each login that proved it. Good for a limited time. */
export const InstitutionLink = defineEntity({
  name: 'InstitutionLink',
  tableName: 'institution_link',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    institutionId: p.text(),
    personId: p.text(),
    /** With this way in it ends; absent: at the operator's word. */
    wayId: p.uuid().nullable(),
    /** When they were first proven to be one person, without a break since. */
    since: p.datetime(6),
    expiresAt: p.datetime(6),
  },
});

/** The index of grants; the grants themselves live in the pod. A version is never edited but for state and use. */
export const GrantVersion = defineEntity({
  name: 'GrantVersion',
  tableName: 'grant_version',
  properties: {
    grantId: p.uuid().primary(),
    version: p.integer().primary(),
    learnerId: p.uuid(),
    grantee: p.text(),
    purpose: p.text(),
    state: p.text(),
    /** Whether the pod has done what `state` says. */
    pod: p.text(),
    /** Clients, scope, facets, person facets: as the learner gave them. */
    terms: p.json(),
    validFrom: p.datetime(6),
    validUntil: p.datetime(6),
    includeFuture: p.boolean(),
    maxSessions: p.integer().nullable(),
    used: p.integer(),
    recordsAtGrant: p.json(),
    createdAt: p.datetime(6),
    activatedAt: p.datetime(6).nullable(),
    endedAt: p.datetime(6).nullable(),
    /** Since when a later sign-in to this app says what is shared with it. */
    replacedAt: p.datetime(6).nullable(),
    /** Since when the learner's stop of it is undone. */
    undoneAt: p.datetime(6).nullable(),
  },
});

/** A learner's no to part of their records. */
export const Block = defineEntity({
  name: 'Block',
  tableName: 'block',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    scope: p.json(),
    exceptGrants: p.json(),
    createdAt: p.datetime(6),
    endedAt: p.datetime(6).nullable(),
  },
});

/** A guardian's right to make and co-sign grants for one learner. Never a right to read. */
export const Delegation = defineEntity({
  name: 'Delegation',
  tableName: 'delegation',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    guardian: p.text(),
    until: p.datetime(6),
    createdAt: p.datetime(6),
    endedAt: p.datetime(6).nullable(),
  },
});

export const AccessRequest = defineEntity({
  name: 'AccessRequest',
  tableName: 'access_request',
  properties: {
    id: p.uuid().primary(),
    /** Absent where nobody here answers to the address asked: stored alike, so that asking tells nothing. */
    learnerId: p.uuid().nullable(),
    /** Hash of whom it is about, whether or not they are here. */
    about: p.text(),
    grantee: p.text(),
    client: p.text(),
    purpose: p.text(),
    items: p.json(),
    personFacets: p.json(),
    reason: p.text(),
    until: p.datetime(6),
    /** Days for which the grantee keeps what they read, as they say. */
    retentionDays: p.integer().nullable(),
    state: p.text(),
    createdAt: p.datetime(6),
    answeredAt: p.datetime(6).nullable(),
  },
});

/** Of whom a learner wants to hear no requests. */
export const MutedGrantee = defineEntity({
  name: 'MutedGrantee',
  tableName: 'muted_grantee',
  properties: {
    learnerId: p.uuid().primary(),
    grantee: p.text().primary(),
    mutedAt: p.datetime(6),
  },
});

/** Apps the operator has stopped. */
export const SuspendedClient = defineEntity({
  name: 'SuspendedClient',
  tableName: 'suspended_client',
  properties: { client: p.text().primary(), suspendedAt: p.datetime(6) },
});

/** Work that the pod still owes us, in order per learner and lane. Committed together with what made it due. */
export const OutboxItem = defineEntity({
  name: 'OutboxItem',
  tableName: 'outbox_item',
  properties: {
    id: p.uuid().primary(),
    seq: p.bigint().autoincrement(),
    learnerId: p.uuid(),
    lane: p.text(),
    kind: p.text(),
    /** JSON text; emptied once done, since the pod is the home of records. */
    payload: p.text().nullable(),
    /** WAITING, DONE, or PARKED: given up after many tries, kept for somebody to look at. */
    state: p.text(),
    attempts: p.integer(),
    /** Not tried again before this. */
    dueAt: p.datetime(6),
    /** Records it brings news of: later work on the same waits behind it, other work does not. */
    recordKeys: p.array(),
    /** Why the last try failed, as a code. */
    reason: p.text().nullable(),
    /** Whose word it brings, and by which door it came. */
    institution: p.text().nullable(),
    channel: p.text().nullable(),
    createdAt: p.datetime(6),
    doneAt: p.datetime(6).nullable(),
  },
});

/** What a source last said of a record, as a hash: how we know that a delivery brings nothing new. */
export const KnownRecord = defineEntity({
  name: 'KnownRecord',
  tableName: 'known_record',
  properties: {
    learnerId: p.uuid().primary(),
    recordKey: p.text().primary(),
    /** Whose record it is; absent for what came before this was kept. */
    institution: p.text().nullable(),
    contentHash: p.text(),
    /** The delivery by which its last news came; none where nothing tells. */
    saidBy: p.text().nullable(),
    /** That came by a door of its institution's own. */
    isOwnDoor: p.boolean(),
    /** We heard it by asking, or heard the same so since: the institution answers to the id it has there. */
    isPulled: p.boolean(),
  },
});

/** A learner asked a former grantee to delete what they had seen. */
export const DeletionRequest = defineEntity({
  name: 'DeletionRequest',
  tableName: 'deletion_request',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    grantId: p.uuid(),
    grantee: p.text(),
    state: p.text(),
    askedAt: p.datetime(6),
    answeredAt: p.datetime(6).nullable(),
    answer: p.text().nullable(),
  },
});

/** What became of a grant, signed: for its grantee as it is for the learner. */
export const Receipt = defineEntity({
  name: 'Receipt',
  tableName: 'receipt',
  properties: {
    grantId: p.uuid().primary(),
    version: p.integer().primary(),
    event: p.text().primary(),
    learnerId: p.uuid(),
    grantee: p.text(),
    document: p.text(),
    at: p.datetime(6),
  },
});

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    tokenHash: p.text().primary(),
    webId: p.text(),
    kind: p.text(),
    displayName: p.text(),
    /** What the login said they are, at which organisation, and when. */
    roles: p.json(),
    expiresAt: p.datetime(6),
    /** Where they signed in; absent in the demo. */
    issuer: p.text().nullable(),
    /** By which of a learner's ways in. */
    wayId: p.uuid().nullable(),
  },
});

/** A login that leads to a learner's kluis. */
export const SignInWay = defineEntity({
  name: 'SignInWay',
  tableName: 'sign_in_way',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    kind: p.text(),
    /** A hash of who they are there. */
    subject: p.text(),
    since: p.datetime(6),
  },
});

/** Proofs of possession already used, shared by all processes. */
export const UsedProof = defineEntity({
  name: 'UsedProof',
  tableName: 'used_proof',
  properties: {
    jtiHash: p.text().primary(),
    expiresAt: p.datetime(6),
  },
});

export const tables = [
  Learner,
  InstitutionLink,
  GrantVersion,
  Block,
  Delegation,
  AccessRequest,
  MutedGrantee,
  SuspendedClient,
  LogEntry,
  LogInbox,
  LogCopy,
  Alert,
  OutboxItem,
  KnownRecord,
  OwnEntryRow,
  OwnChangeRow,
  DeletionRequest,
  Receipt,
  Session,
  SignInWay,
  UsedProof,
] as const;
