/** The same things, one of them at another place, counted from 0. */
export function moved<Thing>(things: readonly Thing[], thing: Thing, to: number): readonly Thing[] {
  const others = things.filter((one) => one !== thing);
  return others.toSpliced(Math.min(Math.max(to, 0), others.length), 0, thing);
}

/** In the order wished for; what came since stands last, and what went is not there. */
export function inOrder<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  order: readonly string[] | undefined,
): readonly Thing[] {
  if (order === undefined) return things;
  const wished = order.flatMap((id) => things.find((one) => one.id === id) ?? []);
  return [...wished, ...things.filter((one) => !wished.includes(one))];
}
