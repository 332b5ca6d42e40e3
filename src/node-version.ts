const oldest = [22, 17] as const;

/** Ends the process with one sentence on a Node that is too old. The npm scripts bring their own Node. */
export function refuseOldNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  process.stderr.write(
    `Leerkluis needs Node ${oldest.join('.')} or later and this is ${version}; "npm ci" installs the right one and "npm start" uses it.\n`,
  );
  process.exit(1);
}
