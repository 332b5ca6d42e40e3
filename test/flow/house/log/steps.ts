import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { expect } from 'vitest';
import { type LearnerId, webId } from '../../../../src/base/index.js';
import { keepLog } from '../../../../src/flows/index.js';
import { layoutOf } from '../../../../src/pod/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';

type Rows = readonly Readonly<Record<string, unknown>>[];
export interface LogStage {
  readonly house: TestHouse;
  readonly learner: LearnerId;
  readonly storage: string;
  /** Behind the house's back, as somebody who has the database. */
  readonly sql: (statement: string, values?: readonly unknown[]) => Promise<Rows>;
  /** What the worker does once a minute, for Samira. */
  readonly keep: () => Promise<void>;
  /** As the builder: what stands at this place of Samira's log in her pod. */
  readonly inPod: (path: string) => Promise<unknown>;
  readonly verify: () => Promise<GraphAnswer['data']>;
  readonly close: () => Promise<void>;
}

export async function logStage(house: TestHouse): Promise<LogStage> {
  const { workshop } = house.running;
  const samira = await workshop.ledger.learners.byWebId(webId(house.account('samira').webId));
  if (samira === undefined) throw new Error('no kluis');
  const pool = new Pool({ connectionString: house.databaseUrl, max: 2 });
  const { id: learner, storage } = samira;
  const errors: unknown[] = [];
  return {
    house,
    learner,
    storage,
    sql: async (statement, values = []) =>
      (await pool.query<Record<string, unknown>>(statement, [...values])).rows,
    async keep() {
      // Another round may be at it: then until this one had its turn.
      for (const until = Date.now() + 20_000; ; await sleep(50)) {
        await keepLog(workshop, learner, (error) => errors.push(error));
        const due = await workshop.ledger.copies.due();
        if (!due.includes(learner)) break;
        if (Date.now() > until) throw new Error('the log does not come to rest');
      }
      expect(errors).toEqual([]);
    },
    async inPod(path) {
      const at = `${layoutOf(storage).consent}log/${path}`;
      const response = await workshop.build.fetch(at);
      const text = await response.text();
      return response.ok ? JSON.parse(text) : response.status;
    },
    async verify() {
      const { data } = await house.ask('samira', 'VerifyMyLog');
      return data.verifyMyLog;
    },
    close: () => pool.end(),
  };
}

const restorable = ['grant_version', 'log_entry', 'log_copy', 'alert', 'alert_mark', 'outbox_item'];

/** A copy of what the database says of Samira, as an old backup has it. @returns what puts it back. */
export async function backup({ sql, learner }: LogStage): Promise<() => Promise<void>> {
  await sql('create table if not exists kept_learner as select * from learner where false');
  await sql('insert into kept_learner select * from learner where id = $1', [learner]);
  for (const table of restorable) {
    await sql(`drop table if exists kept_${table}`);
    await sql(`create table kept_${table} as select * from ${table} where learner_id = $1`, [
      learner,
    ]);
  }
  return async () => {
    for (const table of restorable) {
      await sql(`delete from ${table} where learner_id = $1`, [learner]);
      const generated = table === 'outbox_item' ? ' overriding system value' : '';
      await sql(`insert into ${table}${generated} select * from kept_${table}`);
    }
    await sql(
      `update learner l set epoch = k.epoch, log_seq = k.log_seq, log_head = k.log_head,
         paused_at = k.paused_at, held_at = k.held_at from kept_learner k where k.id = l.id`,
    );
    await sql('drop table kept_learner');
  };
}
