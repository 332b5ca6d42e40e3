/** What was opened, to be closed in the opposite order. */
export type Closings = (() => Promise<unknown>)[];

export async function closeAll(closings: Closings): Promise<void> {
  for (let close = closings.pop(); close !== undefined; close = closings.pop()) await close();
}

/** Opens several things; when one fails, those before it are closed. */
export async function opening<T>(work: (closings: Closings) => Promise<T>): Promise<T> {
  const closings: Closings = [];
  try {
    return await work(closings);
  } catch (error) {
    await closeAll(closings);
    throw error;
  }
}
