/** What waits on its way to the pod, and the time it waits for. */
import type { TestHouse } from '../../../fixtures/house.js';

/** Deliveries that the pod is owed. */
export async function waiting({ running }: TestHouse): Promise<number> {
  const rows = await running.house.ledger.db
    .em()
    .execute<{ left: number }[]>(
      "select count(*)::int as left from outbox_item where lane = 'DELIVERY' and state = 'WAITING'",
    );
  return rows[0]?.left ?? -1;
}
/** As if the time until the next try had passed. */
export async function timePasses({ running }: TestHouse): Promise<void> {
  const { db, outbox } = running.house.ledger;
  await db
    .em()
    .execute(
      "update outbox_item set due_at = clock_timestamp() where state = 'WAITING'",
      [],
      'run',
    );
  await outbox.wakeDue();
}

/** Nothing is being tried, and nothing will be until time passes. */
export async function isAtRest({ running }: TestHouse): Promise<boolean> {
  const em = running.house.ledger.db.em();
  const later = "update outbox_item set due_at = clock_timestamp() + interval '1 hour'";
  await em.execute(`${later} where state = 'WAITING'`, [], 'run');
  const rows = await em.execute<{ busy: boolean }[]>(
    `select exists (select 1 from pg_locks l join pg_database d on d.oid = l.database
         where l.locktype = 'advisory' and d.datname = current_database())
       or exists (select 1 from outbox_item where state = 'WAITING'
         and due_at < clock_timestamp() + interval '30 minutes') as busy`,
  );
  return rows[0]?.busy === false;
}
