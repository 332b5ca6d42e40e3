import { beforeAll, describe, expect, it } from 'vitest';
import { comingIn } from './sign-in/coming-in.js';
import { leaving } from './sign-in/leaving.js';
import { linking } from './sign-in/linking.js';
import { podPages } from './sign-in/pod-pages.js';
import { schoolsOfLogins } from './sign-in/schools.js';
import { openStage, type Stage } from './sign-in/stage.js';
import { tricks } from './sign-in/tricks.js';

let opened: Stage;
beforeAll(async () => {
  opened = await openStage();
  return () => opened.stop();
}, 120_000);
const stage = () => opened;

describe('coming in', () => {
  comingIn(stage);
});
describe('linking', () => {
  linking(stage);
});
describe('a school that a login names', () => {
  schoolsOfLogins(stage);
});
describe('tricks', () => {
  tricks(stage);
});
describe('the pages of the pod server', () => {
  podPages(stage);
});
describe('leaving', () => {
  leaving(stage);

  it('nothing unforeseen happened behind all this', () => {
    expect(opened.house.faults).toEqual([]);
  });
});
