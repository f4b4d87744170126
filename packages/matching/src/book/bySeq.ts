/** Sorts by rank in time, oldest first. */
export function bySeq(one: { readonly seq: number }, other: { readonly seq: number }): number {
  return one.seq - other.seq
}
