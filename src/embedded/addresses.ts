import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort, isFree } from './loopback.js';

const Stored = z.record(z.string(), z.int().min(1).max(65_535));

/**
 * Chosen at the first start (as wanted, or the next free port; 0 is any) and kept in addresses.json: pod URLs,
 * WebIDs and access rules contain them.
 * @param ownMayRun names whose port our own server may still hold after a crash.
 * @throws Error in one sentence when a kept port is taken by another program.
 */
export async function chooseAddresses<Name extends string>(
  dataDir: string,
  wanted: Readonly<Record<Name, number>>,
  ownMayRun: readonly NoInfer<Name>[] = [],
): Promise<Readonly<Record<Name, number>>> {
  const file = join(dataDir, 'addresses.json');
  const kept = await readKept(file);
  const chosen: Record<Name, number> = { ...wanted };
  const taken = Object.values(kept);
  for (const name of namesOf(wanted)) {
    const before = kept[name];
    chosen[name] = before ?? (await freePort(wanted[name], taken));
    taken.push(chosen[name]);
    if (before !== undefined && !ownMayRun.includes(name) && !(await isFree(before))) {
      throw new Error(
        `Port ${before} (${name}) is taken by another program, and the pods in ${dataDir} are bound to it: please free it.`,
      );
    }
  }
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...kept, ...chosen }, undefined, 2)}\n`);
  return chosen;
}

async function readKept(file: string): Promise<Readonly<Record<string, number>>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return Stored.parse(JSON.parse(text));
}

const namesOf = <Name extends string>(wanted: Readonly<Record<Name, number>>): Name[] =>
  Object.keys(wanted).filter((name): name is Name => name in wanted);
