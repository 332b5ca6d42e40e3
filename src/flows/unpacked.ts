import { unbake } from '../credentials/index.js';

/** A picture that a credential was baked into, kept beside it. */
export interface Picture {
  readonly mediaType: 'image/png' | 'image/svg+xml';
  readonly base64: string;
}
export interface Unpacked {
  /** What is read: the credential itself, exactly as it was baked, or what came where it is no such picture. */
  readonly bytes: Uint8Array;
  readonly picture?: Picture;
}

const isPng = ([first]: Uint8Array): boolean => first === 0x89;

/** Takes a credential out of the picture of its badge. What is no such picture, or a broken one, is as it came. */
export function unpacked(bytes: Uint8Array): Unpacked {
  const baked = unbake(bytes);
  if (baked === undefined || 'code' in baked) return { bytes };
  const picture: Picture = {
    mediaType: isPng(bytes) ? 'image/png' : 'image/svg+xml',
    base64: Buffer.from(bytes).toString('base64'),
  };
  return { bytes: baked, picture };
}
