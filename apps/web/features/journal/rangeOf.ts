/**
 * Returns the typed range of journal entries without its commas. Returns null if it is not a range, or if the journal does not have all of it. `headSeq` is the
 * number of the newest entry, null while it is unknown.
 */
export function rangeOf(
  typed: { readonly from: string; readonly to: string },
  { headSeq }: { readonly headSeq: string | null },
): { from: string; to: string } | null {
  const [from, to] = [numberOf(typed.from), numberOf(typed.to)]
  if (from === null || to === null || headSeq === null) return null
  if (from < 1n || from > to || to > BigInt(headSeq)) return null
  return { from: `${from}`, to: `${to}` }
}

function numberOf(typed: string): bigint | null {
  const digits = typed.replaceAll(/[,\s]/g, '')
  return /^\d{1,18}$/.test(digits) ? BigInt(digits) : null
}
