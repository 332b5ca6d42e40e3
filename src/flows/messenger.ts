/** How somebody who is not looking is reached. What they are told holds nothing of what waits. */
export interface Messenger {
  tell(email: string): Promise<void>;
}
