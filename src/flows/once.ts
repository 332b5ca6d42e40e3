/** The same question again has the same answer. */
export function once<R>(ask: () => R): () => R {
  let known: { readonly answer: R } | undefined;
  return () => {
    known ??= { answer: ask() };
    return known.answer;
  };
}
