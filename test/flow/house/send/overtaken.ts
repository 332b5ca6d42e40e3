import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { association, byTitle, delivers, resultsOf } from '../push/steps.js';
import { letsRocWrite } from '../write/steps.js';
import { outcomes, row, samira, sends, table } from './steps.js';

const soon = { timeout: 60_000, interval: 300 };
const waits = async (house: TestHouse): Promise<number> =>
  (await house.ask('roc', 'Quarantine', { first: 100 })).data.quarantine.count;
const retries = async (house: TestHouse): Promise<number> =>
  (await house.ask('roc', 'RetryQuarantine', { id: null })).data.retryQuarantine;
const isGraded = (house: TestHouse, title: string, grade: string) =>
  vi.waitFor(async () => {
    const found = byTitle(await resultsOf(house), title);
    expect(found.map(({ assessment }: any) => assessment.grade)).toEqual([grade]);
  }, soon);

/** One association, whatever grade is said of it. */
function resultOf(title: string) {
  const { offering, result, ...rest } = association();
  const name = [{ language: 'nl-NL', value: title }];
  const about = { ...rest, offering: { ...offering, name, course: { ...offering.course, name } } };
  return (score: string, person?: object) => ({
    ...about,
    result: { ...result, score },
    ...(person && { person }),
  });
}
const codes = (...all: readonly (readonly [string, string])[]) =>
  all.map(([codeType, code]) => ({ codeType, code }));
const list = (item: object) => JSON.stringify({ items: [item] });

/** A clerk tries what waits once more, and just before it is taken something else happens. */
async function retriesWhile(
  house: TestHouse,
  during: 'known' | 'saidSince',
  happens: () => Promise<unknown>,
): Promise<number> {
  const { deliveries } = house.running.house.ledger;
  const asked = deliveries[during];
  const spy = vi.spyOn(deliveries, during);
  spy.mockImplementationOnce(async (...about: any) => {
    const found: any = await (asked as any)(...about);
    await happens();
    return found;
  });
  try {
    return await retries(house);
  } finally {
    spy.mockRestore();
  }
}

export function isOvertaken(houseOf: () => TestHouse): void {
  it('waits no more once something newer came, whichever of its numbers that was sent by', async () => {
    const house = houseOf();
    const said = resultOf('Wildzwijn');
    const eppn = `${randomUUID()}@roc.example`;
    const all = { personId: samira, otherCodes: codes(['eppn', eppn], ['studentNumber', '12']) };
    await sends(house, list(said('5', all)));
    await sends(house, list(said('6', { otherCodes: codes(['eppn', eppn]) })));
    expect(await waits(house)).toBe(1);
    await sends(house, list(said('5', all)));
    expect(await waits(house)).toBe(1);
    await letsRocWrite(house);
    const { data } = await sends(house, list(said('7', { personId: samira })));
    expect(outcomes(data.sendResults.rows)).toEqual(['1 NEW']);
    expect(await waits(house)).toBe(0);
    expect(await retries(house)).toBe(0);
    await isGraded(house, 'Wildzwijn', '7');
  });

  it('waits no more once something newer came, where it was sent by the id that we gave', async () => {
    const house = houseOf();
    const { ledger, idsFor } = house.running.house;
    const found = await ledger.learners.byWebId(webId(house.account('samira').webId));
    const clerk = webId(house.account('roc').webId);
    const ours = idsFor(clerk).seal('learner', found?.id ?? '');
    await sends(house, table(row(ours, 'Hazenpeper', { score: '5' })));
    await letsRocWrite(house);
    await sends(house, table(row(samira, 'Hazenpeper', { score: '7' })));
    expect(await waits(house)).toBe(0);
    await isGraded(house, 'Hazenpeper', '7');
  });

  it('does not come over what its school pushed since, and waits no more', async () => {
    const house = houseOf();
    const [said, other] = [resultOf('Fazant'), resultOf('Patrijs')];
    const person = { personId: samira };
    const items = [said('5', person), other('6', person)];
    await sends(house, JSON.stringify({ items }));
    await letsRocWrite(house);
    expect((await delivers(house, said('8'))).codes).toEqual([]);
    expect(await retries(house)).toBe(1);
    expect(await waits(house)).toBe(0);
    await isGraded(house, 'Patrijs', '6');
    await isGraded(house, 'Fazant', '8');
  });

  it('does not come over what its school pushes in the meantime', async () => {
    const house = houseOf();
    const said = resultOf('Kwartel');
    await sends(house, list(said('5', { personId: samira })));
    await letsRocWrite(house);
    expect(await retriesWhile(house, 'saidSince', () => delivers(house, said('8')))).toBe(0);
    expect(await waits(house)).toBe(1);
    expect(await retries(house)).toBe(0);
    expect(await waits(house)).toBe(0);
    await isGraded(house, 'Kwartel', '8');
  });

  it('does not come over what is sent in the meantime, though that says what was known', async () => {
    const house = houseOf();
    const sent = (score: string) => sends(house, table(row(samira, 'Duif', { score })));
    await letsRocWrite(house);
    await sent('7');
    await revokesAll(house);
    await sent('5');
    expect(await waits(house)).toBe(1);
    await letsRocWrite(house);
    const during = async () =>
      expect(outcomes((await sent('7')).data.sendResults.rows)).toEqual(['2 KNOWN']);
    expect(await retriesWhile(house, 'known', during)).toBe(0);
    expect(await waits(house)).toBe(0);
    await isGraded(house, 'Duif', '7');
  });
}
