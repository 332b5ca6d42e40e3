import 'reflect-metadata';
import { Command, Option } from 'commander';
import { readConfig, roles } from './config.js';
import { type CorpusOptions, corpus } from './corpus.js';
import { examinerInThread } from './examiner.js';
import { printedSchema } from './graph/index.js';
import { guardianOf } from './guardian.js';
import { institutionRetry, institutionStatus } from './institution.js';
import { institutionAward } from './institution-award.js';
import { institutionSend, type SendOptions } from './institution-send.js';
import { institutionSign } from './institution-sign.js';
import {
  addIssuer,
  checkIssuers,
  type IssuerOptions,
  listIssuers,
  removeIssuer,
  withFetch,
} from './issuers.js';
import { loadEsco } from './load-esco.js';
import { parked } from './parked.js';
import { progressTo } from './progress.js';
import { start } from './start.js';
import { suspendClient } from './suspend-client.js';
import { verifyFile } from './verify.js';
import type { VerifyOptions } from './verify-at-hand.js';
import { verifyLogFile } from './verify-log.js';

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : 'unknown fault';

/** npm does not hand a signal on: who stops `npm start` would leave the server behind. */
function whenOrphaned(parent: number, stop: () => void): void {
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, 500);
  look.unref();
}

interface StartOptions {
  readonly json?: boolean;
  readonly role?: string;
}

/** Starts, and stops when a signal asks for it. */
async function runServer({ json, role }: StartOptions): Promise<void> {
  const parent = process.ppid;
  const env = role === undefined ? process.env : { ...process.env, ROLE: role };
  const progress = progressTo(process.stdout, json === true);
  let stopping: Promise<void> | undefined;
  try {
    progress.say('Leerkluis starts…');
    const started = await start(readConfig(env), progress);
    const stop = () => {
      stopping ??= started.stop().then(() => progress.say('Leerkluis has stopped.'));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(parent, stop);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = 1;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function printSchema(): Promise<void> {
  process.stdout.write(await printedSchema());
}

/** What goes wrong is said in a sentence, without a trace. */
const spoken =
  <Said extends readonly unknown[]>(work: (...said: Said) => Promise<void>) =>
  async (...said: Said): Promise<void> => {
    try {
      await work(...said);
    } catch (error) {
      process.stderr.write(`${sentence(error)}\n`);
      process.exitCode = 1;
    }
  };
const config = () => readConfig(process.env);

const showParked = spoken(({ retry }: { readonly retry?: string }) => parked(config(), retry, say));

const stopClient = spoken(
  (client: string | undefined, { resume = false }: { readonly resume?: boolean }) =>
    suspendClient(config(), { client, resume }, say),
);

const changeGuardian = spoken(
  (learner: string, guardian: string | undefined, { end = false }: { readonly end?: boolean }) =>
    guardianOf(config(), { learner, guardian, end }, say),
);

const showDeliveries = spoken((institution: string) =>
  institutionStatus(config(), institution, say),
);

const retryDeliveries = spoken((institution: string, id: string | undefined) =>
  institutionRetry(config(), { institution, id }, say),
);

const sendFile = spoken(async (institution: string, file: string, options: SendOptions) => {
  const isAllThere = await institutionSend(config(), { institution, file, ...options }, say);
  if (!isAllThere) process.exitCode = 1;
});

const awardFile = spoken(async (institution: string, file: string, options: SendOptions) => {
  const isAllThere = await institutionAward(config(), { institution, file, ...options }, say);
  if (!isAllThere) process.exitCode = 1;
});

const letSign = spoken(
  (institution: string, options: { readonly rotate?: boolean; readonly results?: boolean }) =>
    institutionSign(config(), { institution, ...options }, say),
);

const loadSkills = spoken((file: string, { language }: { readonly language?: string }) =>
  loadEsco(config(), file, language, say),
);

function registryFile(): string {
  const { TRUST_REGISTRY_FILE: file } = config();
  if (file === undefined) throw new Error('Say in which file they stand: TRUST_REGISTRY_FILE.');
  return file;
}

const showIssuers = spoken(() => listIssuers(registryFile(), say));

const recogniseIssuer = spoken((did: string, options: IssuerOptions) =>
  withFetch((fetcher) => addIssuer(registryFile(), { did, options }, say, fetcher)),
);

const forgetIssuer = spoken((what: string) => removeIssuer(registryFile(), what, say));

const lookAtIssuers = spoken(async () => {
  const isRight = await withFetch((fetcher) => checkIssuers(registryFile(), say, fetcher));
  if (!isRight) process.exitCode = 1;
});

/** Whoever reads along has had enough: `corpus DIR | head`. */
const endWithReader = (error: NodeJS.ErrnoException): void => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
};

const readCorpus = spoken(async (folder: string, options: CorpusOptions) => {
  process.stdout.on('error', endWithReader);
  const examiner = examinerInThread();
  try {
    await corpus(folder, options, { say, examiner });
  } finally {
    await examiner.close();
  }
});

/** Nobody else waits; and on a busy machine the thread itself takes seconds to begin. */
const verifyPatienceMs = 30_000;

const verify = spoken(async (file: string, options: VerifyOptions) => {
  const examiner = examinerInThread({ patience: { answer: verifyPatienceMs } });
  try {
    if (!(await verifyFile(file, options, { say, examiner }))) process.exitCode = 1;
  } finally {
    await examiner.close();
  }
});

async function verifyLog(file: string, { jwks }: { readonly jwks?: string }): Promise<void> {
  try {
    const isRight = await verifyLogFile(file, jwks, (text) => process.stdout.write(`${text}\n`));
    if (!isRight) process.exitCode = 1;
  } catch {
    process.stderr.write('This file, or the file of keys, cannot be read.\n');
    process.exitCode = 1;
  }
}

/** For who looks after institutions and what learners choose from. */
function addDeskCommands(program: Command): void {
  const institution = program
    .command('institution')
    .description('what institutions deliver, and what became of it');
  institution
    .command('status')
    .argument('<institution>', 'its schacHome domain')
    .description('show whether it answers, how much arrived, and what did not with its reason')
    .action(showDeliveries);
  institution
    .command('retry')
    .argument('<institution>', 'its schacHome domain')
    .argument('[id]', 'one delivery, as shown; absent: all that failed or were given up')
    .description('have what did not arrive tried again')
    .action(retryDeliveries);
  institution
    .command('send')
    .argument('<institution>', 'its schacHome domain')
    .argument('<file>', 'a CSV by the template, or OEAPI associations as JSON')
    .option('--dry-run', 'say what would come of each row, and keep nothing')
    .option('--json', 'one object of JSON, and nothing else')
    .description('send results in its name; exits with 1 where a row was refused or waits')
    .action(sendFile);
  institution
    .command('award')
    .argument('<institution>', 'its schacHome domain')
    .argument('<file>', 'a CSV of microcredentials by the template, a row for each learner')
    .option('--dry-run', 'say what is wrong with each row, and keep nothing')
    .option('--json', 'one object of JSON, and nothing else')
    .description('offer microcredentials in its name; exits with 1 where a row was refused')
    .action(awardFile);
  institution
    .command('sign')
    .argument('<institution>', 'its schacHome domain')
    .option('--rotate', 'by new keys from now on; what the old ones signed still holds')
    .option('--results', 'sign each result too that was passed, as it is written to a pod')
    .option('--no-results', 'sign no results from now on; what was signed still holds')
    .description('let this server sign microcredentials in its name')
    .action(letSign);
  program
    .command('esco')
    .description('skills of the European list, for learners to choose from')
    .command('load')
    .argument('<file>', 'the official download of skills, as CSV')
    .option('--language <language>', 'nl or en; absent: as the name of the file says')
    .description('load the list, in the place of what was there of that language')
    .action(loadSkills);
}

/** For who decides whose credentials are to be trusted. */
function addIssuerCommands(program: Command): void {
  const issuers = program
    .command('issuers')
    .description('institutions that are recognised, in the file TRUST_REGISTRY_FILE');
  issuers.command('list').description('show who is recognised').action(showIssuers);
  issuers
    .command('add')
    .argument('<did>', 'by which its credentials name it')
    .requiredOption('--name-nl <name>', 'what people call it, in Dutch')
    .requiredOption('--name-en <name>', 'in English')
    .requiredOption('--schac-home <domain>', 'its schacHome domain')
    .option('--brin <brin>', 'its BRIN')
    .option('--since <moment>', 'from when on, such as 2026-09-01')
    .option('--until <moment>', 'until when, exclusive')
    .option('--pin', 'only the keys that it publishes now')
    .option('--write', 'write it down; without it the keys are shown, and nothing else happens')
    .description('recognise an institution, after a look at the keys that it publishes')
    .action(recogniseIssuer);
  issuers
    .command('remove')
    .argument('<what>', 'a schacHome domain, or one DID')
    .description('recognise it no longer')
    .action(forgetIssuer);
  issuers
    .command('check')
    .description('show what all of them publish now; exits with 1 where something is wrong')
    .action(lookAtIssuers);
}

/** For whoever does not take our word for a credential. */
function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .argument('<file>', 'a credential: JSON, JWT, SD-JWT, a badge as PNG or SVG, or those in a PDF')
    .description(
      'check one credential, check by check, or each in a PDF; exits with 0 only for TRUSTED and AUTHENTIC',
    )
    .option('--at <instant>', 'as at that moment, such as 2026-11-24T03:00:00Z; absent: now')
    .option('--registry <file>', 'institutions that are recognised; absent: none')
    .option('--offline', 'ask nobody: did:key and did:jwk, and what the files below hold')
    .option('--did <file...>', 'DID documents, in the place of what is published')
    .option('--list <file...>', 'lists of what was taken back')
    .action(verify);
}

/** The command line: `start`, `parked`, `suspend-client`, `guardian`, `verify-log`, `verify`, `corpus`, `institution`, `esco load`, `issuers` and `schema`. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command('leerkluis').description(
    'A learner’s own record of everything learned.',
  );
  program
    .command('start', { isDefault: true })
    .description('start the server, with its own database and pod server unless told otherwise')
    .addOption(new Option('--role <role>', 'one process of a set-up of several').choices(roles))
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .action(runServer);
  program
    .command('parked')
    .description('show what could not be brought to a pod and was given up, and why')
    .option('--retry <id>', 'have one of them tried again')
    .action(showParked);
  program
    .command('suspend-client')
    .description('refuse the tokens of an app from now on, or show which apps are refused')
    .argument('[client]', 'its client id')
    .option('--resume', 'let it ask again')
    .action(stopClient);
  program
    .command('guardian')
    .description('name who decides along with a young learner, or show who does')
    .argument('<learner>', 'the WebID of the learner')
    .argument('[guardian]', 'the WebID of their parent or guardian')
    .option('--end', 'they no longer do')
    .action(changeGuardian);
  program
    .command('verify-log')
    .argument('<file>', 'a log that a learner downloaded')
    .description('check a downloaded log, without database or network')
    .option('--jwks <file>', 'our public keys, as /attestation/jwks has them')
    .action(verifyLog);
  program
    .command('corpus')
    .argument('<folder>', 'files that learners bring or institutions send')
    .description('say of each file what it is and what comes of it, without database or network')
    .option('--json', 'one line of JSON for each file, and nothing else')
    .option('--at <instant>', 'judge credentials as at that moment, such as 2026-11-24T03:00:00Z')
    .action(readCorpus);
  addDeskCommands(program);
  addIssuerCommands(program);
  addVerifyCommand(program);
  program.command('schema').description('print the GraphQL contract').action(printSchema);
  await program.parseAsync([...argv]);
}
