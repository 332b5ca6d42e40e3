import 'reflect-metadata';
import { catalogue } from './catalogue.js';
import { credentials } from './credentials.js';
import { deliveriesInOrder } from './deliveries.js';
import { flood } from './flood.js';
import { growth } from './growth.js';
import { openBenchHouse } from './house.js';
import { resultsOf } from './in-memory.js';
import { page } from './page.js';
import { planCosts } from './plan.js';
import { againstRaw, podRequests } from './reading.js';
import { servers } from './servers.js';
import { shareOfPolicy } from './share.js';
import { signedRecords } from './signed-records.js';

/** What needs the real servers; the house is filled by the first topic and used by the others. */
async function onRealServers(): Promise<void> {
  const house = await openBenchHouse();
  try {
    const learners = await growth(house);
    await podRequests(house, learners);
    const reader = await house.learner('reader', resultsOf(20));
    await againstRaw(house, reader);
    await shareOfPolicy(house, reader);
    await planCosts(house, reader);
    await deliveriesInOrder(house);
  } finally {
    await house.stop();
  }
}

const asked = process.argv.slice(2);
/** How much of a flood, where that is said. */
const [count] = asked.map(Number).filter((number) => number > 0);

const topics = {
  house: onRealServers,
  credentials,
  signed: signedRecords,
  servers,
  page,
  catalogue,
  flood: () => flood(count),
};
for (const [name, topic] of Object.entries(topics)) {
  if (asked.length === 0 || asked.includes(name)) await topic();
}
