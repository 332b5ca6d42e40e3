import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { importJWK, jwtVerify } from 'jose';
import jsigs from 'jsonld-signatures';
import { guardedFetch, isObject, sha256Hex } from '../src/base/index.js';
import { pinnedLoader } from '../src/credentials/data-integrity/loader.js';
import {
  type Examiner,
  examine,
  examinerHere,
  registryOf,
  schemaFindings,
  signCredential,
  toOpenBadge,
} from '../src/credentials/index.js';
import { createDatabase, freePort, projectRoot, startPostgres } from '../src/embedded/index.js';
import type { examinerInThread } from '../src/examiner.js';
import { credentialDesk } from '../src/flows/credential-desk.js';
import { openLedger } from '../src/ledger/index.js';
import { award } from '../test/fixtures/awards.js';
import { jwt, party } from '../test/fixtures/jose.js';
import { didKey } from '../test/fixtures/own-keys.js';
import { created, goodOne } from '../test/fixtures/school-credentials.js';
import { inTurns } from './in-turns.js';
import { print, ratio } from './table.js';
import { walletCosts } from './wallet.js';

const nobody = new Map();

function printCosts(times: ReadonlyMap<string, number>, bytesOf: number): void {
  const of = (name: string): number => times.get(name) ?? Number.NaN;
  const row = (name: string, peer: string): readonly string[] => [
    name,
    (1000 / of(name)).toFixed(0),
    ratio(of(name) / of(peer)),
  ];
  print(
    'Credentials: to issue and to verify',
    `One microcredential of ${bytesOf} bytes in one thread; the works take turns, medians of 60. ÷ is time.`,
    [
      ['work', 'per second', '÷ library'],
      row('library: sign (eddsa-rdfc-2022)', 'library: sign (eddsa-rdfc-2022)'),
      row('ours: write, check, sign, verify own', 'library: sign (eddsa-rdfc-2022)'),
      row('library: verify (eddsa-rdfc-2022)', 'library: verify (eddsa-rdfc-2022)'),
      row('ours: examine', 'library: verify (eddsa-rdfc-2022)'),
      row('library: verify a JWT (ES256)', 'library: verify a JWT (ES256)'),
      row('ours: examine a JWT', 'library: verify a JWT (ES256)'),
      row('ours: digest alone', 'library: verify (eddsa-rdfc-2022)'),
    ],
  );
}

async function costs(): Promise<void> {
  const school = await didKey();
  const unsigned = toOpenBadge({ ...award(), issuer: { ...award().issuer, did: school.did } }, []);
  const bytes = await signCredential(unsigned, school.signer, { created });
  const signed: unknown = JSON.parse(Buffer.from(bytes).toString());
  if (!isObject(signed)) throw new TypeError('a credential is an object');
  const { id } = school.signer;
  const { x } = school.publicKey.export({ format: 'jwk' });
  const method = {
    id,
    type: 'JsonWebKey',
    controller: school.did,
    publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x },
  };
  const loader = pinnedLoader(new Map([[id, method]]));
  const controller = { id: school.did, assertionMethod: [id] };
  const bareVerify = async (): Promise<void> => {
    const { verified } = await jsigs.verify(signed, {
      suite: new DataIntegrityProof({ cryptosuite }),
      purpose: new jsigs.purposes.AssertionProofPurpose({ controller }),
      documentLoader: loader,
    });
    if (!verified) throw new Error('the library does not believe it');
  };
  const issue = async (): Promise<void> => {
    const written = toOpenBadge({ ...award(), issuer: { ...award().issuer, did: school.did } }, []);
    if (schemaFindings(written).length > 0) throw new Error('not by our schema');
    const own = await signCredential(written, school.signer, { created });
    const { proof } = await examine(own, nobody);
    if (proof !== 'VALID') throw new Error('not believed by ourselves');
  };
  const jose = party();
  const token = jwt(jose, goodOne(jose.did));
  const key = await importJWK({ ...jose.jwk }, 'ES256');
  const times = await inTurns({
    'library: sign (eddsa-rdfc-2022)': () => signCredential(unsigned, school.signer, { created }),
    'ours: write, check, sign, verify own': issue,
    'library: verify (eddsa-rdfc-2022)': bareVerify,
    'ours: examine': () => examine(bytes, nobody),
    'library: verify a JWT (ES256)': () => jwtVerify(token, key),
    'ours: examine a JWT': () => examine(Buffer.from(token), nobody),
    'ours: digest alone': async () => sha256Hex(Buffer.from(bytes).toString()),
  });
  printCosts(times, bytes.length);
}

const records = 1200;

/** The longest that nothing else had a turn, in milliseconds. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

type Built = { readonly examinerInThread: typeof examinerInThread };
export async function threaded(): Promise<Built> {
  const at: unknown = await import(pathToFileURL(join(projectRoot, 'dist/src/examiner.js')).href);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return at as Built;
}

/** Cold and warm, on a database of its own: how many were examined, in what time, and the longest pause. */
async function twice(
  inner: Examiner,
  all: readonly Uint8Array[],
  server: string,
  name: string,
): Promise<readonly string[]> {
  const url = await createDatabase(server, name);
  const ledger = await openLedger(url, (error) => {
    throw error;
  });
  const outside = guardedFetch();
  let examined = 0;
  const examiner: Examiner = {
    examineList: (bytes, dids) => inner.examineList(bytes, dids),
    examine: (bytes, dids) => {
      examined += 1;
      return inner.examine(bytes, dids);
    },
  };
  const tools = { outside, registry: registryOf([]), now: () => new Date() };
  const desk = credentialDesk({ ...tools, ledger, examiner });
  const asked = all.map((bytes) => ({
    digest: sha256Hex(Buffer.from(bytes).toString()),
    bytes: async () => bytes,
    subject: 'UNCHECKED' as const,
  }));
  const times: string[] = [];
  for (const time of ['cold', 'warm']) {
    const before = examined;
    const start = performance.now();
    const pause = await longestPause(() => desk.judge(asked));
    const took = performance.now() - start;
    if (time === 'warm' && examined > before) throw new Error('something was examined twice');
    times.push(`${examined - before}`, took.toFixed(0), pause.toFixed(0));
  }
  await outside.close();
  await ledger.close();
  return times;
}

async function manyRecords(): Promise<void> {
  const school = await didKey(generateKeyPairSync('ed25519').privateKey);
  const all: Uint8Array[] = [];
  for (let n = 0; n < records; n += 1) {
    const badge = goodOne(school.did, { name: `Badge ${n}` });
    all.push(await signCredential(badge, school.signer, { created }));
  }
  const { examinerInThread: begin } = await threaded();
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-bench-'));
  const postgres = await startPostgres({ dataDir, port: await freePort() });
  const rows: (readonly string[])[] = [];
  const thread = begin();
  const examiners: Readonly<Record<string, Examiner>> = {
    'in this thread': examinerHere,
    'in a thread of its own': thread,
  };
  for (const [where, examiner] of Object.entries(examiners)) {
    const times = await twice(examiner, all, postgres.url, `verdicts_${rows.length}`);
    rows.push([where, ...times]);
  }
  await thread.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
  print(
    `Credentials: verdicts on ${records} records at once`,
    'A learner’s own question for which nothing is known, and the same again; PostgreSQL keeps what was found out. The pause is the longest in which the process could do nothing else.',
    [
      [
        'examined',
        'cold: examined',
        'ms',
        'longest pause, ms',
        'warm: examined',
        'ms',
        'longest pause, ms',
      ],
      ...rows,
    ],
  );
}

/** What signatures cost, and whom they keep waiting. */
export async function credentials(): Promise<void> {
  await costs();
  await walletCosts();
  await manyRecords();
}
