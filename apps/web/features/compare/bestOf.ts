/**
 * Which of some values are the best: the least or the most of those that are known. None when fewer than two are known or all that are known are
 * equal: then there is nothing to choose by.
 */
export function bestOf(values: readonly (bigint | number | null)[], which: 'least' | 'most'): boolean[] {
  const known = values.filter((value) => value !== null)
  const sorted = known.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || least === most) return values.map(() => false)
  const best = which === 'least' ? least : most
  return values.map((value) => value === best)
}
