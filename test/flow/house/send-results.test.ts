/** A clerk sends a file: each row to whose it is, what reaches nobody waits sealed. On real servers. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import { revokesAll } from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { association, byTitle, resultsOf } from './push/steps.js';
import { triesAgain } from './send/again.js';
import { takesFromTheCommandLine } from './send/command-line.js';
import { isOvertaken } from './send/overtaken.js';
import {
  allRows,
  barry,
  looksAt,
  outcomes,
  row,
  rowsAtRest,
  samira,
  sends,
  table,
} from './send/steps.js';
import { letsRocWrite } from './write/steps.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ podWaitMs: 60_000, isQuiet: true });
  return () => house.stop();
}, 300_000);
beforeEach(async () => {
  await revokesAll(house);
  const { nodes } = await waiting();
  for (const { id } of nodes) await house.ask('roc', 'DropQuarantined', { id });
});

async function waiting(who: 'roc' | 'university' = 'roc') {
  const { data } = await house.ask(who, 'Quarantine', { first: 100 });
  return data.quarantine;
}
const inKluis = async (title: string) => byTitle(await resultsOf(house), title);
/** Deliveries of a file are on their way when it is answered. */
const arrives = (title: string, count = 1) =>
  vi.waitFor(async () => expect(await inKluis(title)).toHaveLength(count), {
    timeout: 60_000,
    interval: 300,
  });

describe('a file that a clerk sends', () => {
  it('goes row by row to who lets the school, and a bad row holds up no other', async () => {
    await letsRocWrite(house);
    const file = table(
      row(samira, 'Soepen'),
      row(samira, 'Sauzen', { date: '31/12/2026' }),
      row('s0000000', 'Soepen'),
      row(samira, 'Desserts'),
    );
    const { data } = await sends(house, file);
    expect(outcomes(data.sendResults.rows)).toEqual([
      '2 NEW',
      '3 REFUSED DATE_AMBIGUOUS',
      '4 SET_ASIDE LEARNER_NOT_REACHED',
      '5 NEW',
    ]);
    expect(data.sendResults.rows[1]).toMatchObject({ column: 'datum' });
    await arrives('Soepen');
    await arrives('Desserts');
    const [soup] = await inKluis('Soepen');
    expect(soup).toMatchObject({ assertedBy: 'INSTITUTION', issuedOn: '2026-06-30' });
    expect(soup.credits.load).toMatchObject({ unit: 'SBU', value: '80' });
    expect(soup.assessment).toMatchObject({ grade: '7,5', pass: 'PASSED' });
    const again = await sends(house, file);
    expect(outcomes(again.data.sendResults.rows)).toEqual([
      '2 KNOWN',
      '3 REFUSED DATE_AMBIGUOUS',
      '4 SET_ASIDE LEARNER_NOT_REACHED',
      '5 KNOWN',
    ]);
    expect((await waiting()).count).toBe(1);
    expect(await inKluis('Soepen')).toHaveLength(1);
  });

  it('is looked into first, and of that nothing is stored in any table', async () => {
    await letsRocWrite(house);
    const file = table(
      row(samira, 'Brood'),
      row(barry, 'Brood'),
      row('s0000000', 'Brood'),
      row(samira, 'Koek', { date: 'gisteren' }),
    );
    await looksAt(house, file);
    const before = await rowsAtRest(house.databaseUrl);
    const { data } = await looksAt(house, file);
    const after = await allRows(house.databaseUrl);
    expect(outcomes(data.previewResults.rows)).toEqual([
      '2 NEW',
      '3 SET_ASIDE LEARNER_NOT_REACHED',
      '4 SET_ASIDE LEARNER_NOT_REACHED',
      '5 REFUSED DATE_UNREADABLE',
    ]);
    expect([...before.keys()]).toContain('quarantined_row');
    expect(after).toEqual(before);
    expect(await inKluis('Brood')).toHaveLength(0);
  });

  it('gets one answer for who did not let the school and for who is not here', async () => {
    const answer = async (learner: string) => {
      const { data } = await sends(house, table(row(learner, 'Vis')));
      return JSON.stringify(data.sendResults);
    };
    const nobody = await answer('s0000000');
    expect(await answer(barry)).toBe(nobody);
    expect(await answer(house.account('samira').webId)).toBe(nobody);
    expect(nobody).not.toMatch(/s0000000|samira|barry/i);
    // Counted once: that the file was looked into before was noted nowhere.
    const { data } = await house.ask('barry', 'MyAccessLog', { first: 5 });
    expect(data.myAccessLog.strangersRefused).toBe(1);
  });

  it('is a version of what was sent before where it says something else, never a second result', async () => {
    await letsRocWrite(house);
    await sends(house, table(row(samira, 'Banket', { score: '6' })));
    const byWebId = house.account('samira').webId;
    const { data } = await sends(house, table(row(byWebId, 'Banket', { score: '8' })));
    expect(outcomes(data.sendResults.rows)).toEqual(['2 NEW']);
    await vi.waitFor(
      async () => {
        const [one, ...others] = await inKluis('Banket');
        expect(others).toEqual([]);
        expect(one?.assessment.grade).toBe('8');
      },
      { timeout: 60_000, interval: 300 },
    );
  });

  it('refuses both of two rows that say something else of one result', async () => {
    await letsRocWrite(house);
    const { data } = await sends(
      house,
      table(
        row(samira, 'Thee', { score: '6' }),
        row(house.account('samira').webId, 'Thee', { score: '7' }),
        row(samira, 'Koffie'),
      ),
    );
    expect(outcomes(data.sendResults.rows)).toEqual([
      '2 REFUSED ROW_TWICE',
      '3 REFUSED ROW_TWICE',
      '4 NEW',
    ]);
  });

  it('may be a list of associations, each by the person in it', async () => {
    await letsRocWrite(house);
    const offering = {
      ...association().offering,
      name: [{ language: 'nl', value: 'Wild' }],
      course: { name: [{ language: 'nl', value: 'Wild' }] },
    };
    const known = { personId: samira };
    // Samira's yes, and a number that is not hers at this school.
    const mixed = {
      personId: house.account('samira').webId,
      primaryCode: { codeType: 'studentNumber', code: demoPeople.university.barry.personId },
    };
    const { result: _result, ...bare } = association({ person: 'x', role: 'lecturer' });
    const items = [
      association({ person: known, offering }),
      association({ person: mixed, offering }),
      bare,
      association(),
    ];
    const { data } = await sends(house, JSON.stringify({ items }));
    expect(outcomes(data.sendResults.rows)).toEqual([
      '1 NEW',
      '2 SET_ASIDE INNER_SUBJECT_DIFFERS',
      '3 REFUSED ROLE_NOT_STUDENT',
      '4 REFUSED MISSING',
    ]);
    await arrives('Wild');
  });

  it('speaks in the school’s own name only, and is for institutions', async () => {
    await letsRocWrite(house);
    const file = `deelnemer;titel;school\r\n${samira};Zuivel;Universiteit Merenveld`;
    const { data } = await sends(house, file);
    expect(outcomes(data.sendResults.rows)).toEqual(['2 REFUSED ANOTHERS_NAME']);
    for (const who of ['samira', 'adviser'] as const) {
      expect((await sends(house, file, who)).codes).toEqual(['FORBIDDEN']);
      expect((await looksAt(house, file, who)).codes).toEqual(['FORBIDDEN']);
      expect((await house.ask(who, 'Quarantine', {})).codes).toEqual(['FORBIDDEN']);
    }
  });
});

it.each(['nl', 'en'])('the file to fill in (%s) goes through as it is', async (language) => {
  const headers = { 'accept-language': language };
  const { data } = await house.ask('roc', 'ResultsTemplate', {}, { headers });
  const { text, columns } = data.resultsTemplate;
  expect(columns[0].name).toBe({ nl: 'deelnemer', en: 'learner' }[language]);
  const look = await looksAt(house, text);
  expect(outcomes(look.data.previewResults.rows)).toEqual(['2 SET_ASIDE LEARNER_NOT_REACHED']);
});

describe('what waits in quarantine', () => {
  it('comes once the learner lets the school, and waits no more', async () => {
    await sends(house, table(row(samira, 'Kaas'), row('s0000000', 'Kaas')));
    const { count, nodes } = await waiting();
    expect(count).toBe(2);
    expect(nodes[0]).toMatchObject({ row: 2, code: 'LEARNER_NOT_REACHED' });
    expect(JSON.stringify(nodes)).not.toMatch(/kaas|s0000000/i);
    expect((await house.ask('roc', 'RetryQuarantine', {})).data.retryQuarantine).toBe(0);
    await letsRocWrite(house);
    const { data } = await house.ask('roc', 'RetryQuarantine', { id: nodes[0].id });
    expect(data.retryQuarantine).toBe(1);
    await arrives('Kaas');
    expect((await waiting()).nodes.map(({ row: place }: any) => place)).toEqual([3]);
  });

  it('waits no more either when its file is sent again and it comes', async () => {
    const file = table(row(samira, 'Pasta'));
    await sends(house, file);
    expect((await waiting()).count).toBe(1);
    await letsRocWrite(house);
    await sends(house, file);
    expect((await waiting()).count).toBe(0);
  });

  it('is seen, tried and dropped by its own institution only, and cannot be read in the database', async () => {
    await sends(house, table(row('s0000000', 'Geheime saus')));
    const [mine] = (await waiting()).nodes;
    expect((await waiting('university')).count).toBe(0);
    for (const operation of ['RetryQuarantine', 'DropQuarantined']) {
      const answer = await house.ask('university', operation, { id: mine.id });
      expect(answer.codes).toEqual(['NOT_FOUND']);
    }
    const stored = (await allRows(house.databaseUrl)).get('quarantined_row') ?? '';
    expect(JSON.parse(stored)).toHaveLength(1);
    expect(stored).not.toMatch(/saus|s0000000/i);
    const dropped = await house.ask('roc', 'DropQuarantined', { id: mine.id });
    expect(dropped.data.dropQuarantined).toBe(true);
    expect((await waiting()).count).toBe(0);
  });
});

describe('what is tried again', () => {
  triesAgain(() => house);
});

describe('a row that waits', () => {
  isOvertaken(() => house);
});

describe('the operational log', () => {
  it('names nobody of a file', () => {
    expect(house.faults).toEqual([]);
    expect(house.logLines.join('\n')).not.toMatch(new RegExp(`${samira}|s0000000|Geheime saus`));
  });
});

describe('an operator who sends a file for an institution', () => {
  takesFromTheCommandLine(() => house);
});
