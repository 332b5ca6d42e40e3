/** A list of states, as its issuer signed it. */
export interface StatusList {
  readonly kind: 'BITSTRING' | 'TOKEN';
  readonly issuer?: string;
  /** Of which states it is; empty for TOKEN, whose values say so. */
  readonly purposes: readonly string[];
  readonly bits: Uint8Array;
  readonly bitsPerEntry: number;
  readonly validFrom?: Date;
  /** Exclusive. */
  readonly validUntil?: Date;
  /** After how long to ask for it anew. */
  readonly ttlMs?: number;
  /** TOKEN: the address that it is for. */
  readonly subject?: string;
}

/** W3C, section "minimum bitstring length": in a shorter one a single holder can be followed. */
export const leastEntries = 131_072;

type Place = Pick<StatusList, 'kind' | 'bitsPerEntry'>;

/**
 * Where an entry lies: W3C counts from the left-most bit, IETF from the least significant one.
 * Divided, not shifted: an index can have more than 32 bits.
 */
function placeOf({ kind, bitsPerEntry }: Place, index: number) {
  const perByte = 8 / bitsPerEntry;
  const at = (index % perByte) * bitsPerEntry;
  const shift = kind === 'BITSTRING' ? 8 - bitsPerEntry - at : at;
  return { byte: Math.floor(index / perByte), shift, mask: 2 ** bitsPerEntry - 1 };
}

/** @returns undefined for what lies outside the list. */
export function entryAt(list: Place & Pick<StatusList, 'bits'>, index: number): number | undefined {
  const { byte, shift, mask } = placeOf(list, index);
  const found = list.bits[byte];
  return found === undefined ? undefined : (found >> shift) & mask;
}

/**
 * Changes the bits in place.
 * @throws RangeError outside the list, and for a value that an entry cannot hold.
 */
export function setEntry(
  list: Place & Pick<StatusList, 'bits'>,
  index: number,
  value: number,
): void {
  const { byte, shift, mask } = placeOf(list, index);
  const found = list.bits[byte];
  if (found === undefined || value < 0 || value > mask) {
    throw new RangeError('no such entry, or no such value');
  }
  list.bits[byte] = (found & ~(mask << shift)) | (value << shift);
}
