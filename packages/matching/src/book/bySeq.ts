/** Sorts orders by their rank in time (`seq`), oldest first. */
export function bySeq(one: { readonly seq: number }, other: { readonly seq: number }): number {
  return one.seq - other.seq
}
