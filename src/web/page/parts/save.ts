/** Gives somebody a file. */
export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The same, of a text made here. */
export const saveText = (name: string, text: string): void =>
  saveFile(name, new Blob([text], { type: 'application/octet-stream' }));
