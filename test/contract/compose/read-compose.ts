import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../../src/embedded/index.js';
import { ComposeFile } from './shape.js';

const variable = /\$(?:\$|\{([A-Z_]+)(?::(-|\?)([^}]*))?\})/g;

/** What Compose does to a text: `$$` is a dollar, `${NAME:-else}`, `${NAME:?why not}`. */
const filledIn = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replaceAll(variable, (_all: string, name?: string, kind?: string, rest?: string) => {
    if (name === undefined) return '$';
    const value = env[name] ?? '';
    if (value !== '' || kind === undefined) return value;
    if (kind === '?') throw new Error(`required variable ${name} is missing a value: ${rest}`);
    return rest ?? '';
  });

function throughout(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return filledIn(value, env);
  if (Array.isArray(value)) return value.map((item) => throughout(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, throughout(inner, env)]),
  );
}

export const composeText = (): Promise<string> =>
  readFile(join(projectRoot, 'docker-compose.yml'), 'utf8');

/** The file as Compose would see it in this environment. @throws what is missing, or not of its shape. */
export async function readCompose(env: Readonly<Record<string, string>>): Promise<ComposeFile> {
  const found: unknown = parse(await composeText(), { merge: true });
  return ComposeFile.parse(throughout(found, env));
}
