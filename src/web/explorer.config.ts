import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The explorer as plain files in dist/web/explorer, which the API serves at /graphiql. Every asset is a file of our own: no inlining, so that a strict Content-Security-Policy holds. */
export default defineConfig({
  root: here('./explorer/'),
  base: '/graphiql/',
  build: {
    outDir: here('../../dist/web/explorer/'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Monaco, the editor, is one lazy file of 2.8 MB (0.7 MB compressed); more than that deserves a look.
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
    // "use client" in GraphiQL's dependencies means nothing in a page without server rendering.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
