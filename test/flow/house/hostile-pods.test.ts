/** A learner is the owner of their pod, and can lay anything there with another app; a pod can answer anything at all. */
import { beforeAll } from 'vitest';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { handWrittenData } from './hostile-pods/data.js';
import { endlessPods } from './hostile-pods/endless.js';
import { handWrittenPolicy } from './hostile-pods/policy.js';
import { thousandsOfRecords } from './hostile-pods/thousands.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ isQuiet: true, podWaitMs: 6000 });
  return () => house.stop();
}, 120_000);
const opened = () => house;

handWrittenData(opened);
handWrittenPolicy(opened);
endlessPods(opened);
thousandsOfRecords(opened);
