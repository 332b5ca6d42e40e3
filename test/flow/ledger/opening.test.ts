import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId, institutionId, sha256Hex, webId } from '../../../src/base/index.js';
import { createDatabase, dropDatabase } from '../../../src/embedded/index.js';
import { type Ledger, openLedger, type SignedIn } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { postgresUrl } from '../../fixtures/postgres.js';
import { enrol, noor } from './people.js';

let kluis: TestLedger;
/** Another server process on the same database. */
let other: Ledger;
beforeAll(async () => {
  kluis = await openTestLedger();
  other = await kluis.openAnother();
  return kluis.close;
});

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
const app = clientId('https://stagezoeker.example/app.json');
const newHash = (): string => sha256Hex(randomUUID());
const signedIn: SignedIn = { webId: noor.webId, kind: 'ADVISER', displayName: 'Noor Hafidi' };

it('two processes can start at once on an empty database', async () => {
  const name = `test_start_${randomUUID().slice(0, 8)}`;
  const server = await postgresUrl();
  const url = await createDatabase(server, name);
  const background: Error[] = [];
  const opening = [0, 1].map(() => openLedger(url, (error) => background.push(error)));
  const opened = await Promise.allSettled(opening);
  for (const each of opened) if (each.status === 'fulfilled') await each.value.close();
  await dropDatabase(server, name);
  expect(opened.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(background).toEqual([]);
});

describe('a kluis', () => {
  it('is opened once for one WebID, however many ask at once and in whichever process', async () => {
    const samira = webId(`https://pod.example/${randomUUID()}/profile/card#me`);
    const ledgers = [kluis.ledger, other, kluis.ledger, other];
    const rows = await Promise.all(
      ledgers.map(({ learners }) => learners.enrol(samira, 'https://pod.example/samira/')),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(await other.learners.byWebId(samira)).toEqual(rows[0]);
  });

  it('is open from the moment that is marked', async () => {
    const learner = await enrol(kluis.ledger);
    expect(await other.learners.isOpened(learner)).toBe(false);
    await kluis.ledger.learners.markOpened(learner, new Date());
    expect(await other.learners.isOpened(learner)).toBe(true);
  });

  it('knows its learner at an institution until the link runs out, or is renewed', async () => {
    const { learners } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const institution = institutionId('heidestad.example');
    await learners.link(learner, { institution, personId: 'p-1' }, inSeconds(-1));
    expect(await learners.links(learner, new Date())).toEqual([]);
    await learners.link(learner, { institution, personId: 'p-2' }, inSeconds(60));
    expect(await learners.links(learner, new Date())).toEqual([{ institution, personId: 'p-2' }]);
  });
});

describe('a session', () => {
  it('is known in every process until it is ended in one', async () => {
    const token = newHash();
    await kluis.ledger.sessions.start(token, signedIn, inSeconds(60));
    expect(await other.sessions.find(token)).toEqual({ ...signedIn, roles: [] });
    await other.sessions.end(token);
    expect(await kluis.ledger.sessions.find(token)).toBeUndefined();
    await other.sessions.end(token);
  });

  it('is over when its time is', async () => {
    const token = newHash();
    await kluis.ledger.sessions.start(token, signedIn, inSeconds(-1));
    expect(await kluis.ledger.sessions.find(token)).toBeUndefined();
  });

  it('is not found by the token of another', async () => {
    await kluis.ledger.sessions.start(newHash(), signedIn, inSeconds(60));
    expect(await kluis.ledger.sessions.find(newHash())).toBeUndefined();
  });
});

it('a proof shown to two processes twenty times at once is new to one of them, once', async () => {
  const jti = newHash();
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      (n % 2 === 0 ? kluis.ledger : other).usedProofs.firstUse(jti, inSeconds(120), app),
    ),
  );
  expect(seen.filter((first) => first)).toHaveLength(1);
  expect(await other.usedProofs.firstUse(newHash(), inSeconds(120), app)).toBe(true);
});

it('sweeping forgets proofs and sessions whose time is over, and no others', async () => {
  const { usedProofs, sessions } = kluis.ledger;
  const [oldProof, proof, oldToken, token] = [newHash(), newHash(), newHash(), newHash()];
  await usedProofs.firstUse(oldProof, inSeconds(-1), app);
  await usedProofs.firstUse(proof, inSeconds(120), app);
  await sessions.start(oldToken, signedIn, inSeconds(-1));
  await sessions.start(token, signedIn, inSeconds(60));
  await usedProofs.sweep();
  expect(
    await kluis.sql('select jti_hash from used_proof where jti_hash = any($1)', [
      [oldProof, proof],
    ]),
  ).toEqual([{ jti_hash: proof }]);
  expect(
    await kluis.sql('select token_hash from session where token_hash = any($1)', [
      [oldToken, token],
    ]),
  ).toEqual([{ token_hash: token }]);
  expect(await usedProofs.firstUse(proof, inSeconds(120), app)).toBe(false);
});
