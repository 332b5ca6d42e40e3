/** What a look brought: events in order, and whether the stream ends after them. */
export interface Looked<T> {
  readonly events: readonly T[];
  readonly isOver: boolean;
}
/** Events one by one, each asked for when the one before was sent: what nobody takes is not gathered either. */
export interface Stream<T> extends AsyncIterableIterator<T> {
  /** There may be news: `look` again. Said twice before somebody looked, it is one look. */
  wake(): void;
  next(): Promise<IteratorResult<T, undefined>>;
  return(): Promise<IteratorResult<T, undefined>>;
}

/**
 * Looks each time it is woken, and rests in between. Ending it ends a rest at once, which a generator would not.
 * @param onEnd called once, whoever ends it.
 */
export function streamOf<T>(look: () => Promise<Looked<T>>, onEnd: () => void): Stream<T> {
  const waiting: T[] = [];
  const ending = new AbortController();
  const isEnded = (): boolean => ending.signal.aborted;
  let [isNews, isOver] = [false, false];
  let stir: (() => void) | undefined;
  const end = (): void => {
    if (isEnded()) return;
    ending.abort();
    stir?.();
    onEnd();
  };
  const news = async (): Promise<void> => {
    if (isNews || isEnded()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    stir = resolve;
    await promise;
  };
  async function lookNow(): Promise<void> {
    isNews = false;
    const looked = await look();
    waiting.push(...looked.events);
    isOver = looked.isOver;
  }
  return {
    wake() {
      isNews = true;
      stir?.();
    },
    async next() {
      while (!isEnded()) {
        const event = waiting.shift();
        if (event !== undefined) return { value: event, done: false };
        if (isOver) end();
        await news();
        if (!isEnded()) await lookNow();
      }
      return { value: undefined, done: true };
    },
    async return() {
      end();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A stream that fails before it begins is followed by nobody: what was opened for it is closed again. */
export async function begunOr<T>(close: () => void, begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (error) {
    close();
    throw error;
  }
}
