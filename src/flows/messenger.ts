import type { MessageKind } from '../ledger/index.js';

/** How somebody who is not looking is reached. What they are told holds nothing of what waits. */
export interface Messenger {
  tell(
    to: { readonly email: string; readonly language?: string },
    kind: MessageKind,
  ): Promise<void>;
}
