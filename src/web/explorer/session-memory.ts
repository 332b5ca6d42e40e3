/** What the explorer remembers lives in this browser tab only, and goes when the tab or the person does. */
const prefix = 'leerkluis.explorer.';
const owner = `${prefix}owner`;

/** Queries and variables of one person are never shown to the next one in the same tab. */
export function keepOnlyFor(person: string): void {
  if (sessionStorage.getItem(owner) === person) return;
  forgetAll();
  sessionStorage.setItem(owner, person);
}

export const remember = (key: string, value: string) => sessionStorage.setItem(prefix + key, value);
export const recall = (key: string) => sessionStorage.getItem(prefix + key);

/** The storage GraphiQL keeps its tabs, history and theme in. */
export const explorerStorage = {
  getItem: recall,
  setItem: remember,
  removeItem: (key: string) => sessionStorage.removeItem(prefix + key),
  get length() {
    return ownKeys().length;
  },
  clear: forgetAll,
};

function forgetAll(): void {
  for (const key of ownKeys()) sessionStorage.removeItem(key);
}

function ownKeys(): string[] {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
}
