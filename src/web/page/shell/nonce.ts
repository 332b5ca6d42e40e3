/** What the server lets style elements of ours be known by; another with each time the page is opened. */
export const styleNonce = (): string =>
  document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';
