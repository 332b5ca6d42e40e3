import { type Baked, mostImageBytes } from './unbake/baked.js';
import { isPng, unbakePng } from './unbake/png.js';
import { unbakeSvg } from './unbake/svg.js';

/** @returns undefined for what is no text in UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isMarkup = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString('utf8'));

/**
 * Takes the credential out of a badge's picture (PNG or SVG), exactly as it was baked into it.
 * @returns undefined for what is no such picture.
 */
export function unbake(bytes: Uint8Array): Baked | undefined {
  const png = isPng(bytes);
  if (!png && !isMarkup(bytes)) return undefined;
  if (bytes.length > mostImageBytes) return { code: 'TOO_LARGE' };
  if (png) return unbakePng(bytes);
  const text = textOf(bytes);
  return text === undefined ? undefined : unbakeSvg(text);
}
