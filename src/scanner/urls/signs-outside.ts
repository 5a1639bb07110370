/** The signs that stand in none of some stretches of the text; both in their order. */
export function signsOutside(
  signs: readonly number[],
  stretches: readonly { readonly start: number; readonly end: number }[],
): number[] {
  let next = 0;
  return signs.filter((at) => {
    while ((stretches[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    return at < (stretches[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}
