import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compiledPages } from './compiled-config.js';
import { projectRoot } from './project-root.js';

/** Who may write every learner's pod on the learner's order: this agent, using this client. */
export interface Builder {
  readonly webId: string;
  readonly clientId: string;
}

const ourTemplate = join(projectRoot, 'pods/template');
const ourPages = join(projectRoot, 'pods/pages');

/**
 * Copies pods/template with the builder's names filled in. What stands between {{ }} is the pod server's.
 * A pod keeps the names it was made with.
 */
export async function renderPodTemplate(folder: string, builder: Builder): Promise<void> {
  const names = { BUILDER_AGENT: iri(builder.webId), BUILDER_CLIENT: iri(builder.clientId) };
  await render(ourTemplate, folder, names);
}

/** Copies pods/pages, which then know our own page from other apps: it takes a login, and nothing of a pod. */
export async function renderPages(folder: string, { clientId }: Builder): Promise<void> {
  await render(ourPages, folder, { OWN_APP: iri(new URL('page', clientId).href) });
  await copyFile(compiledPages, join(folder, 'pages.js'));
}

async function render(
  template: string,
  folder: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const entry of await readdir(template, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, from.slice(template.length));
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, fill(await readFile(from, 'utf8'), names));
  }
}

const fill = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replaceAll(/%([A-Z_]+)%/g, (placeholder, name: string) => names[name] ?? placeholder);

/** An IRI stands between < and > in Turtle, so it must not end early. */
function iri(value: string): string {
  if (!URL.canParse(value) || /[\s<>"{}|\\^`]/.test(value)) {
    throw new Error('The builder of pods needs an IRI for its agent and one for its client.');
  }
  return value;
}
