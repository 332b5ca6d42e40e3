/**
 * Whether we sign as the standard's own examples are signed, and whether what we write keeps the schemas that others published.
 * Takes the folder of credentials by others as argument. Not part of the tests: nothing here is needed for them.
 */
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { z } from 'zod';
import { pinnedLoader } from '../../src/credentials/data-integrity/loader.js';
import { signCredential, toOpenBadge } from '../../src/credentials/index.js';
import { signerOf } from '../../src/credentials/keys/key-pair.js';
import { award, statusEntry } from '../fixtures/awards.js';
import { fromBase58, hashesByHand, holdsByHand } from '../fixtures/by-hand.js';
import { didKey, ed25519Of } from '../fixtures/own-keys.js';

const folder = process.argv[2] ?? '.';
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const AnyObject = z.record(z.string(), z.unknown());
const readObject = async (name: string) => AnyObject.parse(JSON.parse(await read(name)));

let failed = 0;
function check(what: string, holds: boolean): void {
  failed += holds ? 0 : 1;
  process.stdout.write(`${holds ? 'ok  ' : 'NOT '} ${what}\n`);
}

/** The examples' own context takes any term for one of theirs. */
const examples = new Map([
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
  ],
]);
const documentLoader = pinnedLoader(examples);

async function standardsExample(): Promise<void> {
  const Pair = z.object({ publicKeyMultibase: z.string(), privateKeyMultibase: z.string() });
  const pair = Pair.parse(JSON.parse(await read('w3c/keyPair.json')));
  // Two bytes say what kind of key it is.
  const privateKey = ed25519Of(fromBase58(pair.privateKeyMultibase.slice(1), 34).subarray(2));
  const { did } = await didKey(privateKey);
  check('the public key follows from the private one', did.endsWith(pair.publicKeyMultibase));
  const signer = signerOf(`${did}#${pair.publicKeyMultibase}`, privateKey);
  const created = new Date('2023-02-24T23:36:38Z');
  const unsigned = await readObject('w3c/unsigned.json');
  const bytes = await signCredential(unsigned, signer, { documentLoader, created });
  const ours = AnyObject.parse(JSON.parse(Buffer.from(bytes).toString()));
  const proof = AnyObject.parse(ours['proof']);
  const theirs = await readObject('w3c/eddsa-rdfc-2022/signedDataInt.json');
  const hashes = await hashesByHand(ours, documentLoader);
  const answer = async (name: string) => (await read(`w3c/eddsa-rdfc-2022/${name}.txt`)).trim();
  check(
    'the canonical document',
    hashes.canonical === (await read('w3c/eddsa-rdfc-2022/canonDocDataInt.txt')),
  );
  check(
    'the hash of the document',
    hashes.docHash.toString('hex') === (await answer('docHashDataInt')),
  );
  check(
    'the hash of the proof',
    hashes.proofHash.toString('hex') === (await answer('proofHashDataInt')),
  );
  check('the signature', proof['proofValue'] === (await answer('sigBTC58DataInt')));
  check(
    'the whole signed document',
    JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs)),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => sorted(each));
  const parsed = AnyObject.safeParse(value);
  if (!parsed.success) return value;
  const entries = Object.entries(parsed.data).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

async function guidesExample(): Promise<void> {
  const bytes = await readFile(join(folder, '1edtech-guide/ob-impl-guide-signed.json'));
  const proof = AnyObject.parse(AnyObject.parse(JSON.parse(bytes.toString()))['proof']);
  const multibase = String(proof['verificationMethod']).split('#z')[1] ?? '';
  const x = fromBase58(multibase, 34).subarray(2).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  check('the guide’s credential holds by hand', await holdsByHand(bytes, key, documentLoader));
}

const mbo = { issuer: { ...award().issuer, sector: 'MBO' } } as const;
const hours = { unit: 'SBU', amount: '240' } as const;
const written = [
  ['microcredential', 'ects', award()],
  ['microcredential', 'sbu', award(mbo, { load: hours })],
  ['regular', 'ects', award({}, { kind: 'REGULAR' })],
  ['regular', 'sbu', award(mbo, { kind: 'REGULAR', load: hours })],
  ['extracurricular', undefined, award({}, { kind: 'EXTRACURRICULAR' })],
] as const;

const validatorOf = async (name: string) => {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv);
  // Several of them have one and the same name.
  const { $id: _id, ...schema } = await readObject(`edu/schemas/${name}.json`);
  return ajv.compile(schema);
};

async function othersSchemas(): Promise<void> {
  for (const [kind, load, value] of written) {
    const badge = toOpenBadge(value, [statusEntry]);
    const names = ['ob_v3p0_achievementcredential_schema', kind];
    if (load !== undefined) names.push(`${kind}_${load}`);
    for (const name of names) {
      const validate = await validatorOf(name);
      const holds = validate(badge);
      const why = holds ? '' : ` ${JSON.stringify(validate.errors)}`;
      check(`${kind} ${load ?? ''} keeps ${name}${why}`, holds);
    }
  }
}

await standardsExample();
await guidesExample();
await othersSchemas();
process.exitCode = failed === 0 ? 0 : 1;
