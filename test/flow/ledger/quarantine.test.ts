/** What waits of files: the last word of each thing, for ninety days. On a real database. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { sweep, type Workshop } from '../../../src/flows/index.js';
import type { Leaving } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { delivered } from './deliveries.js';
import { enrol, noor, waterbeheer } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});
beforeEach(() => kluis.sql('delete from quarantined_row'));

const institution = institutionId('heidestad.example');
const other = institutionId('elders.example');
const row = (mark: string | readonly string[], said: string, place = 2) => ({
  marks: [mark].flat(),
  said,
  sealed: `sealed ${said}`,
  place,
  code: 'LEARNER_NOT_REACHED',
});
const now = () => kluis.ledger.quarantine.moment();
const sends = async (...rows: readonly ReturnType<typeof row>[]) =>
  kluis.ledger.quarantine.putAside(institution, await now(), rows);
/** Something is delivered, and takes the place of what waits. */
async function comes(leaving: Partial<Leaving>, from = institution) {
  const learner = await enrol(kluis.ledger);
  const [at] = await kluis.sql('select epoch from learner where id = $1', [learner]);
  const all = { ids: [], marks: [], sentUntil: await now(), ...leaving };
  const taken = await kluis.ledger.deliveries.acceptUnder(learner, {
    actor: noor,
    institution: from,
    deliveries: [delivered(from, [[waterbeheer, 'a1']])],
    channel: 'FILE',
    under: { grants: [], epoch: Number(at?.['epoch']), leaving: all },
  });
  return taken?.changed.length;
}
const waiting = () => kluis.ledger.quarantine.ofInstitution(institution, { limit: 10 });
const waits = async () => (await waiting()).map(({ sealed }) => sealed.replace('sealed ', ''));
async function only() {
  const [one, ...others] = await waiting();
  if (one === undefined || others.length > 0) throw new Error('one row was to wait');
  return one;
}

describe('a row that is put aside', () => {
  it('once more is the same row: it is told when it came first, and was sent last now', async () => {
    await sends(row('Yara', '5'));
    const first = await only();
    await sends(row('Yara', '5', 9));
    const again = await only();
    expect(again).toMatchObject({ id: first.id, at: first.at, place: 9 });
    expect(again.sentAt > first.sentAt).toBe(true);
  });

  it('takes the place of what waited of the same thing, and waits from now', async () => {
    await sends(row('Yara', '5'));
    await kluis.sql("update quarantined_row set at = at - interval '80 days'");
    const first = await only();
    await sends(row('Yara', '7'));
    const corrected = await only();
    expect(corrected.sealed).toBe('sealed 7');
    expect(corrected.id).not.toBe(first.id);
    expect(corrected.at > first.at).toBe(true);
    await expect(comes({ ids: [first.id] })).rejects.toMatchObject({ kind: 'Conflict' });
    expect(await waits()).toEqual(['7']);
    expect(await comes({ ids: [corrected.id] })).toBe(1);
    expect(await waits()).toEqual([]);
  });

  it('takes the place of what waited by any of the numbers of whoever it is of', async () => {
    await sends(row(['number', 'eppn'], '5'), row('other number', '8'));
    await sends(row('eppn', '7', 3));
    expect((await waits()).toSorted()).toEqual(['7', '8']);
    await sends(row(['number', 'eppn', 'other number'], '9'));
    expect(await waits()).toEqual(['9']);
    expect(await comes({ marks: ['webid', 'number'] })).toBe(1);
    expect(await waits()).toEqual([]);
  });

  it('is the last word by when its file came in, not by when it was read to its end', async () => {
    const early = await now();
    await sends(row(['number', 'eppn'], '7'));
    await kluis.ledger.quarantine.putAside(institution, early, [row('eppn', '5')]);
    expect(await waits()).toEqual(['7']);
    const { sentAt } = await only();
    await kluis.ledger.quarantine.putAside(institution, early, [row(['number', 'eppn'], '7', 9)]);
    expect(await only()).toMatchObject({ sentAt, place: 2 });
  });

  it('is not let go by what was sent before it', async () => {
    await sends(row('Yara', '5'));
    const { sentAt } = await only();
    await sends(row('Yara', '7'));
    await comes({ marks: ['Yara'], sentUntil: sentAt });
    expect(await waits()).toEqual(['7']);
    await comes({ marks: ['Yara'] }, other);
    expect(await waits()).toEqual(['7']);
    await comes({ marks: ['Yara'] });
    expect(await waits()).toEqual([]);
  });

  it('is dropped, and told why it waits, by its own institution only', async () => {
    await sends(row('Yara', '5'));
    const { id } = await only();
    const { quarantine } = kluis.ledger;
    await quarantine.noteWhy(other, [{ id, code: 'ROW_TWICE' }]);
    expect((await only()).code).toBe('LEARNER_NOT_REACHED');
    await quarantine.noteWhy(institution, [{ id, code: 'ROW_TWICE' }]);
    expect((await only()).code).toBe('ROW_TWICE');
    expect(await quarantine.drop(other, id)).toBe(false);
    expect(await quarantine.drop(institution, id)).toBe(true);
    expect(await quarantine.drop(institution, id)).toBe(false);
  });
});

it('files that wait are walked through one by one, the oldest first, to the last', async () => {
  await sends(row('Yara', '1', 3), row('Bram', '2', 2));
  await sends(row('Noor', '3'));
  await sends(row('Yara', '4'), row('Daan', '5', 7));
  await sends(row('Noor', '3', 4));
  await kluis.ledger.quarantine.putAside(other, await now(), [row('Yara', '6')]);
  const seen: string[][] = [];
  let file = await kluis.ledger.quarantine.nextFile(institution);
  for (let [last] = file; last !== undefined && seen.length < 10; [last] = file) {
    seen.push(file.map(({ sealed }) => sealed.replace('sealed ', '')));
    file = await kluis.ledger.quarantine.nextFile(institution, last.sentAt);
  }
  expect(seen).toEqual([['2'], ['4', '5'], ['3']]);
});

it('what waited for ninety days is erased by what time does, and nothing younger', async () => {
  await sends(row('Yara', 'old'), row('Bram', 'young'));
  const ages =
    "clock_timestamp() - case said when 'old' then interval '90 days' else interval '89 days' end";
  await kluis.sql(`update quarantined_row set sent_at = ${ages}`);
  // Not tried any more, and still there.
  expect(await waits()).toEqual(['young']);
  expect(await kluis.sql('select said from quarantined_row')).toHaveLength(2);
  const builder = {
    webId: 'https://leerkluis.example/builder#me',
    client: 'https://leerkluis.example',
  };
  const shop = {
    ledger: kluis.ledger,
    builder,
    institutions: new Map(),
    logRetentionDays: 730,
  };
  const faults: unknown[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody is told anything, and no pod is asked
  await sweep(shop as unknown as Workshop, (error) => faults.push(error));
  expect(faults).toEqual([]);
  expect(await kluis.sql('select said from quarantined_row')).toEqual([{ said: 'young' }]);
});

it('what is sent again on its last day is kept as long as what is sent then', async () => {
  await sends(row('Yara', '5'));
  const age = "sent_at = sent_at - interval '91 days', at = at - interval '91 days'";
  await kluis.sql(`update quarantined_row set ${age}`);
  expect(await waits()).toEqual([]);
  await sends(row('Yara', '5'));
  await kluis.ledger.quarantine.sweep();
  const { until, at } = await only();
  expect([until > new Date(), Date.now() - at.getTime() > 90 * 86_400_000]).toEqual([true, true]);
});
