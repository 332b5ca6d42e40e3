/** What an institution may look up of what it sent, page by page, and for how long. On a real database. */
import { beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const institution = institutionId('heidestad.example');
const refuses = (times: number) =>
  Promise.all(
    Array.from({ length: times }, (_, n) =>
      kluis.ledger.deliveries.noteRefusedDelivery({
        institution,
        channel: 'PUSH',
        code: 'TYPE',
        path: `/${n}`,
      }),
    ),
  );
const run = (statement: string) => kluis.sql(statement);

describe('what was refused', () => {
  it('is there once on all pages together, however many came in one millisecond', async () => {
    await refuses(7);
    await run("update refused_delivery set at = '2026-11-20T10:00:00.000400Z'");
    const { deliveries } = kluis.ledger;
    const seen: string[] = [];
    let page = await deliveries.ofInstitution(institution, { limit: 3 });
    while (page.length > 0) {
      seen.push(...page.map(({ path = '' }) => path));
      const last = page.at(-1);
      if (last === undefined || seen.length > 20) break;
      page = await deliveries.ofInstitution(institution, {
        limit: 3,
        before: last.at,
        after: last.id,
      });
    }
    expect(seen.toSorted()).toEqual(['/0', '/1', '/2', '/3', '/4', '/5', '/6']);
  });

  it('is forgotten after ninety days, and not before', async () => {
    await run('delete from refused_delivery');
    await refuses(2);
    await run(
      `update refused_delivery set at = clock_timestamp() - interval '91 days' where path = '/0'`,
    );
    await run(
      `update refused_delivery set at = clock_timestamp() - interval '89 days' where path = '/1'`,
    );
    await kluis.ledger.deliveries.forgetRefused(90);
    const left = await kluis.ledger.deliveries.ofInstitution(institution, { limit: 10 });
    expect(left.map(({ path }) => path)).toEqual(['/1']);
  });
});

describe('what was read back', () => {
  it('is no delivery on its way, and is forgotten once it is done', async () => {
    const learner = await enrol(kluis.ledger);
    const asked = { institution, sourceId: 'a-1' };
    const before = new Date(Date.now() - 60_000).toISOString();
    expect(await kluis.ledger.deliveries.readBack(learner, asked, 20)).toBeUndefined();
    expect(await kluis.ledger.outbox.deliveredSince(learner, before)).toBe(false);
    await kluis.ledger.deliveries.answerReadBack(
      '00000000-0000-4000-8000-000000000001',
      '{"associationId":"a-1"}',
    );
    await run(`update read_back set made_at = clock_timestamp() - interval '11 minutes'`);
    await kluis.ledger.deliveries.forgetReadBack(10);
    const counted = async (table: string): Promise<unknown> =>
      kluis.sql(`select count(*)::int as many from ${table}`);
    expect(await counted('read_back')).toEqual([{ many: 0 }]);
    const work = "outbox_item where kind = 'READ_BACK'";
    expect(await counted(work)).toEqual([{ many: 1 }]);
    await run(
      `update outbox_item set state = 'DONE', done_at = clock_timestamp() - interval '11 minutes' where kind = 'READ_BACK'`,
    );
    await kluis.ledger.deliveries.forgetReadBack(10);
    expect(await counted(work)).toEqual([{ many: 0 }]);
  });
});
