import type { WalletIssuer } from '../credentials/index.js';

/** What giving to wallets needs beside the house. */
export interface WalletTools {
  readonly issuer: WalletIssuer;
  /** A keyed hash: what we make out can be told again, and nobody tries guesses against it. */
  readonly mark: (kind: string, text: string) => string;
}
