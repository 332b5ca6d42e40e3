import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from '@formatjs/icu-messageformat-parser';
import { defineConfig, type Plugin } from 'vite';
import { z } from 'zod';
import { argumentsOf } from './texts-check.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const Texts = z.record(z.string(), z.string().min(1));

function textsIn(language: string): Readonly<Record<string, string>> {
  return Texts.parse(JSON.parse(readFileSync(here(`./page/texts/${language}.json`), 'utf8')));
}

/** What one language says and the other does not, or says with other values in it. */
function gaps(): readonly string[] {
  const [nl, en] = [textsIn('nl'), textsIn('en')];
  const keys = [...new Set([...Object.keys(nl), ...Object.keys(en)])];
  return keys.flatMap((key) => {
    const [dutch, english] = [nl[key], en[key]];
    if (dutch === undefined || english === undefined) return [`${key} is in one language only`];
    const same = argumentsOf(parse(dutch)).join() === argumentsOf(parse(english)).join();
    return same ? [] : [`${key} has other values in one language than in the other`];
  });
}

/** What stands on the first page somebody sees; the rest comes with the page it is for. */
const first = /^(shell|place|home|notice|fault|welcome|nowhere)\.|^access\.waiting$/;
const isFirst = (key: string): boolean => first.test(key);

/** Texts as the browser needs them: parsed already. A text that is missing in a language fails the build. */
function texts(): Plugin {
  return {
    name: 'texts',
    enforce: 'pre',
    buildStart() {
      const missing = gaps();
      if (missing.length > 0) this.error(`Texts of the page:\n${missing.join('\n')}`);
    },
    load(id) {
      const [, language = '', part] = /\/page\/texts\/(nl|en)\.json(\?first)?$/.exec(id) ?? [];
      if (language === '') return null;
      const wanted = Object.entries(textsIn(language)).filter(
        ([key]) => isFirst(key) === (part !== undefined),
      );
      const parsed = wanted.map(([key, text]) => [key, parse(text, { captureLocation: false })]);
      return {
        code: `export default ${JSON.stringify(Object.fromEntries(parsed))};`,
        moduleType: 'js',
      };
    },
  };
}

/** Operations as the page sends them: their hashes, which it does not send, and how they are set out stay behind. */
function operations(): Plugin {
  return {
    name: 'operations',
    enforce: 'pre',
    transform: (source, id) =>
      id.endsWith('/schema/generated/graphql.ts')
        ? {
            code: source
              .replaceAll(/, \{"hash":"sha256:[0-9a-f]+"\}/g, '')
              .replaceAll(/`[^`]*`/g, (text) => text.replaceAll(/\s+/g, ' ')),
            map: null,
          }
        : undefined,
  };
}

/**
 * The page as plain files in dist/web/page, which the API serves at /. Every asset is a file of our own: no inlining,
 * so that a strict Content-Security-Policy holds. Texts come parsed: no parser goes along.
 */
export default defineConfig({
  root: here('./page/'),
  base: '/',
  plugins: [texts(), operations()],
  resolve: {
    alias: [
      {
        find: /^@formatjs\/icu-messageformat-parser$/,
        replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
      },
    ],
  },
  build: {
    outDir: here('../../dist/web/page/'),
    emptyOutDir: true,
    assetsDir: 'page',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
