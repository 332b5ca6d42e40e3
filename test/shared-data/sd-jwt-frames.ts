/**
 * Holds minting and showing of SD-JWTs against claims, disclosure frames and expected results by others (JSON files in the
 * folder given as argument). Not part of the tests: nothing here is needed for them. Fails on a file that does not come true.
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isEnvelope } from '../../src/credentials/envelope.js';
import { mintSdJwt, select } from '../../src/credentials/jose/mint.js';
import { openSdJwt } from '../../src/credentials/jose/sd-jwt.js';
import { keysOf, party } from '../fixtures/jose.js';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const Members = z.record(z.string(), z.unknown());
const Frames = z.looseObject({
  claims: Members,
  disclosureFrame: Members.default({}),
  presentationFrames: Members.default({}),
  presentedClaims: Members,
});

const step = (path: string, name: string): string =>
  `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function disclosable(frame: unknown, path = ''): readonly string[] {
  const members = Members.safeParse(frame).data ?? {};
  return Object.entries(members).flatMap(([name, each]) =>
    name === '_sd'
      ? z
          .array(z.union([z.string(), z.number()]))
          .parse(each)
          .map((own) => step(path, String(own)))
      : disclosable(each, step(path, name)),
  );
}
function kept(frame: unknown, path = ''): readonly string[] {
  const members = Members.safeParse(frame).data ?? {};
  return Object.entries(members).flatMap(([name, each]) => {
    const at = step(path, name);
    return each === false ? [] : [at, ...kept(each, at)];
  });
}

/** Files that we judge otherwise, with the reason. */
const judgedOtherwise: Readonly<Record<string, string>> = {
  'array_none_disclosed.json':
    'an object of which nothing is disclosed stays, empty (RFC 9901, 7.1); its own makers do not run it',
};

const school = party();
const vct = 'https://school.example/vct/1';

/** The claims as they are read, without those that every credential has. */
async function seen(text: string): Promise<unknown> {
  const opened = openSdJwt(text, keysOf());
  if (!isEnvelope(opened)) return opened.code;
  const { proof } = await opened.prove(new Map());
  const { iss: _iss, nbf: _nbf, vct: _vct, ...claims } = opened.claims;
  return proof === 'VALID' ? claims : proof;
}

async function differs(file: string): Promise<string | undefined> {
  const { claims, disclosureFrame, presentationFrames, presentedClaims } = Frames.parse(
    JSON.parse(await readFile(file, 'utf8')),
  );
  const validFrom = new Date('2026-01-01T00:00:00Z');
  const typ = 'dc+sd-jwt';
  const text = await mintSdJwt({
    claims,
    disclosable: disclosable(disclosureFrame),
    signer: school.signer,
    typ,
    vct,
    validFrom,
  });
  if (!isDeepStrictEqual(await seen(text), claims)) return 'not all of it comes back';
  const shown = await seen(select(text, kept(presentationFrames)));
  return isDeepStrictEqual(shown, presentedClaims) ? undefined : JSON.stringify(shown);
}

const [folder = '.'] = process.argv.slice(2);
let failed = 0;
let count = 0;
for await (const file of glob('*.json', { cwd: folder })) {
  const difference = await differs(join(folder, file));
  count += 1;
  const because = judgedOtherwise[file];
  if (difference !== undefined && because === undefined) failed += 1;
  const otherwise = because === undefined ? '' : ` (judged otherwise: ${because})`;
  say(`${file}: ${difference ?? 'as expected'}${otherwise}`);
}
say(`${count} files, ${failed} not as expected`);
if (failed > 0 || count === 0) process.exitCode = 1;
