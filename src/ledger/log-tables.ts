import { defineEntity, p } from '@mikro-orm/core';

/** One row of a learner's log: a hash chain over exact bytes. */
export const LogEntry = defineEntity({
  name: 'LogEntry',
  tableName: 'log_entry',
  properties: {
    learnerId: p.uuid().primary(),
    seq: p.integer().primary(),
    /** Canonical JSON. Null once erased; the chain stays verifiable through `commitment`. */
    bytes: p.text().nullable(),
    salt: p.text().nullable(),
    commitment: p.text(),
    hash: p.text(),
  },
});

/** How far a learner's log is copied to their pod, and what we signed there. */
export const LogCopy = defineEntity({
  name: 'LogCopy',
  tableName: 'log_copy',
  properties: {
    learnerId: p.uuid().primary(),
    /** Another one after each time that the database was found to be older than the pod. */
    generation: p.integer(),
    segments: p.integer(),
    seq: p.integer(),
    hash: p.text(),
    epoch: p.integer(),
    at: p.datetime(6),
    signature: p.text(),
  },
});

/** Something in the log that the learner may want to hear of. */
export const Alert = defineEntity({
  name: 'Alert',
  tableName: 'alert',
  properties: {
    id: p.uuid().primary(),
    learnerId: p.uuid(),
    kind: p.text(),
    /** The line it is about. */
    seq: p.integer(),
    at: p.datetime(6),
    dismissedAt: p.datetime(6).nullable(),
    /** When it was handed over to be sent, as mail for instance. */
    sentAt: p.datetime(6).nullable(),
  },
});

/**
 * What strangers did, before it is chained into the learner's log: tries and requests. Written without a lock, and
 * alike for learners who do not exist, so that how long it takes tells nothing.
 */
export const LogInbox = defineEntity({
  name: 'LogInbox',
  tableName: 'log_inbox',
  properties: {
    id: p.bigint().primary().autoincrement(),
    learnerId: p.uuid().nullable(),
    bytes: p.text(),
  },
});
