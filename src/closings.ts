/** What was opened, to be closed in the opposite order. */
export type Closings = (() => Promise<unknown>)[];

/** Closes all, whatever one of them says. @throws the first failure, once all are closed. */
export async function closeAll(closings: Closings): Promise<void> {
  const failures: unknown[] = [];
  for (let close = closings.pop(); close !== undefined; close = closings.pop()) {
    await close().catch((error: unknown) => failures.push(error));
  }
  for (const failure of failures) throw failure;
}

/** Opens several things; when one fails, those before it are closed. */
export async function opening<T>(work: (closings: Closings) => Promise<T>): Promise<T> {
  const closings: Closings = [];
  try {
    return await work(closings);
  } catch (error) {
    // What stopped the opening is what somebody has to hear.
    await closeAll(closings).catch(() => undefined);
    throw error;
  }
}
