/** Tells people how far a start has come; programs get one line of JSON at the end instead. */
export interface Progress {
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  say(line: string): void;
  result(lines: readonly string[], forPrograms: object): void;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** @param json one line for programs, and nothing else on standard output. */
export function progressTo(out: NodeJS.WriteStream, json: boolean): Progress {
  // A reader that has seen enough (`| head`) is no reason to fall over.
  out.on('error', () => undefined);
  const write = (line: string) => out.write(`${line}\n`);
  return {
    async step(name, work) {
      const from = performance.now();
      const value = await work();
      if (!json) write(`  ✓ ${name.padEnd(44)} ${seconds(performance.now() - from)}`);
      return value;
    },
    say: (line) => {
      if (!json) write(line);
    },
    result: (lines, forPrograms) => {
      if (json) write(JSON.stringify(forPrograms));
      else for (const line of lines) write(line);
    },
  };
}
