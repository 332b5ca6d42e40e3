/** Why what a wallet sent is not taken. Closed: people get a sentence for each, programs the code. */
export const presentationProblems = [
  // of the wallet, or of who has it
  'ACCESS_DENIED',
  'WALLET_ERROR',
  // how it was sent
  'MALFORMED',
  'TOO_LARGE',
  'ENCRYPTION',
  'STATE',
  // what was sent
  'NOT_AS_ASKED',
  'NOT_BOUND',
  'ANOTHER_KEY',
  'NONCE',
  'AUDIENCE',
  'TIME',
  'CHANGED',
] as const;
export type PresentationProblem = (typeof presentationProblems)[number];
