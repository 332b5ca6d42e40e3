import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ComponentsManager, ConstructionStrategyCommonJsString } from 'componentsjs';
import { appendOnly } from './append-only.js';
import {
  compiledFrom,
  compiledPodServer,
  hashOfInputs,
  podServerConfig,
} from './compiled-config.js';
import { closedMethod, endAccount, exitPage, ownExit } from './own-exit.js';

const require = createRequire(import.meta.url);

/** The stock strategy puts strings between quotes as they are, which loses backslashes in patterns. */
class SafeStrings extends ConstructionStrategyCommonJsString {
  override createPrimitive({ value }: { value: unknown }): string {
    return JSON.stringify(value);
  }
}

/** What the compiled config is put together from: the server's own parts, and our change to them, word for word. */
const exitParts = `{ page: ${exitPage.toString()}, letGo: ${endAccount.toString()}, closed: ${closedMethod.toString()} }`;
const parts = `const stock = (${appendOnly.toString()})(require('@solid/community-server'));
const css = (${ownExit.toString()})(stock, ${exitParts});
`;

/** Turns pods/server into JavaScript that gives `{ app, serverFactory }` for a set of variables. */
export async function compilePodServer(): Promise<void> {
  const hash = await hashOfInputs();
  const constructionStrategy = new SafeStrings({ asFunction: true, req: require });
  const manager = await ComponentsManager.build<string>({
    mainModulePath: dirname(require.resolve('@solid/community-server/package.json')),
    constructionStrategy,
    configLoader: (registry) => registry.register(join(podServerConfig, 'main.json')),
    dumpErrorState: false,
    skipContextValidation: true,
    typeChecking: false,
  });
  const app = await manager.instantiate('urn:solid-server:default:App');
  const serverFactory = await manager.instantiate('urn:solid-server:default:ServerFactory');
  const source = constructionStrategy
    .serializeDocument(`({ app: ${app}, serverFactory: ${serverFactory} })`)
    .replaceAll("require('./dist/index.js')", 'css');
  await mkdir(dirname(compiledPodServer), { recursive: true });
  await replace(compiledPodServer, `${parts}${source}`);
  await replace(compiledFrom, `${hash}\n`);
}

/** Whole or not at all: tests may be loading the old one. */
async function replace(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compilePodServer();
  process.stdout.write('The pod server config is compiled.\n');
}
