/** Which bit is set in a mask when only one is; null when none or several are. */
export function onlyBit(mask: bigint): number | null {
  if (mask === 0n || (mask & (mask - 1n)) !== 0n) return null
  let bit = 0
  let rest = mask
  for (; rest > 0xffff_ffffn; rest >>= 32n) bit += 32
  return bit + 31 - Math.clz32(Number(rest))
}
