/** The exact bytes of a file in base64, as the graph takes them. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  // In parts: a call takes only so many arguments.
  const part = 8190;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += part) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + part))));
  }
  return parts.join('');
}
