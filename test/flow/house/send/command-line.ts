import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readConfig } from '../../../../src/config.js';
import { institutionStatus } from '../../../../src/institution.js';
import { institutionSend, type SendOptions } from '../../../../src/institution-send.js';
import { rocDeWaterlanden } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { byTitle, resultsOf } from '../push/steps.js';
import { letsRocWrite } from '../write/steps.js';
import { allRows, row, rowsAtRest, samira, table } from './steps.js';

/** As an operator at the machine of this house has it: its database, its keys and where it listens. */
async function configOf({ setup, pods, databaseUrl }: TestHouse) {
  const { dataDir, port } = setup;
  const away = { postgresPort: 1, rocPort: 1, universityPort: 1, hogeschoolPort: 1 };
  const at = { port, podsPort: Number(new URL(pods).port), ...away };
  await writeFile(join(dataDir, 'addresses.json'), JSON.stringify(at));
  return readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
}

async function sendsFile(house: TestHouse, text: string, options: SendOptions = {}) {
  const file = join(house.setup.dataDir, 'klas 4b.csv');
  await writeFile(file, text);
  const said: string[] = [];
  const sending = { institution: rocDeWaterlanden, file, ...options };
  const isAllThere = await institutionSend(await configOf(house), sending, (line) => {
    said.push(line);
  });
  return { isAllThere, said: said.join('\n') };
}

export function takesFromTheCommandLine(houseOf: () => TestHouse): void {
  it('sees what would come of it, sends it, and is told of what did not go', async () => {
    const house = houseOf();
    await letsRocWrite(house);
    const good = table(row(samira, 'Terrines'));
    const before = await rowsAtRest(house.databaseUrl);
    const dry = await sendsFile(house, good, { dryRun: true });
    expect(dry.isAllThere).toBe(true);
    expect(dry.said).toContain('2    would be added');
    expect(await allRows(house.databaseUrl)).toEqual(before);

    const mixed = table(row(samira, 'Terrines'), row('s0000000', 'Terrines'), row(samira, ''));
    const { isAllThere, said } = await sendsFile(house, mixed, { json: true });
    expect(isAllThere).toBe(false);
    expect(JSON.parse(said)).toMatchObject({
      dryRun: false,
      counts: { NEW: 1, KNOWN: 0, SET_ASIDE: 1, REFUSED: 1 },
      rows: [
        { row: 2, outcome: 'NEW' },
        { row: 3, outcome: 'SET_ASIDE', code: 'LEARNER_NOT_REACHED' },
        { row: 4, outcome: 'REFUSED', code: 'MISSING', column: 'title' },
      ],
    });
    expect(said).not.toContain('s0000000');
    await vi.waitFor(
      async () => expect(byTitle(await resultsOf(house), 'Terrines')).toHaveLength(1),
      { timeout: 60_000, interval: 300 },
    );
    const told: string[] = [];
    await institutionStatus(await configOf(house), rocDeWaterlanden, (line) => told.push(line));
    expect(told).toContain('1 rows of files wait in quarantine');
  });
}
