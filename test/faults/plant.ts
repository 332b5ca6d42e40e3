import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { bank } from './bank.js';
import type { Fault } from './fault.js';

const root = join(import.meta.dirname, '../..');

/** @throws when the bank is stale: what the fault replaces does not stand in the source exactly once. */
export function withFault({ name, file, find, replace }: Fault, source: string): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`fault ${name}: what it replaces does not stand in ${file} exactly once`);
  }
  return `${before}${replace}${after}`;
}
export const sourceOf = ({ file }: Fault): string => readFileSync(join(root, file), 'utf8');

/** Puts one fault of the bank into its source file as that is loaded. Without a name: nothing. */
export function planted(name: string | undefined): readonly Plugin[] {
  if (name === undefined) return [];
  const fault = bank.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`no fault ${name} in the bank`);
  const path = join(root, fault.file);
  return [
    {
      name: `planted fault ${name}`,
      enforce: 'pre',
      transform: (source, id) =>
        id === path ? { code: withFault(fault, source), map: null } : undefined,
    },
  ];
}
