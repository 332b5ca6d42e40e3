import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { institutionId, recordKey, type WebId, webId } from '../../../src/base/index.js';
import type { Channel } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { delivered } from './deliveries.js';
import { byLearner, enrol } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const person = (): WebId => webId(`https://kluis.example/people/${randomUUID()}`);

/** Tables as they were before these changes, whatever stands in them. @returns once a process started on them. */
async function startsFrom(changes: readonly string[], before: readonly string[]): Promise<void> {
  for (const statement of before) await kluis.sql(statement);
  await kluis.sql('delete from mikro_orm_migrations where name = any($1)', [changes]);
  await kluis.openAnother();
}

it('papers of before know whose they are, and of what nobody can read nothing is left', async () => {
  const [one, asked, odd] = [person(), person(), person()];
  const { papers, sessions } = kluis.ledger;
  const put = (model: string, id: string, payload: object) =>
    papers.put(model, id, { payload: JSON.stringify(payload) }, 60);
  await put('RefreshToken', 'of one', { accountId: one, nonce: 'a' });
  await put('Interaction', 'asked', { prompt: { details: { person: asked } } });
  await put('RefreshToken', 'odd', { accountId: odd, nonce: 'a\u0000b' });
  await put('ReplayDetection', 'nobody', { nonce: 'a\u0000b' });
  await startsFrom(['0015-papers-of-people'], ['alter table app_paper drop column person']);
  const left = async () =>
    (await kluis.sql('select id_hash from app_paper order by id_hash')).map(
      ({ id_hash }) => id_hash,
    );
  expect(await left()).toEqual(['asked', 'nobody', 'of one']);
  await sessions.endAll(one);
  expect(await left()).toEqual(['asked', 'nobody']);
  await sessions.endAll(asked);
  expect(await left()).toEqual(['nobody']);
});

it('who was signed in to an app before is since the day of their yes', async () => {
  const { papers } = kluis.ledger;
  const month = 30 * 86_400;
  await papers.put('Grant', 'of before', { payload: '{}' }, month - 3600);
  await startsFrom(['0018-signed-in-since'], ['alter table app_paper drop column made_at']);
  const since = `select extract(epoch from clock_timestamp() - made_at)::int as ago
    from app_paper where id_hash = 'of before'`;
  const [{ ago } = { ago: undefined }] = await kluis.sql(since);
  expect(Number(ago)).toBeGreaterThanOrEqual(3600);
  expect(Number(ago)).toBeLessThan(3700);
});

it('links to schools of before stand, and are of the one eduID there is', async () => {
  const { learners, ways } = kluis.ledger;
  const institution = institutionId('merenveld.example');
  const [none, one, two] = [
    await enrol(kluis.ledger),
    await enrol(kluis.ledger),
    await enrol(kluis.ledger),
  ];
  for (const learner of [one, two, two]) {
    await ways.link(learner, { kind: 'EDUID', subject: randomUUID() }, byLearner);
  }
  const all = [none, one, two];
  const until = new Date(Date.now() + 60_000);
  for (const learner of all) await learners.link(learner, { institution, personId: 'p' }, until);
  await startsFrom(
    ['0016-proven-by-a-login'],
    [
      'alter table institution_link drop column id, drop column way_id',
      'alter table institution_link add primary key (learner_id, institution_id)',
      'drop index institution_link_of_person',
    ],
  );
  const known = async () => {
    const links = await Promise.all(all.map((learner) => learners.links(learner, new Date())));
    return links.map(({ length }) => length);
  };
  expect(await known()).toEqual([1, 1, 1]);
  for (const learner of [one, two]) {
    const eduid = (await ways.of(learner)).find(({ kind }) => kind === 'EDUID');
    await ways.unlink(learner, eduid?.id ?? '', byLearner);
  }
  expect(await known()).toEqual([1, 0, 1]);
});

it('of records of before it is known which were sent to us last, and the others we asked for', async () => {
  const learner = await enrol(kluis.ledger);
  const institution = institutionId('merenveld.example');
  const comes = (name: string, hash: string, channel?: Channel) =>
    kluis.ledger.deliveries.accept(learner, {
      actor: byLearner,
      institution,
      deliveries: [delivered(institution, [[recordKey(name), hash]])],
      ...(channel !== undefined && { channel }),
    });
  await comes('asked', 'a');
  await comes('sent', 'a');
  await comes('sent', 'b', 'FILE');
  await comes('asked after', 'a', 'PUSH');
  await comes('asked after', 'b');
  await comes('of before channels', 'a', 'PUSH');
  await kluis.sql(
    "update outbox_item set channel = null where record_keys = '{of before channels}'",
  );
  await startsFrom(['0026-pulled-last'], ['alter table known_record drop column is_pulled']);
  const known = await kluis.ledger.deliveries.known(learner);
  expect(new Map([...known].map(([key, { isPulled }]) => [key, isPulled]))).toEqual(
    new Map([
      ['asked', true],
      ['sent', false],
      ['asked after', true],
      ['of before channels', true],
    ]),
  );
});

it('rows that waited before are there still, by the number they were sent with', async () => {
  const institution = institutionId('merenveld.example');
  const { quarantine } = kluis.ledger;
  const row = { sealed: 'sealed', place: 2, code: 'LEARNER_NOT_REACHED' };
  const sends = async (said: string) =>
    quarantine.putAside(institution, await quarantine.moment(), [{ ...row, marks: ['a'], said }]);
  await sends('5');
  const before = await quarantine.ofInstitution(institution, { limit: 10 });
  await startsFrom(
    ['0027-marks-of-each-number'],
    [
      'drop index quarantined_row_by_mark, quarantined_row_by_age, outbox_item_pushed',
      'alter table quarantined_row drop constraint quarantined_row_institution_said_key',
      'alter table quarantined_row alter column marks type text using marks[1]',
      'alter table quarantined_row rename column marks to mark',
      'alter table quarantined_row add unique (institution, mark)',
      'create index quarantined_row_by_age on quarantined_row (at)',
    ],
  );
  expect(await quarantine.ofInstitution(institution, { limit: 10 })).toEqual(before);
  await sends('7');
  expect(await kluis.sql('select said from quarantined_row')).toEqual([{ said: '7' }]);
});
