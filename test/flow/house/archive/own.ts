/** What a learner entered themselves, on its way out and back. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { TestHouse } from '../../../fixtures/house.js';

const adds = async (house: TestHouse, input: object): Promise<string> =>
  (await house.ask('samira', 'AddOwnRecord', { input: { key: randomUUID(), ...input } })).data
    .addOwnRecord.id;

/** A certificate with hours, and a skill that a result of a school shows. */
export async function addsOwn(house: TestHouse) {
  const filter = { recordTypes: ['RESULT'] };
  const { data } = await house.ask('samira', 'MyRecords', { first: 1, filter });
  const [shown] = data.myRecords.nodes;
  const learning = await adds(house, { learning: { title: 'Eerste hulp', hours: 16 } });
  const skill = await adds(house, { skill: { label: 'Kaartlezen', provenBy: [shown.id] } });
  return { learning, skill, shown: shown.id };
}

/** As where the kluis was opened anew: we know of no entry. */
export async function forgetOwn({ databaseUrl }: TestHouse): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('delete from own_entry');
  } finally {
    await client.end();
  }
}
