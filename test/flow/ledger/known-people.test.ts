import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { sha256Hex, type WebId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { asksAs, newGrantee } from './asking.js';
import { activeGrant, answerUnder, enrol, noor, sayYes } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const signsIn = (person: WebId, displayName: string) =>
  kluis.ledger.sessions.start(
    sha256Hex(randomUUID()),
    { webId: person, kind: 'ADVISER', displayName },
    new Date(Date.now() + 60_000),
  );
const names = (learner: Awaited<ReturnType<typeof enrol>>, met: WebId[], named: WebId[]) =>
  kluis.ledger.people.names(learner, { met, named });

it('a name is what the latest sign-in said, cut where it is no name any more', async () => {
  const [learner, somebody] = [await enrol(kluis.ledger), newGrantee()];
  await signsIn(somebody, 'Noor Hafidi');
  await signsIn(somebody, 'Noor van Dam');
  expect(await names(learner, [somebody, newGrantee()], [])).toEqual([
    { webId: somebody, displayName: 'Noor van Dam' },
  ]);
  for (const nothing of ['', ' \t']) await signsIn(somebody, nothing);
  expect(await names(learner, [somebody], [])).toMatchObject([{ displayName: 'Noor van Dam' }]);
  await signsIn(somebody, `${'a'.repeat(199)}😀 en meer`);
  const [kept] = await names(learner, [somebody], []);
  expect([kept?.displayName.length, kept?.displayName.isWellFormed()]).toEqual([200, true]);
});

it('naming somebody tells no name of theirs, until they turn to this very learner', async () => {
  const [learner, other] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
  const somebody = newGrantee();
  await signsIn(somebody, 'Noor Hafidi');
  const told = async () => (await names(learner, [], [somebody])).map((one) => one.displayName);
  expect(await told()).toEqual([]);
  await kluis.ledger.requests.add(other, 'other', asksAs(somebody));
  expect(await told()).toEqual([]);
  await kluis.ledger.requests.add(learner, 'asked', asksAs(somebody));
  expect(await told()).toEqual(['Noor Hafidi']);
});

it('a grant tells the name of its grantee once it was used', async () => {
  const learner = await enrol(kluis.ledger);
  await signsIn(noor.webId, 'Noor Hafidi');
  const grant = await activeGrant(kluis.ledger, learner);
  expect(await names(learner, [], [noor.webId])).toEqual([]);
  await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
  expect(await names(learner, [], [noor.webId])).toHaveLength(1);
});

it('a name is forgotten so many days after the latest sign-in, while no access of theirs runs', async () => {
  const learner = await enrol(kluis.ledger);
  const [gone, recent] = [newGrantee(), newGrantee()];
  for (const person of [gone, recent, noor.webId]) await signsIn(person, 'Noor Hafidi');
  const grant = await sayYes(kluis.ledger, learner);
  const daysAgo = (days: number, person: WebId) =>
    kluis.sql(`update known_person set at = now() - make_interval(days => $1) where web_id = $2`, [
      days,
      person,
    ]);
  await daysAgo(729, recent);
  for (const person of [gone, noor.webId]) await daysAgo(731, person);
  const known = async () =>
    (await names(learner, [gone, recent, noor.webId], [])).map((one) => one.webId).toSorted();
  await kluis.ledger.people.forget(730);
  expect(await known()).toEqual([recent, noor.webId].toSorted());
  // Noor has other running grants of the tests before.
  await kluis.sql(`update grant_version set state = 'REVOKED' where grant_id <> $1`, [grant.id]);
  await kluis.ledger.people.forget(730);
  expect(await known()).toEqual([recent, noor.webId].toSorted());
  await kluis.sql(`update grant_version set state = 'REVOKED'`);
  await kluis.ledger.people.forget(730);
  expect(await known()).toEqual([recent]);
});
