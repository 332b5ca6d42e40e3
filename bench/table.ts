export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = low] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return (low + high) / 2;
};

export const ratio = (value: number): string => value.toFixed(2);

/** One topic: a heading, a sentence on what was done, and a table in Markdown. */
export function print(
  title: string,
  said: string,
  [head, ...rows]: readonly (readonly (string | number)[])[],
): void {
  const texts = [head ?? [], ...rows].map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_cell, n) =>
    Math.max(...texts.map((row) => row[n]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [first = [], ...others] = texts;
  process.stdout.write(`\n## ${title}\n\n${said}\n\n`);
  process.stdout.write(`${[line(first), rule, ...others.map(line)].join('\n')}\n`);
}
