/** Of Bitcoin: without 0, O, I and l, which look alike. */
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The keys that are taken have 48 to 71 digits; the work grows with the square. */
const mostDigits = 200;

/** @returns undefined for what is no base 58, or far longer than a key. */
export function base58Bytes(text: string): Uint8Array | undefined {
  if (text.length > mostDigits) return undefined;
  let value = 0n;
  for (const digit of text) {
    const worth = alphabet.indexOf(digit);
    if (worth < 0) return undefined;
    value = value * 58n + BigInt(worth);
  }
  const hex = value === 0n ? '' : value.toString(16);
  const zeros = text.length - text.replace(/^1+/, '').length;
  return Buffer.concat([
    Buffer.alloc(zeros),
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
  ]);
}
